"""Signed people: a database writer who changes who may come in, or puts somebody in, is found out everywhere."""

from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connections, transaction
from django.test import Client

from reports import keystore
from reports.casework.notes import add_note
from reports.keyring import NotYours, belongs
from reports.models import KeyPurpose, Membership, Officer, StoredKey
from reports.models.rights import Role
from reports.people.enrol import add_member
from reports.people.passwords import change_password
from reports.people.places import take_out
from reports.people.suspending import reinstate, suspend
from reports.sealing.units import seal_bundle
from reports.signed_people import (
    PersonChanged,
    believed,
    entry,
    few_open,
    is_as_signed,
    is_signed,
    members_of,
    require_signed,
)
from tests.arrivals import triaged_tip
from tests.conftest import House
from tests.dashboard.conftest import Desk, sign_in


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Marcia Read"},
        {"username": "reed"},
        {"public_key": bytes(32)},
        {"is_active": False},
        {"is_administrator": True},
    ],
)
def test_whatever_tells_who_an_officer_is_is_signed(house: House, changed: dict[str, Any]) -> None:
    Officer.objects.filter(username="reid").update(**changed)
    with pytest.raises(PersonChanged):
        require_signed(Officer.objects.get(pk=house.officer("jules").pk), *Officer.objects.filter(**changed))


def test_who_was_changed_behind_the_desk_is_signed_out_and_cannot_come_in(house: House) -> None:
    desk = sign_in(house, "felix")
    Officer.objects.filter(username="felix").update(is_administrator=True)
    assert desk.get("/desk/").status_code == 302
    assert Desk(Client(), "felix").give_password(house.password("felix")).status_code == 422


def test_a_place_in_a_unit_that_nobody_signed_opens_nothing_and_lets_nobody_act(house: House) -> None:
    (tip, _), felix = triaged_tip(), house.officer("felix")
    keys = house.ring("reid").unit(tip.unit_id)
    smuggled = {"officer": felix, "unit_id": tip.unit_id, "generation": 1}
    Membership.objects.create(bundle=seal_bundle(keys, bytes(felix.public_key)), is_head=True, **smuggled)
    assert tip.unit_id not in house.ring("felix").unit_ids
    with pytest.raises(NotYours):
        add_note(tip=tip, text="Let me in", by=felix)


def test_officers_of_a_house_from_before_are_signed_once_and_somebody_leads_each_unit(house: House) -> None:
    Officer.objects.update(row_mac=b"")
    Membership.objects.update(row_mac=b"", is_head=False)
    import_module("reports.migrations.0026_sign_who_is_here").sign_all(apps, None)
    assert all(is_signed(row) for row in (*Officer.objects.all(), *Membership.objects.all()))
    units = Membership.objects.values_list("unit", flat=True)
    assert set(Membership.objects.filter(is_head=True).values_list("unit", flat=True)) == set(units)


@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_put_back_from_an_old_copy_lets_nobody_in(house: House) -> None:
    """Suspended, or taken out of a unit: the rows of before are signed, and believed no more."""
    reid, jules, general = house.make_administrator("reid"), house.officer("jules"), house.unit("general").pk
    place = Membership.objects.get(officer=jules, unit=general)
    assert believed([jules, place]) == [jules, place], "control: in force, they are believed"

    suspend(officer=jules, by=reid, though_few=True)
    as_suspended = house.officer("jules")
    jules.save(update_fields=["is_active", "row_mac"])
    assert is_as_signed(house.officer("jules")), "control: the MAC alone would let him in"
    assert Desk(Client(), "jules").give_password(house.password("jules")).status_code == 422
    assert jules.pk not in members_of([general]), "nor does the worker call him, which has no pepper to look with"
    as_suspended.save(update_fields=["is_active", "row_mac"])
    reinstate(officer=jules, by=reid)
    assert Desk(Client(), "jules").give_password(house.password("jules")).status_code == 302
    assert jules.pk in members_of([general]), "control"

    add_member(officer=house.officer("felix"), keys=house.ring("reid").unit(general), by=reid)
    take_out(officer=jules, unit=general, by=reid)
    place.save_base(raw=True, force_insert=True)
    assert is_as_signed(place)
    assert general not in house.ring("jules").unit_ids
    assert not belongs(jules, general)
    assert jules.pk not in members_of([general])
    assert house.unit("reception").pk in house.ring("jules").unit_ids, "control: his other places stand"


@pytest.mark.django_db(transaction=True)
def test_who_is_not_in_the_register_is_named_and_entered_by_who_knows_better(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    jules = house.officer("jules")
    change_password(current=house.password("jules"), new="another one, long enough", ring=house.ring("jules"))
    Officer.objects.filter(username="felix").update(is_administrator=True)
    jules.save()  # a copy of yesterday was put back
    call_command("register_people")
    told = capsys.readouterr().out
    assert "jules, the officer: is not in the register" in told
    assert "felix, the officer: was changed outside the desk" in told
    assert not is_signed(house.officer("jules"))
    call_command("register_people", "jules", "felix")
    assert is_signed(house.officer("jules"))
    assert not is_signed(house.officer("felix"))
    StoredKey.objects.all().delete()  # the key store was lost
    assert not is_signed(house.officer("reid"))
    call_command("register_people", all=True)
    assert is_signed(house.officer("reid"))
    assert not is_signed(house.officer("felix"))


@pytest.mark.parametrize("role", [Role.INTAKE, Role.WORKER])
def test_only_the_desk_enters_or_strikes_people(house: House, role: Role) -> None:
    with connections["keystore"].cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        try:
            assert is_signed(house.officer("reid")), "it may read the register"
            assert keystore.destroy(KeyPurpose.PEOPLE, [entry(house.officer("reid"))]) == 0
            keystore.put((KeyPurpose.LINE, uuid4(), bytes(32)))
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(using="keystore"):
                keystore.put((KeyPurpose.PEOPLE, uuid4(), bytes(32)))
        finally:
            cursor.execute("RESET ROLE")


def test_a_unit_that_one_officer_could_open_is_told_without_the_pepper(house: House) -> None:
    def few() -> set[str]:
        return {slug for slug in ("reception", "narcotics", "trafficking", "standards") if house.unit(slug).pk in found}

    found = few_open()
    assert few() == {"trafficking", "standards"}
    jules = house.officer("jules")
    Officer.objects.filter(pk=jules.pk).update(is_active=False)
    found = few_open()
    assert few() == {"reception", "narcotics", "trafficking", "standards"}
    Officer.objects.filter(pk=jules.pk).update(is_active=True)
    add_member(officer=jules, keys=house.ring("felix").unit(house.unit("trafficking").pk), by="test")
    found = few_open()
    assert few() == {"standards"}
    Membership.objects.filter(officer=jules, unit=house.unit("trafficking")).update(generation=2)
    found = few_open()
    assert few() == {"trafficking", "standards"}, "the key of no generation in force"
