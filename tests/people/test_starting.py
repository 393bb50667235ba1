"""Coming in with a paper: what a forgotten password costs, and that the printed code costs nothing."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError

from reports.models import CodeKind, Joining, Membership, Officer, SignInCode
from reports.people.codes import give_code
from reports.people.passwords import print_recovery
from reports.people.places import take_out
from reports.people.standing import LastKey
from reports.people.starting import PaperRefused, read_paper, start
from reports.queries.queue import queue_page
from reports.sealing.opening import CannotOpen
from tests.arrivals import triaged_tip
from tests.conftest import House
from tests.people.coming_in import PASSWORD, come_in, hand, make_administrator, opened


def test_a_forgotten_password_costs_all_keys_and_colleagues_give_them_back(house: House) -> None:
    tip, reid, jules = triaged_tip()[0], house.officer("reid"), house.officer("jules")
    before = bytes(jules.public_key)
    code = give_code(officer=jules, kind=CodeKind.PASSWORD, by=reid)
    assert read_paper("Jules", code).needs_phone
    ring = come_in("jules", code)
    assert ring.unit_ids == []
    assert bytes(ring.officer.public_key) != before
    with pytest.raises(CannotOpen):
        house.ring("jules")
    waiting = Joining.objects.filter(officer=jules)
    assert set(waiting.values_list("unit__slug", flat=True)) == {"reception", "general", "major-crime", "narcotics"}
    hand(house.ring("reid"), "jules", tip.unit_id)  # alone: nobody else of the unit could
    assert opened("jules").unit_ids == [tip.unit_id]
    assert len(queue_page(opened("jules")).rows) == 1
    with pytest.raises(PaperRefused):
        start(username="jules", typed=code, password=PASSWORD)


def test_a_code_for_both_takes_the_old_phone_away(house: House) -> None:
    jules = house.officer("jules")
    Authenticator.objects.create(user=jules, type="totp", data={})
    come_in("jules", give_code(officer=jules, kind=CodeKind.BOTH, by=house.officer("reid")))
    assert not Authenticator.objects.exists()


def test_the_printed_code_lets_an_officer_back_alone_with_all_keys(house: House) -> None:
    tip, _ = triaged_tip()
    code = print_recovery(current=house.password("reid"), ring=house.ring("reid"))
    assert code not in str(Officer.objects.values_list("recovery_slot", "password"))
    units = set(house.ring("reid").unit_ids)
    assert read_paper("reid", code).needs_phone
    ring = come_in("reid", code)
    assert set(ring.unit_ids) == units
    assert [row.tip.pk for row in queue_page(ring).rows] == [tip.pk]
    assert not Joining.objects.exists()
    with pytest.raises(PaperRefused):  # the code opened the old key, which is nobody's any more
        start(username="reid", typed=code, password=PASSWORD)


def test_a_weak_password_uses_no_paper_up(house: House) -> None:
    jules = house.officer("jules")
    code = give_code(officer=jules, kind=CodeKind.PASSWORD, by=house.officer("reid"))
    with pytest.raises(ValidationError):
        start(username="jules", typed=code, password="short")
    assert SignInCode.objects.exists()
    assert house.ring("jules").unit_ids


def test_whoever_became_the_last_who_can_open_a_unit_meanwhile_keeps_the_old_key(house: House) -> None:
    jules, admin = house.officer("jules"), make_administrator("felix")
    code = give_code(officer=jules, kind=CodeKind.PASSWORD, by=house.officer("reid"))
    Membership.objects.filter(officer=house.officer("reid"), unit=house.unit("general")).delete()
    with pytest.raises(LastKey):
        start(username="jules", typed=code, password=PASSWORD)
    assert house.ring("jules").unit_ids
    with pytest.raises(LastKey):
        take_out(officer=jules, unit=house.unit("general").pk, by=admin)


@pytest.mark.parametrize(("username", "typed"), [("nobody", "A" * 16), ("reid", "A" * 28), ("reid", "")])
def test_what_is_no_paper_of_the_officer_s_is_refused_alike(house: House, username: str, typed: str) -> None:
    with pytest.raises(PaperRefused):
        read_paper(username, typed)


def test_a_suspended_or_changed_officer_comes_in_with_no_paper(house: House) -> None:
    jules = house.officer("jules")
    code = give_code(officer=jules, kind=CodeKind.PASSWORD, by=house.officer("reid"))
    for changed in ({"is_active": False}, {"name": "Somebody"}):
        Officer.objects.filter(pk=jules.pk).update(**changed)
        with pytest.raises(PaperRefused):
            read_paper("jules", code)
        jules.save()
