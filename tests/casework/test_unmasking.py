"""Asking to see what could identify the tipster."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports.casework.unmasking import Purpose, is_unmasked, mask_again, purposes_for, unmask
from reports.keyring import NotYours
from reports.models import Alert, AuditEntry, Recusal, Status, Tip, Urgency
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def test_it_is_shown_to_who_asked_since_the_session_began_until_it_is_hidden(house: House) -> None:
    tip, reid, jules = arrive(), house.officer("reid"), house.officer("jules")
    before = timezone.now()
    assert not is_unmasked(tip, reid, since=before)
    unmask(tip=tip, purpose=Purpose.ACTION, by=reid)
    assert is_unmasked(tip, reid, since=before)
    assert not is_unmasked(tip, jules, since=before)
    assert not is_unmasked(tip, reid, since=timezone.now() + timedelta(seconds=1)), "signed in anew"
    assert not is_unmasked(arrive("Another matter in Castries"), reid, since=before)
    mask_again(tip=tip, by=reid)
    assert not is_unmasked(tip, reid, since=before)


def test_the_purpose_is_kept_in_the_trail_and_only_members_of_the_unit_may_ask(house: House) -> None:
    tip = arrive()
    with pytest.raises(NotYours):
        unmask(tip=tip, purpose=Purpose.ACTION, by=house.officer("felix"))
    unmask(tip=tip, purpose=Purpose.SAFETY, by=house.officer("reid"))
    assert list(AuditEntry.objects.filter(act="source.shown").values_list("detail", flat=True)) == [
        {"purpose": "safety"}
    ]


def test_the_duty_unit_may_ask_in_danger_and_for_that_alone(house: House, settings: Settings) -> None:
    settings.DUTY_UNIT = "vulnerable-persons"
    felix = house.officer("felix")
    tip = arrive("He says he will kill me tonight, he has the gun in my house", in_danger=True)
    assert tip.unit.slug not in {"trafficking", "vulnerable-persons"}
    assert purposes_for(tip, house.ring("felix")) == (Purpose.DANGER,)
    assert purposes_for(tip, house.ring("reid")) == tuple(Purpose)
    assert purposes_for(tip, house.ring("charles")) == ()
    unmask(tip=tip, purpose=Purpose.DANGER, by=felix)
    mask_again(tip=tip, by=felix)
    with pytest.raises(NotYours):
        unmask(tip=tip, purpose=Purpose.WORTH, by=felix)
    Recusal.objects.create(tip=tip, officer=felix)
    with pytest.raises(NotYours):
        unmask(tip=tip, purpose=Purpose.DANGER, by=felix)


@pytest.mark.parametrize("over", [{"urgency": Urgency.TODAY}, {"status": Status.CLOSED, "outcome": "prank"}])
def test_when_the_danger_is_over_the_duty_unit_asks_no_more(
    house: House, settings: Settings, over: dict[str, object]
) -> None:
    settings.DUTY_UNIT = "vulnerable-persons"
    tip = arrive("He says he will kill me tonight, he has the gun in my house", in_danger=True)
    Alert.objects.all().delete()
    Tip.objects.update(**over)
    tip.refresh_from_db()
    assert purposes_for(tip, house.ring("felix")) == ()
    with pytest.raises(NotYours):
        unmask(tip=tip, purpose=Purpose.DANGER, by=house.officer("felix"))
