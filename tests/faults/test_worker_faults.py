"""Bad days of broker and worker, with real processes: no tip is lost and none is judged twice."""

import os
import signal
from collections import Counter
from collections.abc import Iterator

import pytest
from celery import current_app

from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.models import (
    AuditEntry,
    Capsule,
    Fingerprint,
    KeyPurpose,
    Mailbox,
    Record,
    StoredKey,
    Tip,
    TipKey,
    TriageState,
)
from reports.people import worker_keys
from reports.people.signing import install
from reports.queries.queue import queue_page
from tests.arrivals import web
from tests.conftest import House, only_tip
from tests.faults.worker import Worker, forget_the_queue, held, queue_is_empty, somebody_waits, sweep_when_due
from tests.outage import no_broker
from tests.people.root import sealed_root, secrets_put_back
from tests.people.test_signing import PASSPHRASE

pytestmark = pytest.mark.django_db(transaction=True)
# In the order in which triage writes to them: killed before the first, between two, and at the last.
TABLES = ["tip_key", "mailbox", "fingerprint", "audit_entry"]


@pytest.fixture
def worker(house: House) -> Iterator[Worker]:
    """A worker that was not started yet, and an empty queue."""
    forget_the_queue()
    worker = Worker()
    yield worker
    worker.stop()
    forget_the_queue()


def judged_exactly_once() -> bool:
    tip = only_tip()
    assert tip.triage == TriageState.DONE
    assert tip.unit.slug == "narcotics"
    assert [key.unit_id for key in TipKey.objects.all()] == [tip.unit_id]
    for model in (Record, Mailbox, Fingerprint):
        assert model.objects.count() == 1  # type: ignore[attr-defined]
    assert Record.objects.get().findings
    assert AuditEntry.objects.filter(act="tip.triaged").count() == 1
    return not Capsule.objects.exists()


def test_a_tip_sent_while_the_broker_is_down_is_judged_when_it_is_back(house: House, worker: Worker) -> None:
    worker.start()
    with no_broker():
        receipt = accept(web("Cocaine at the jetty")).receipt or ""
        assert only_tip().triage == TriageState.WAITING
        assert open_mailbox(receipt).state == "received"
    sweep_when_due()
    worker.triages()
    assert judged_exactly_once()
    assert open_mailbox(receipt).state == "new"


def test_a_queue_flushed_between_door_and_worker_loses_no_tip(house: House, worker: Worker) -> None:
    accept(web("Cocaine at the jetty"))
    forget_the_queue()
    worker.start()
    sweep_when_due()
    worker.triages()
    assert judged_exactly_once()


def test_a_broker_flushed_under_a_running_worker_goes_on_serving(house: House, worker: Worker) -> None:
    accept(web("Cocaine at the jetty"))
    worker.start()
    worker.triages()
    forget_the_queue()
    accept(web("Cocaine at the airport"))
    worker.triages()
    assert set(Tip.objects.values_list("triage", flat=True)) == {TriageState.DONE}


@pytest.mark.parametrize("table", TABLES)
def test_a_worker_killed_in_the_middle_leaves_nothing_half_done(house: House, worker: Worker, table: str) -> None:
    receipt = accept(web("Cocaine at the jetty")).receipt or ""
    before = (Tip.objects.values().get(), TipKey.objects.values().get(), Record.objects.values().get())
    with held(table):
        worker.start()
        worker.wait_until(somebody_waits, f"the worker at {table}")
        worker.child.kill()
    worker.wait_until_rolled_back()
    assert (Tip.objects.values().get(), TipKey.objects.values().get(), Record.objects.values().get()) == before
    assert Capsule.objects.get().attempts == 1
    assert queue_page(house.ring("reid")).rows[0].preview == "Cocaine at the jetty"

    worker.start()
    sweep_when_due()
    worker.triages()
    assert judged_exactly_once()
    worker.wait_until(
        lambda: not StoredKey.objects.filter(purpose=KeyPurpose.ONE_TIME).exists(), "the one-time key's end"
    )
    assert open_mailbox(receipt).state == "new"


def test_when_one_hand_of_the_worker_is_killed_another_takes_up_the_tip(house: House, worker: Worker) -> None:
    accept(web("Cocaine at the jetty"))
    with held("mailbox"):
        worker.start()
        worker.wait_until(somebody_waits, "the worker at the mailbox")
        [hand] = worker.hands()
        os.kill(hand, signal.SIGKILL)
    worker.triages()
    assert judged_exactly_once()


def test_a_message_that_comes_many_times_judges_once(house: House, worker: Worker) -> None:
    accept(web("Cocaine at the jetty"))
    for _ in range(5):
        current_app.send_task("reports.triage.assess", args=[str(only_tip().pk)])
    sweep_when_due()
    worker.start()
    worker.wait_until(queue_is_empty, "the last of the messages")
    assert judged_exactly_once()


def test_tips_that_come_while_the_workers_keys_are_made_anew_are_all_judged(house: House, worker: Worker) -> None:
    """A worker that runs all the while, killed once in the middle; nothing is told to it."""
    with secrets_put_back():
        worker.start()
        waiting = accept(web("Cocaine in the harbour")).receipt
        worker_keys.make()
        accept(web("Cocaine at the jetty"))
        worker.child.kill()
        accept(web("Cocaine at the airport"))
        install(worker_keys.sign(passphrase=PASSPHRASE, sealed_root=sealed_root()))
        worker_keys.note()
        fresh = accept(web("Cocaine at the market")).receipt
        worker_keys.box_anew()
        worker.start()
        accept(web("Cocaine at the school"))
        sweep_when_due()
        worker.triages()
    assert Counter(Tip.objects.values_list("triage", flat=True)) == {TriageState.DONE: 5}
    assert AuditEntry.objects.filter(act="tip.triaged").count() == Mailbox.objects.count() == 5
    assert [open_mailbox(receipt or "").state for receipt in (waiting, fresh)] == ["new", "new"]
