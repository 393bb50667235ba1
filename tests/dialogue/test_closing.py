"""The switch that closes the hotline: it is audited, and names only what can be dialled."""

import pytest
from pytest_django import Settings

from reports.dialogue.closing import NotANumber, close_hotline, open_hotline
from reports.models import AuditEntry, Hotline
from tests.conftest import House


def test_closing_names_a_number_and_opening_forgets_it(house: House) -> None:
    close_hotline(other_number=" 758 456 4000 ", by=house.officer("reid"))
    assert Hotline.objects.values_list("is_closed", "other_number").get() == (True, "758 456 4000")
    open_hotline(by=house.officer("jules"))
    assert Hotline.objects.values_list("is_closed", "other_number").get() == (False, "")
    assert AuditEntry.objects.filter(act="hotline.closed", actor=f"officer:{house.officer('reid').pk}").exists()


@pytest.mark.parametrize(
    "number", ["call us", "+", "1", "758{evil}", "9" * 30, "+1758", "555", "+1 758 484 0777", "484-0777"]
)
def test_what_nobody_can_dial_is_refused_and_the_line_stays_open(house: House, settings: Settings, number: str) -> None:
    settings.HOTLINE_NUMBER, settings.TWILIO_NUMBER = "555", "+17584840777"
    with pytest.raises(NotANumber):
        close_hotline(other_number=number, by=house.officer("reid"))
    assert not Hotline.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"), [("+1 (758) 452-2854", "+1 758 452-2854"), ("911", "911"), ("452 2854", "452 2854")]
)
def test_a_number_is_taken_as_people_write_it(house: House, typed: str, kept: str) -> None:
    close_hotline(other_number=typed, by=house.officer("reid"))
    assert Hotline.objects.get().other_number == kept
