"""Places in units: joining a further one, leaving one, and leading it."""

import pytest

from reports.alerts.phones import owners_of
from reports.dialogue.duty import begin_duty, duty_phone
from reports.models import Hotline, Joining, Membership, Officer
from reports.people.places import ask_in, set_head, take_out
from reports.people.standing import LastKey, NotAllowed
from reports.signed_people import PersonChanged
from tests.alerts.phones import keep_number
from tests.conftest import House
from tests.people.coming_in import hand, make_administrator


def test_a_member_leaves_only_while_two_others_can_open_the_unit(house: House) -> None:
    unit, reid, jules = house.unit("narcotics"), house.officer("reid"), house.officer("jules")
    with pytest.raises(LastKey):
        take_out(officer=jules, unit=unit.pk, by=reid)
    for name in ("felix", "charles"):
        ask_in(officer=house.officer(name), unit=unit.pk, by=reid)
        hand(house.ring("jules"), name, unit.pk)
    take_out(officer=jules, unit=unit.pk, by=reid)
    assert unit.pk not in house.ring("jules").unit_ids
    assert house.unit("narcotics").has_leaver
    assert house.ring("jules").unit_ids, "other units are kept"


def test_who_is_out_of_the_last_unit_is_called_for_nothing_any_more(house: House) -> None:
    reid, jules, number = house.officer("reid"), house.officer("jules"), "+17584840102"
    make_administrator("charles")
    keep_number(number, of=jules)
    begin_duty(number=number, hours=8, by=jules)
    narcotics, general = house.unit("narcotics").pk, house.unit("general").pk
    for unit in (narcotics, general):
        for name in ("felix", "charles"):
            ask_in(officer=house.officer(name), unit=unit, by=reid)
            hand(house.ring("jules"), name, unit)
    Membership.objects.filter(officer=jules).exclude(unit__in=[narcotics, general]).delete()
    take_out(officer=jules, unit=narcotics, by=reid)
    assert (owners_of(number), duty_phone(Hotline.objects.get())) == ({jules.pk: True}, number)
    take_out(officer=jules, unit=general, by=reid)
    assert (owners_of(number), duty_phone(Hotline.objects.get())) == ({}, "")


def test_one_who_only_waits_is_taken_off_the_list_without_more(house: House) -> None:
    unit, reid, felix = house.unit("narcotics"), house.officer("reid"), house.officer("felix")
    ask_in(officer=felix, unit=unit.pk, by=reid)
    with pytest.raises(NotAllowed):
        ask_in(officer=felix, unit=unit.pk, by=reid)
    take_out(officer=felix, unit=unit.pk, by=reid)
    assert not Joining.objects.exists()
    assert not house.unit("narcotics").has_leaver
    with pytest.raises(NotAllowed):
        take_out(officer=felix, unit=unit.pk, by=reid)


def test_who_leads_is_decided_by_who_leads_and_somebody_always_does(house: House) -> None:
    unit, reid, jules = house.unit("general").pk, house.officer("reid"), house.officer("jules")
    with pytest.raises(NotAllowed):
        set_head(officer=jules, unit=unit, is_head=True, by=jules)
    with pytest.raises(NotAllowed):
        set_head(officer=reid, unit=unit, is_head=False, by=reid)
    set_head(officer=jules, unit=unit, is_head=True, by=reid)
    set_head(officer=reid, unit=unit, is_head=False, by=jules)
    with pytest.raises(NotAllowed):
        ask_in(officer=house.officer("felix"), unit=unit, by=reid)


@pytest.mark.parametrize("name", ["jules", "felix"])
def test_only_who_leads_the_unit_takes_somebody_in_or_out(house: House, name: str) -> None:
    unit, by = house.unit("general").pk, house.officer(name)
    with pytest.raises(NotAllowed):
        ask_in(officer=house.officer("charles"), unit=unit, by=by)
    with pytest.raises(NotAllowed):
        take_out(officer=house.officer("reid"), unit=unit, by=by)


def test_a_head_whom_nobody_signed_leads_nothing(house: House) -> None:
    unit, jules = house.unit("general"), house.officer("jules")
    Membership.objects.filter(officer=jules, unit=unit).update(is_head=True)
    with pytest.raises(NotAllowed):
        ask_in(officer=house.officer("felix"), unit=unit.pk, by=jules)
    with pytest.raises(PersonChanged):
        set_head(officer=jules, unit=unit.pk, is_head=True, by=make_administrator("reid"))
    assert Officer.objects.filter(is_administrator=True).count() == 1
