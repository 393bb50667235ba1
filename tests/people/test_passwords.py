"""An officer's own doing: a new password is a new key, and the printed code is void with the old one."""

import pytest
from django.core.exceptions import ValidationError

from reports.models import Membership, Officer
from reports.people.passwords import WrongPassword, change_password, print_recovery
from reports.people.standing import NotAllowed
from reports.people.starting import PaperRefused, read_paper
from reports.sealing.opening import CannotOpen
from reports.sealing.units import open_bundle
from reports.signed_people import PersonChanged, is_signed
from tests.conftest import House
from tests.people.coming_in import PASSWORD, opened


def test_a_new_password_opens_all_that_the_old_one_did_and_the_old_one_opens_nothing(house: House) -> None:
    ring, units = house.ring("reid"), set(house.ring("reid").unit_ids)
    code = print_recovery(current=house.password("reid"), ring=ring)
    old_pair = ring._pair
    change_password(current=house.password("reid"), new=PASSWORD, ring=ring)
    assert set(opened("reid").unit_ids) == units
    with pytest.raises(CannotOpen):
        house.ring("reid")
    for row in Membership.objects.filter(officer=ring.officer):
        with pytest.raises(CannotOpen):
            open_bundle(old_pair, row.bundle, row.unit_id, row.generation)
    with pytest.raises(PaperRefused):
        read_paper("reid", code)


@pytest.mark.parametrize(("current", "new"), [("not it at all", PASSWORD), ("", "short"), ("", "password1234")])
def test_it_takes_the_password_of_now_and_a_good_new_one(house: House, current: str, new: str) -> None:
    with pytest.raises((WrongPassword, ValidationError)):
        change_password(current=current or house.password("reid"), new=new, ring=house.ring("reid"))
    assert house.ring("reid").unit_ids


def test_who_sits_down_at_an_open_desk_prints_no_code(house: House) -> None:
    with pytest.raises(WrongPassword):
        print_recovery(current="a guess of the thief", ring=house.ring("reid"))


def test_what_a_database_writer_changed_is_not_signed_by_the_next_password(house: House) -> None:
    ring, general = house.ring("jules"), house.unit("general")
    assert ring.unit_ids
    Membership.objects.filter(officer=ring.officer, unit=general).update(is_head=True)
    change_password(current=house.password("jules"), new=PASSWORD, ring=ring)
    assert not is_signed(Membership.objects.get(officer=ring.officer, unit=general))
    assert general.pk not in opened("jules").unit_ids
    Officer.objects.filter(username="reid").update(is_administrator=True)
    with pytest.raises((PersonChanged, NotAllowed)):
        change_password(current=house.password("reid"), new=PASSWORD, ring=house.ring("reid"))
    assert not is_signed(house.officer("reid"))
