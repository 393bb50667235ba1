"""Judging a tip of immediate danger: who can open it, and whether its alert rings at once."""

from reports.models import Alert, Tip, Urgency
from reports.triage.alarming import duty_key
from tests.alerts.conftest import DANGER, danger
from tests.conftest import House


def units_of(tip: Tip) -> set[str]:
    return set(tip.keys.values_list("unit__slug", flat=True))


def test_the_duty_unit_opens_what_is_immediate_and_nothing_else(house: House) -> None:
    assert units_of(danger()) == {"major-crime", "reception"}
    assert units_of(danger("They sell weed by the school in Vieux Fort")) == {"narcotics"}
    assert Alert.objects.count() == 1


def test_no_key_is_made_for_the_unit_that_has_the_tip_nor_across_a_conflict(house: House) -> None:
    tip = danger()
    tip.unit = house.unit("reception")
    assert duty_key(tip, b"d" * 32) is None
    tip.unit = house.unit("oversight")
    assert duty_key(tip, b"d" * 32) is None


def test_danger_typed_into_a_field_rings_as_danger_in_the_words_does(house: House) -> None:
    typed = danger("It is about the shop", answers={"category": "threat", "threat.words": DANGER})
    assert typed.urgency == Urgency.IMMEDIATE
    assert Alert.objects.get(tip=typed).borne_out
    ticked = danger("It is about the shop", in_danger=True, answers={"category": "threat", "threat.words": "not sure"})
    assert not Alert.objects.get(tip=ticked).borne_out
