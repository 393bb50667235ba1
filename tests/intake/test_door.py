"""The door: everything is stored or nothing is, once, and sealed to nobody but the tip."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, connections
from pytest_django import Settings

from reports import outbox, vault
from reports.dialogue.lines import find_line
from reports.dialogue.mailbox import MailboxKey
from reports.intake.door import Accepted, NotStored, accept
from reports.lifecycle.erasure import erase_tip
from reports.models import (
    Attachment,
    AuditEntry,
    Capsule,
    Category,
    KeyPurpose,
    Line,
    Record,
    SeenRequest,
    Status,
    StoredKey,
    Tip,
    TipKey,
    Urgency,
)
from reports.queries.queue import queue_page
from reports.sealing.keys import new_pair
from tests.arrivals import PHONE, sms, web
from tests.conftest import House, only_tip, triage_all
from tests.outage import hung_broker, no_broker, no_database, read_only_database
from tests.uploads import held_photo

committed = pytest.mark.django_db(transaction=True)


def nothing_is_stored() -> bool:
    models = (Tip, TipKey, Record, Capsule, Attachment, Line, SeenRequest)
    return not any(model.objects.exists() for model in models)  # type: ignore[attr-defined]


def at_once(*verbs: Callable[[], Accepted]) -> list[Accepted]:
    """Call each in a thread of its own, all released together, and return what they were told."""
    barrier, told, faults = threading.Barrier(len(verbs)), [], []

    def run(verb: Callable[[], Accepted]) -> None:
        try:
            barrier.wait()
            told.append(verb())
        except Exception as fault:  # noqa: BLE001 - shown by the assertion below
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    return told


@committed
def test_the_same_request_in_parallel_makes_one_tip_with_one_receipt(house: House) -> None:
    submission = web("Stolen goat", repeat_key=b"same")
    told = at_once(*[lambda: accept(submission)] * 6)
    assert Tip.objects.count() == Record.objects.count() == Capsule.objects.count() == 1
    assert len({accepted.receipt for accepted in told}) == 1
    assert sorted(accepted.repeated for accepted in told) == [False] + [True] * 5
    keys = StoredKey.objects.exclude(purpose=KeyPurpose.PEOPLE)
    assert keys.count() == 5  # erasure, fingerprint, one-time, the day's and kept answer: twins took theirs back


@committed
def test_two_first_texts_of_one_phone_in_parallel_make_one_tip(house: House) -> None:
    told = at_once(*[lambda n=n: accept(sms(f"Text {n}")) for n in range(4)])
    assert Tip.objects.count() == Line.objects.count() == 1
    assert Record.objects.count() == 4
    assert sorted(accepted.joined for accepted in told) == [False, True, True, True]
    assert sorted(Record.objects.values_list("position", flat=True)) == [0, 1, 2, 3]


@committed
def test_additions_in_parallel_each_get_their_own_place(house: House) -> None:
    accept(web())
    key = MailboxKey(only_tip().pk)
    at_once(*[lambda n=n: accept(web(f"More {n}", joins=key)) for n in range(5)])
    assert sorted(Record.objects.values_list("position", flat=True)) == list(range(6))


def test_danger_makes_a_tip_immediate_at_the_door(house: House) -> None:
    accept(web(in_danger=True))
    assert only_tip().urgency == Urgency.IMMEDIATE


def test_danger_in_an_addition_raises_the_tip_and_wakes_it(house: House) -> None:
    accept(web("A boat"))
    triage_all()
    Tip.objects.update(status=Status.CLOSED, outcome="nothing", urgency=Urgency.ROUTINE)
    accept(web("They are here now", joins=MailboxKey(only_tip().pk), in_danger=True))
    triage_all()
    tip = only_tip()
    assert (tip.urgency, tip.status, tip.outcome, tip.has_news) == (Urgency.IMMEDIATE, Status.NEW, "", True)


def test_an_addition_to_a_tip_that_waits_opens_it_again(house: House) -> None:
    accept(web())
    Tip.objects.update(status=Status.WAITING)
    accept(web(joins=MailboxKey(only_tip().pk)))
    triage_all()
    assert only_tip().status == Status.NEW  # nobody works on it yet


def test_a_category_that_is_none_becomes_other(house: House) -> None:
    accept(web(answers={"category": "drugs'; --"}))
    assert only_tip().category == Category.OTHER


def test_no_word_lies_in_the_clear_and_reception_reads_all(house: House) -> None:
    accept(web("Zabriko behind the mango tree", answers={"place": "Zabrikoville"}))
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(r)::text || row_to_json(t)::text FROM record r JOIN tip t ON t.id = tip_id")
        row = cursor.fetchone()[0]
    assert "zabriko" not in row.lower()
    assert b"abriko".hex() not in row
    assert queue_page(house.ring("reid")).rows[0].preview == "Zabriko behind the mango tree"


def test_the_trail_of_an_arrival_holds_the_hour_and_no_content(house: House) -> None:
    accept(web("Zabriko"))
    entry = AuditEntry.objects.get(act="tip.arrived")
    assert (entry.at.minute, entry.at.second, entry.at.microsecond) == (0, 0, 0)
    assert json.dumps(entry.detail) == '{"channel": "web"}'


@committed
@pytest.mark.parametrize("alias", ["default", "keystore"])
def test_a_database_that_is_down_is_told_and_nothing_is_stored(house: House, alias: str) -> None:
    with no_database(alias), pytest.raises(NotStored):
        accept(web(files=(held_photo(),)))
    assert nothing_is_stored()
    assert accept(web()).receipt


@committed
@pytest.mark.parametrize("alias", ["default", "keystore"])
def test_a_database_that_takes_no_writes_is_told_and_nothing_is_stored(house: House, alias: str) -> None:
    with read_only_database(alias), pytest.raises(NotStored):
        accept(sms())
    assert nothing_is_stored()


@committed
def test_a_request_that_was_not_stored_is_no_repeat_afterwards(house: House) -> None:
    submission = web(repeat_key=b"again")
    with no_database("default"), pytest.raises(NotStored):
        accept(submission)
    told = accept(submission)
    assert told.receipt
    assert not told.repeated


def test_a_state_folder_that_cannot_be_written_is_told(house: House, settings: Settings, tmp_path: Path) -> None:
    """There the manifest's floor lies, without which nothing is sealed."""
    (tmp_path / "state").write_text("no folder")
    settings.DATA_DIR = tmp_path
    vault._manifest.cache_clear()
    with pytest.raises(NotStored):
        accept(web())
    vault._manifest.cache_clear()
    assert nothing_is_stored()


@pytest.mark.parametrize("column", ["public_key", "mailbox_key"])
def test_nothing_is_sealed_to_a_key_that_somebody_put_into_the_row(house: House, column: str) -> None:
    accept(web())
    triage_all()
    Tip.objects.update(**{column: new_pair().public})
    with pytest.raises(NotStored):
        accept(web(joins=MailboxKey(only_tip().pk)))
    assert Record.objects.count() == 1


def test_nothing_is_sealed_for_a_unit_that_somebody_put_into_the_row(house: House) -> None:
    accept(sms())
    Tip.objects.update(unit=house.unit("oversight"))
    with pytest.raises(NotStored):
        accept(sms("More"))
    assert Record.objects.count() == 1


def test_a_manifest_that_is_not_signed_stores_nothing(house: House, settings: Settings, tmp_path: Path) -> None:
    for file in settings.SECRETS_DIR.iterdir():
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / "manifest.json").unlink()
    (tmp_path / "manifest.json").write_text('{"body": "{}", "signature": ""}')
    settings.SECRETS_DIR = tmp_path
    with pytest.raises(NotStored):
        accept(web())
    assert nothing_is_stored()


def test_an_older_manifest_with_its_old_date_is_refused(house: House, settings: Settings, tmp_path: Path) -> None:
    vault.manifest()
    floor = settings.DATA_DIR / "state" / "manifest-floor"
    path, seen = settings.SECRETS_DIR / "manifest.json", floor.read_text()
    vault._manifest(path.stat().st_mtime_ns - 1)  # a newer one was read since
    floor.write_text("99")
    try:
        with pytest.raises(NotStored):
            accept(web())
    finally:
        floor.write_text(seen)
    assert nothing_is_stored()


def test_an_addition_to_a_tip_just_erased_is_told_as_not_stored(house: House) -> None:
    accept(web())
    key = MailboxKey(only_tip().pk)
    erase_tip(tip_id=key.tip_id, by="test")
    with pytest.raises(NotStored):
        accept(web(joins=key))
    assert not Record.objects.exists()


def test_a_phone_whose_tip_was_erased_starts_a_new_one(house: House) -> None:
    accept(sms())
    erase_tip(tip_id=only_tip().pk, by="test")
    assert accept(sms()).receipt
    assert find_line(PHONE)


@committed
def test_a_broker_that_is_down_stops_no_tip(house: House) -> None:
    with no_broker():
        assert accept(web()).receipt
    assert Capsule.objects.count() == 1


@committed
def test_a_broker_that_hangs_stops_no_tip_and_is_then_left_alone(house: House) -> None:
    with hung_broker():
        assert accept(web()).receipt
        assert outbox._closed_until > 0
        assert accept(web()).receipt
    assert Capsule.objects.count() == 2
