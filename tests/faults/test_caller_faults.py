"""Bad days of a hotline, with real processes: what was said is sent once, and what is deleted is deleted in the end."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from celery import current_app

from reports.clock import in_seconds
from reports.dialogue.owed import ask_for_receipt
from reports.intake.door import accept
from reports.intake.receipt import find_in
from reports.intake.undecided import Said, discard, hold
from reports.models import Errand, Record, StoredKey, Tip
from tests.arrivals import PHONE, sms
from tests.conftest import House
from tests.faults.worker import Worker, forget_the_queue, held, somebody_waits, sweep_when_due, waiting_in
from tests.twilio_double import TwilioDouble, new_sid

pytestmark = pytest.mark.django_db(transaction=True)
_FLOOD = 2000  # messages in each of two queues


@pytest.fixture
def worker(house: House, provider: TwilioDouble) -> Iterator[Worker]:
    """A worker that was not started yet, which knows the provider, and an empty queue."""
    forget_the_queue()
    state = provider.state
    worker = Worker(
        TWILIO_API_URL=provider.url,
        TWILIO_ACCOUNT_SID=state.account,
        TWILIO_AUTH_TOKEN=state.token,
        TWILIO_NUMBER=state.number,
    )
    yield worker
    worker.stop()
    forget_the_queue()


@pytest.fixture
def said(worker: Worker, provider: TwilioDouble) -> Said:
    call = new_sid("CA")
    return Said(call=call, recording=provider.state.add_recording(call, seconds=1).sid, language="acf")


def minute_passes() -> None:
    """Let what waits be due and send the sweep, as beat does every few seconds."""
    Errand.objects.update(due_at=in_seconds(-1))
    current_app.send_task("reports.intake.sweep")


@pytest.mark.parametrize("table", ["seen_request", "tip"])
def test_a_worker_killed_while_it_sends_what_nobody_decided_about_sends_it_once(
    worker: Worker, said: Said, table: str
) -> None:
    hold(said)
    with held(table):
        minute_passes()
        worker.start()
        worker.wait_until(somebody_waits, f"the worker at {table}")
        worker.child.kill()
    worker.wait_until_rolled_back()
    # The door writes in one round trip, which Postgres finishes for the dead; what waited waits on, and finds that out.
    assert Errand.objects.get(record=None).attempts == 1

    worker.start()
    minute_passes()
    worker.wait_until(lambda: Record.objects.filter(kind="recording").exists(), "the recording")
    sweep_when_due()
    worker.triages()
    minute_passes()
    worker.wait_until(lambda: not Errand.objects.exists(), "its deletion at the provider")
    assert (Tip.objects.count(), Record.objects.filter(kind="recording").count()) == (1, 1)
    worker.wait_until(lambda: not StoredKey.objects.filter(purpose="one_time").exists(), "the one-time keys' end")


def test_a_provider_that_is_down_is_asked_from_the_ledger_until_it_has_deleted(
    worker: Worker, said: Said, provider: TwilioDouble
) -> None:
    hold(said)
    assert discard(said) == [True]
    provider.state.faults.failing_with = 503
    worker.start()
    for tried in (1, 2):
        minute_passes()
        worker.wait_until(
            lambda tried=tried: Errand.objects.filter(attempts=tried, problem="unavailable").exists(), "a try"
        )  # type: ignore[misc]
    assert provider.state.recordings
    provider.state.faults.failing_with = None
    minute_passes()
    worker.wait_until(lambda: not Errand.objects.exists(), "the deletion")
    assert provider.state.recordings == {}
    assert not Tip.objects.exists()


def test_a_receipt_that_is_asked_for_leaves_before_a_flood_that_came_earlier(
    worker: Worker, provider: TwilioDouble
) -> None:
    receipt = accept(sms(silent=True, owed="555: stored. Receipt {receipt}, keep it secret.")).receipt
    with current_app.connection_for_write() as broker, current_app.amqp.Producer(broker) as producer:
        for _ in range(_FLOOD):
            for task in ("reports.triage.assess", "reports.intake.run_errand"):
                current_app.send_task(task, args=[str(uuid4())], producer=producer)
    worker.start()
    worker.wait_until(lambda: waiting_in("arrivals") < _FLOOD, "the first of the flood")
    ask_for_receipt(PHONE)
    worker.wait_until(lambda: provider.state.inbox(PHONE), "the receipt")
    assert find_in(provider.state.inbox(PHONE)[0].body) == receipt
    assert min(waiting_in("arrivals"), waiting_in("celery")) > _FLOOD // 2
