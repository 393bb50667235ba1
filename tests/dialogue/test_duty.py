"""An officer takes callers for some hours: audited, without the number, and over by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports.dialogue.closing import NotANumber
from reports.dialogue.duty import LONGEST, begin_duty, duty_phone, end_duty
from reports.models import AuditEntry, Hotline
from tests.conftest import House


def test_a_duty_has_a_number_to_dial_and_an_end(house: House) -> None:
    begin_duty(number="+1 758 484-0009", hours=8, by=house.officer("reid"))
    line = Hotline.objects.get()
    assert duty_phone(line) == "+17584840009"
    assert b"7584840009" not in bytes(line.duty_number)
    assert line.duty_until
    left = line.duty_until - timezone.now()
    assert timedelta(hours=7, minutes=58) < left <= timedelta(hours=8)


@pytest.mark.parametrize(("asked", "hours"), [(0, 1), (-5, 1), (1000, LONGEST)])
def test_no_duty_is_forgotten_for_days(house: House, asked: int, hours: int) -> None:
    begin_duty(number="+17584840009", hours=asked, by=house.officer("reid"))
    until = Hotline.objects.get().duty_until
    assert until
    assert until <= timezone.now() + timedelta(hours=hours)


@pytest.mark.parametrize(
    "number", ["", "4840009", "me", "+", "+1758484000999999999999", "911", "+1758", "+1 758 484 0777"]
)
def test_only_a_number_in_full_is_taken(house: House, settings: Settings, number: str) -> None:
    settings.TWILIO_NUMBER = "+17584840777"
    with pytest.raises(NotANumber):
        begin_duty(number=number, hours=8, by=house.officer("reid"))
    assert not Hotline.objects.exists()


def test_the_end_forgets_the_number_and_neither_stands_in_the_trail(house: House) -> None:
    begin_duty(number="+17584840009", hours=8, by=house.officer("reid"))
    end_duty(by=house.officer("jules"))
    line = Hotline.objects.get()
    assert (bytes(line.duty_number), line.duty_until, line.is_closed) == (b"", None, False)
    assert duty_phone(line) == ""
    entries = AuditEntry.objects.filter(act__startswith="duty.")
    assert [(entry.act, entry.detail) for entry in entries.order_by("at")] == [("duty.begun", {}), ("duty.ended", {})]


def test_who_writes_to_the_database_sends_callers_to_no_other_phone(house: House) -> None:
    """Neither a number of the thief's own nor an officer's for longer than the officer said."""
    begin_duty(number="+17584840009", hours=1, by=house.officer("reid"))
    line = Hotline.objects.get()
    assert line.duty_until
    line.duty_until += timedelta(hours=24)
    assert duty_phone(line) == ""
    line.duty_until -= timedelta(hours=24)
    assert duty_phone(line)
    line.duty_officer = house.officer("jules")  # the page would name somebody else
    assert duty_phone(line) == ""
    line.duty_officer = house.officer("reid")
    assert duty_phone(line)
    line.duty_number = b"+17585550666"
    assert duty_phone(line) == ""
