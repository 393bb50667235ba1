"""Lines: a phone is known again, for as long as its tipster wants, and by nobody else."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connections
from pytest_django import DjangoAssertNumQueries

from reports import audit, clock
from reports.dialogue import lines
from reports.dialogue.forget import end_line, leave_tip, note_stopped, silence_line
from reports.dialogue.lines import destroy_lines, find_line, meet, number_of
from reports.dialogue.standing import state_at_desk
from reports.intake.door import accept
from reports.keystore import KeyGone
from reports.models import AuditEntry, Channel, KeyPurpose, Line, Record, StoredKey, Tip
from reports.sealing.opening import CannotOpen
from tests.arrivals import PHONE, sms, triaged_tip, web
from tests.conftest import House, only_tip
from tests.spoilt import spoil


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Let it be another day for the lines."""

    def turn(day: date) -> None:
        monkeypatch.setattr(lines, "today", lambda: day)

    return turn


def test_a_phone_is_found_again_and_another_is_not(house: House) -> None:
    accept(sms())
    line = find_line(PHONE)
    assert line
    assert line.tip == only_tip()
    assert number_of(line) == PHONE
    assert find_line("+17584840002") is None
    assert find_line("") is None


def test_the_number_lies_nowhere_in_the_clear_and_has_one_size(house: House) -> None:
    accept(sms())
    accept(sms(sender="+33612345678901"))
    rows = Line.objects.all()
    assert len({len(bytes(row.number)) for row in rows}) == 1
    assert not [row for row in rows if PHONE.encode() in bytes(row.number) + bytes(row.lookup)]
    assert str(rows[0]) == "<sealed>"


@pytest.mark.parametrize(
    "days", [[date(2026, 12, 31), date(2027, 1, 1)], [date(2026, 2, 5), date(2026, 4, 2)], [date(2026, 9, 30)] * 2]
)
def test_a_phone_is_known_across_the_turn_of_an_epoch(house: House, on, days: list[date]) -> None:  # type: ignore[no-untyped-def]
    on(days[0])
    accept(sms())
    on(days[1])
    assert accept(sms("More")).joined


def test_a_phone_that_keeps_texting_is_known_and_can_be_forgotten_a_year_later(house: House, on) -> None:  # type: ignore[no-untyped-def]
    on(date(2026, 1, 5))
    accept(sms())
    for turn in range(1, 8):
        on(date(2026, 1, 5) + timedelta(days=50 * turn))
        assert accept(sms(f"Text {turn}")).joined
    on(date(2027, 2, 1))
    assert end_line(sender=PHONE)
    assert not Line.objects.exists()


def test_a_phone_that_was_silent_for_too_long_starts_a_new_tip_before_anybody_swept(house: House, on) -> None:  # type: ignore[no-untyped-def]
    on(date(2026, 1, 5))
    accept(sms())
    on(date(2026, 3, 7))
    assert accept(sms("Somebody else has this number now")).receipt
    assert Tip.objects.count() == 2
    assert Tip.objects.filter(unreachable=True).count() == 1
    assert Line.objects.count() == 1


def test_a_phone_silent_for_two_turns_is_a_stranger(house: House, on) -> None:  # type: ignore[no-untyped-def]
    on(date(2026, 1, 5))
    accept(sms())
    on(date(2026, 7, 1))
    assert find_line(PHONE) is None


def test_the_same_number_hashes_differently_in_each_epoch(house: House, on) -> None:  # type: ignore[no-untyped-def]
    on(date(2026, 1, 5))
    accept(sms())
    before = bytes(Line.objects.get().lookup)
    on(date(2026, 4, 5))
    accept(sms("More"))
    assert bytes(Line.objects.get().lookup) != before


def test_a_text_is_taken_while_the_key_of_the_new_epoch_does_not_open(house: House, on) -> None:  # type: ignore[no-untyped-def]
    on(date(2026, 3, 20))
    accept(sms())
    before = set(StoredKey.objects.filter(purpose=KeyPurpose.EPOCH).values_list("id", flat=True))
    on(date(2026, 4, 5))
    accept(sms(sender="+17584849999"))
    spoil(KeyPurpose.EPOCH, StoredKey.objects.filter(purpose=KeyPurpose.EPOCH).exclude(id__in=before).get().id)
    assert accept(sms("More")).joined


def test_a_destroyed_line_takes_its_key_along(house: House) -> None:
    accept(sms())
    line = Line.objects.get()
    destroy_lines([line.pk])
    assert not StoredKey.objects.filter(purpose=KeyPurpose.LINE).exists()
    with pytest.raises(KeyGone):
        number_of(line)  # a copy of the row, as a backup has it


def test_a_line_moved_to_another_tip_does_not_give_its_number(house: House) -> None:
    accept(sms("The thief's own tip"))
    accept(web("The victim's tip"))
    Line.objects.update(tip=Tip.objects.exclude(pk=Line.objects.get().tip_id).get())
    with pytest.raises(CannotOpen):
        number_of(Line.objects.get())


def test_a_number_moved_to_another_line_does_not_open(house: House) -> None:
    accept(sms())
    accept(sms(sender="+17584840002"))
    one, two = Line.objects.all()
    Line.objects.filter(pk=one.pk).update(number=bytes(two.number))
    with pytest.raises(CannotOpen):
        number_of(Line.objects.get(pk=one.pk))


def test_a_line_keeps_the_day_and_nothing_finer(house: House) -> None:
    accept(sms())
    assert Line.objects.get().last_day == clock.today()


def test_a_phone_that_nobody_knows_costs_one_question_to_the_key_store(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    accept(sms())
    with django_assert_num_queries(1, using="keystore"):
        assert meet("+17584840002").known is None
    with django_assert_num_queries(0, using="keystore"):
        assert meet("").known is None


LAST, FIRST = date(2026, 9, 30), date(2026, 10, 1)  # of two epochs


def two_lines(monkeypatch: pytest.MonkeyPatch) -> tuple[Line, Line]:
    """Two texts of one phone are taken at once, one a moment before midnight and one after it; the older line first.

    Each worker's clock stands still until both have looked for a line and found none.
    """
    both_looked, asked = threading.Barrier(2), threading.local()

    def clock_of(day: date) -> date:
        asked.times = getattr(asked, "times", 0) + 1
        if asked.times == 3:
            both_looked.wait(timeout=60)
        return day

    def take(day: date) -> None:
        asked.day = day
        try:
            accept(sms(f"Text of {day}"))
        finally:
            connections.close_all()

    monkeypatch.setattr(lines, "today", lambda: clock_of(asked.day))
    with ThreadPoolExecutor(2) as workers:
        assert [*workers.map(take, (LAST, FIRST))] == [None, None]
    monkeypatch.setattr(lines, "today", lambda: FIRST)
    older, newer = Line.objects.order_by("last_day")
    return older, newer


committed = pytest.mark.django_db(transaction=True)


@committed
def test_a_phone_that_two_workers_gave_two_lines_goes_on_with_the_newer_one(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    older, newer = two_lines(monkeypatch)
    known = meet(PHONE).known
    assert known
    assert known.tip_id == newer.tip_id
    assert accept(sms("More")).joined
    assert Line.objects.get().pk == newer.pk
    assert Record.objects.filter(tip=newer.tip).count() == 2
    assert (Tip.objects.get(pk=older.tip_id).unreachable, Tip.objects.get(pk=newer.tip_id).unreachable) == (True, False)
    assert [entry.tip_id for entry in AuditEntry.objects.filter(act="line.renewed")] == [older.tip_id]
    with pytest.raises(KeyGone):
        number_of(older)


@committed
@pytest.mark.parametrize("older_is_silent", [True, False])
def test_the_newer_line_is_as_silent_as_the_other_was(
    house: House, monkeypatch: pytest.MonkeyPatch, older_is_silent: bool
) -> None:
    older, newer = two_lines(monkeypatch)
    Line.objects.filter(pk=older.pk).update(silent=older_is_silent)
    assert meet(PHONE).is_silent is older_is_silent
    accept(sms("More"))
    assert (Line.objects.get().pk, Line.objects.get().silent) == (newer.pk, older_is_silent)


@committed
@pytest.mark.parametrize(
    ("verb", "left"),
    [
        (lambda: end_line(sender=PHONE), 0),
        (lambda: leave_tip(sender=PHONE), 0),
        (lambda: silence_line(sender=PHONE, silent=True), 1),
        (lambda: note_stopped(PHONE), 1),
    ],
)
def test_what_a_phone_with_two_lines_asks_for_is_done_with_both(
    house: House, monkeypatch: pytest.MonkeyPatch, verb: Callable[[], object], left: int
) -> None:
    older, newer = two_lines(monkeypatch)
    verb()
    assert [line.pk for line in Line.objects.all()] == [newer.pk] * left
    assert not Tip.objects.filter(pk=older.tip_id, unreachable=False).exists()
    with pytest.raises(KeyGone):
        number_of(older)


@pytest.mark.parametrize("act", ["file.read", "recording.heard"])
def test_a_recorded_call_counts_as_read_when_somebody_could_know_what_was_said(house: House, act: str) -> None:
    triaged_tip()
    Tip.objects.update(channel=Channel.CALL)
    tip = only_tip()
    for done in ("media.fetched", "tip.read"):
        assert state_at_desk(tip) == "new"
        audit.enter(done, by=audit.WORKER, tip=tip.pk, unit=tip.unit_id)
    assert state_at_desk(tip) == "new", "the page was opened, and nobody has heard it"
    audit.enter(act, by=audit.WORKER, tip=tip.pk, unit=tip.unit_id)
    assert state_at_desk(tip) == "read"


def test_a_call_that_an_officer_wrote_down_counts_as_read_when_it_was_opened(house: House) -> None:
    triaged_tip()
    Tip.objects.update(channel=Channel.CALL)
    tip = only_tip()
    audit.enter("tip.read", by=audit.WORKER, tip=tip.pk, unit=tip.unit_id)
    assert state_at_desk(tip) == "read"
