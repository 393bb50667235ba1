"""Officers and their keys."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from reports import vault
from reports.keyring import KeyRing
from reports.models import AuditEntry, Membership, Officer
from reports.people.enrol import add_member, new_officer, read_password
from reports.queries.queue import queue_page
from reports.sealing.officers import open_slot, stretch
from reports.sealing.opening import CannotOpen
from reports.signed_people import sign
from tests.arrivals import triaged_tip, web
from tests.conftest import House


def opened(officer: Officer, password: str) -> KeyRing:
    salt, _ = read_password(officer)
    slot_key = stretch(password, salt, vault.secret("officer_pepper")).slot_key
    return KeyRing(officer, open_slot(slot_key, officer.password_slot, officer.pk, bytes(officer.public_key)))


def test_a_new_officer_reads_the_tips_of_the_units_handed_in_and_of_no_other(house: House) -> None:
    triaged_tip(web("Cocaine at the jetty"))
    reid = house.ring("reid")
    narcotics, general = (reid.unit(house.unit(slug).pk) for slug in ("narcotics", "general"))
    for name, keys, seen in (("new", narcotics, 1), ("other", general, 0)):
        officer = new_officer(username=name, name=name, password="a long password", unit_keys=[keys], by=reid.officer)
        ring = opened(officer, "a long password")
        assert ring.unit_ids == [keys.unit_id]
        assert len(queue_page(ring).rows) == seen


def test_an_officer_without_units_reads_nothing_not_even_as_administrator(house: House) -> None:
    triaged_tip()
    admin = new_officer(
        username="admin", name="Admin", password="a long password", unit_keys=[], by="init", is_administrator=True
    )
    assert queue_page(opened(admin, "a long password")).rows == ()


def test_a_wrong_password_opens_no_key(house: House) -> None:
    with pytest.raises(CannotOpen):
        opened(house.officer("reid"), "a wrong password")


def test_a_slot_or_a_bundle_moved_to_another_officer_does_not_open(house: House) -> None:
    reid, felix = house.officer("reid"), house.officer("felix")
    Officer.objects.filter(pk=felix.pk).update(password_slot=bytes(reid.password_slot))
    with pytest.raises(CannotOpen):
        house.ring("felix")
    bundle = Membership.objects.filter(officer=reid).first()
    assert bundle
    charles = house.officer("charles")
    moved = Membership(officer=charles, unit=bundle.unit, generation=1, bundle=bytes(bundle.bundle))
    sign(moved)
    moved.save()
    assert bundle.unit_id not in house.ring("charles").unit_ids


def test_joining_a_unit_is_audited_by_who_let_the_officer_in(house: House) -> None:
    reid = house.ring("reid")
    felix = house.officer("felix")
    add_member(officer=felix, keys=reid.unit(house.unit("narcotics").pk), by=reid.officer)
    entry = AuditEntry.objects.get(act="unit.member_added", actor=f"officer:{reid.officer.pk}")
    assert (entry.unit_id, entry.detail) == (house.unit("narcotics").pk, {"officer": str(felix.pk)})
    triaged_tip(web("Cocaine at the jetty"))
    assert len(queue_page(house.ring("felix")).rows) == 1


def test_nobody_joins_the_same_unit_twice(house: House) -> None:
    reid = house.ring("reid")
    with pytest.raises(IntegrityError), transaction.atomic():
        add_member(officer=reid.officer, keys=reid.unit(house.unit("narcotics").pk), by=reid.officer)


@pytest.mark.parametrize("stored", ["pbkdf2$1$salt$hash", "", "!", "other$AA==$AA=="])
def test_a_password_of_another_scheme_is_not_read(house: House, stored: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each in its own words
        read_password(Officer(id=uuid4(), password=stored))


def test_what_is_stored_of_a_password_opens_nothing_by_itself(house: House) -> None:
    officer = house.officer("reid")
    _, verifier = read_password(officer)
    with pytest.raises(CannotOpen):
        open_slot(verifier, officer.password_slot, officer.pk, bytes(officer.public_key))
