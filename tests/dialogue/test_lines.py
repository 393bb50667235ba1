"""Lines: a phone is known again, for as long as its tipster wants, and by nobody else."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from reports import clock
from reports.dialogue import lines
from reports.dialogue.forget import end_line
from reports.dialogue.lines import destroy_lines, find_line, meet, number_of
from reports.intake.door import accept
from reports.keystore import KeyGone
from reports.models import KeyPurpose, Line, StoredKey, Tip
from reports.sealing.opening import CannotOpen
from tests.arrivals import PHONE, sms, web
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
