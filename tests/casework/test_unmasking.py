"""Asking to see what could identify the tipster."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports.casework.merging import merge_tip
from reports.casework.unmasking import Purpose, is_unmasked, mask_again, purposes_for, unmask
from reports.keyring import NotYours
from reports.models import Alert, AuditEntry, Recusal, Status, Tip, TipKey, Urgency
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.test_wall import at_the_desk


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


@pytest.mark.parametrize("reads_all", [True, False], ids=["the whole tip", "what was added"])
def test_who_confirmed_still_asks_in_a_merged_tip_while_the_one_that_leads_it_is_worked_on(
    house: House, settings: Settings, *, reads_all: bool
) -> None:
    settings.DUTY_UNIT = "vulnerable-persons"
    tip = arrive("He says he will kill me tonight, he has the gun in my house", in_danger=True)
    leading = Tip.objects.get(pk=arrive("He has a gun in the house and beats her").pk)
    Tip.objects.filter(pk=leading.pk).update(unit=tip.unit)
    merge_tip(tip=tip, into=leading, ring=house.ring("reid"), version=tip.version, leads_version=leading.version)
    Alert.objects.filter(tip=tip).update(state="confirmed", due_at=None, begun_at=None)
    if not reads_all:
        TipKey.objects.filter(tip=tip, unit=house.unit("vulnerable-persons")).delete()
        Tip.objects.filter(pk=tip.pk).update(informed=[])
    tip.refresh_from_db()
    felix, ring = house.officer("felix"), house.ring("felix")
    with at_the_desk(house, "felix"):
        assert not Tip.objects.filter(pk=leading.pk).exists(), "control: it lies beyond the wall"
        assert purposes_for(tip, ring) == (Purpose.DANGER,)
        unmask(tip=tip, purpose=Purpose.DANGER, by=felix)
    Tip.objects.filter(pk=leading.pk).update(status=Status.CLOSED, outcome="nothing")
    with at_the_desk(house, "felix"):
        assert purposes_for(tip, ring) == ()
