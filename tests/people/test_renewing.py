"""A unit's new key: from whoever left on, nothing is sealed to the old one, nothing is lost, and then it is gone."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports import vault
from reports.casework.cases import open_case
from reports.casework.places import count_places, places
from reports.clock import month_of
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.keyring import KeyRing, NotYours
from reports.models import AddedKey, Case, Joining, Membership, Tip, TipKey, UnitEscrow, UnitRenewal
from reports.people import renewing
from reports.people.places import ask_in, take_out
from reports.people.renewing import (
    NotYet,
    RenewalRuns,
    end_old_key,
    is_anything_old,
    make_key,
    note_in_force,
    wrap_anew,
)
from reports.people.signing import install, sign_keys
from reports.people.standing import NotAllowed
from reports.people.suspending import reinstate, suspend
from reports.queries.added import read_added
from reports.queries.cases import cases
from reports.queries.queue import queue_page
from reports.queries.statistics import Period
from reports.sealing.opening import CannotOpen, open_box, unseal_key
from reports.sealing.shares import join_shares
from reports.sealing.units import open_bundle
from reports.signed_people import PersonChanged
from tests.alerts.conftest import DANGER
from tests.arrivals import triaged_tip, web
from tests.conftest import House, triage_all
from tests.people.coming_in import hand, make_administrator
from tests.people.root import manifest_put_back, sealed_root

GOAT = "Stolen goat in Dennery, number"


@pytest.fixture(autouse=True)
def _manifest(house: House) -> Iterator[None]:
    """Put the manifest and its floor back: files know no transaction."""
    with manifest_put_back():
        yield


def tips(number: int) -> list[Tip]:
    before = set(Tip.objects.values_list("pk", flat=True))
    for at in range(number):
        accept(web(f"{GOAT} {len(before) + at}"))
    triage_all()
    return list(Tip.objects.exclude(pk__in=before))


def readable(ring: KeyRing) -> int:
    """Return how many tips an officer reads; each time as a new request does."""
    fresh = KeyRing(ring.officer, ring._pair)
    return sum(row.preview.startswith(GOAT) for row in queue_page(fresh).rows)


def signed() -> None:
    install(sign_keys(passphrase="a passphrase for the tests", sealed_root=sealed_root(), by="administrator"))
    assert note_in_force()


def test_who_left_opens_nothing_any_more_and_who_stayed_everything(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one who left keeps a key, and takes a copy of what comes later: it opens nothing of it."""
    monkeypatch.setattr(renewing, "SLICE", 2)
    old, *_ = tips(3)
    reid, unit = house.ring("reid"), old.unit_id
    case = open_case(title="Goats", tip=old, ring=reid, version=old.version)
    assert readable(reid) == 3  # all settled
    month = month_of(old.arrived_hour)
    period = Period(month, month)
    list(count_places(reid, [unit], period, str))
    counted = places(reid, [unit], period).at
    assert counted
    tips(2)  # these lie in boxes
    for name in ("felix", "charles"):
        join(house, name, unit)
    leaver = house.ring("felix").unit(unit)
    take_out(officer=house.officer("felix"), unit=unit, by=house.officer("reid"))
    make_key(unit=unit, ring=reid)
    assert readable(reid) == 5
    signed()
    later, *_ = tips(1)
    assert TipKey.objects.get(tip=later).generation == 2
    assert {readable(house.ring(name)) for name in ("reid", "jules", "charles")} == {6}
    half = wrap_anew(unit=unit, ring=house.ring("jules"), seconds=0)
    assert (half.done, half.left) == (0, TipKey.objects.filter(unit=unit, generation=1).count())
    with pytest.raises(NotYet):
        end_old_key(unit=unit, ring=house.ring("reid"))
    done = wrap_anew(unit=unit, ring=house.ring("jules"))
    assert done.left == 0
    assert {readable(house.ring(name)) for name in ("reid", "jules")} == {6}
    for key in TipKey.objects.filter(unit=unit):
        labels = ("tip key", key.tip_id, key.unit_id, key.generation)
        with pytest.raises(CannotOpen):
            unseal_key(leaver.symmetric, key.settled or key.box or b"", *labels)
        with pytest.raises(CannotOpen):
            open_box(leaver.pair, key.box or key.settled or b"", *labels)
    end(house, unit)
    assert set(Membership.objects.filter(unit=unit).values_list("generation", flat=True)) == {2}
    assert {readable(house.ring(name)) for name in ("reid", "jules", "charles")} == {6}
    assert [one.title for one in cases(house.ring("jules"))] == ["Goats"]
    assert Case.objects.get().pk == case.pk
    assert places(house.ring("jules"), [unit], period).at == counted
    pair = join_shares(list(house.founded.shares[:3]))
    escrow = UnitEscrow.objects.get(unit=unit, generation=2)
    keys = open_bundle(pair, escrow.bundle, unit, 2)
    assert keys.pair.public == {one.unit_id: one.public for one in vault.manifest().units.values()}[unit]


def test_what_was_added_in_danger_lies_under_the_new_key_too(house: House, settings: Settings) -> None:
    settings.DUTY_UNIT, unit = "general", house.unit("general").pk
    tip, receipt = triaged_tip(web("They sell weed by the school in Vieux Fort"))
    accept(web(DANGER, joins=open_mailbox(receipt).key))
    triage_all()
    make_key(unit=unit, ring=house.ring("reid"))
    signed()
    assert is_anything_old(unit, house.ring("reid"))
    wrap_anew(unit=unit, ring=house.ring("jules"))
    assert AddedKey.objects.get().generation == 2
    end(house, unit)
    assert [one.text for one in read_added(house.ring("reid"), tip.pk).added] == [DANGER]


def join(house: House, name: str, unit: UUID) -> None:
    ask_in(officer=house.officer(name), unit=unit, by=house.officer("reid"))
    hand(house.ring("jules"), name, unit)


def end(house: House, unit: UUID) -> None:
    UnitRenewal.objects.filter(unit=unit).update(signed_at=timezone.now() - timedelta(days=1, seconds=1))
    end_old_key(unit=unit, ring=house.ring("reid"))


def test_who_is_suspended_meanwhile_waits_for_the_new_key_after_coming_back(house: House) -> None:
    unit = house.unit("general").pk
    suspend(officer=house.officer("jules"), by=house.officer("reid"), though_few=True)
    make_key(unit=unit, ring=house.ring("reid"))
    signed()
    with pytest.raises(RenewalRuns):
        make_key(unit=unit, ring=house.ring("reid"))
    wrap_anew(unit=unit, ring=house.ring("reid"))
    with pytest.raises(NotYet):
        end_old_key(unit=unit, ring=house.ring("reid"))  # another host may still hold the old manifest
    end(house, unit)
    reinstate(officer=house.officer("jules"), by=house.officer("reid"))
    assert unit not in house.ring("jules").unit_ids
    assert Joining.objects.get().unit_id == unit


def test_a_prepared_key_is_taken_back_when_somebody_leaves_before_it_is_signed(house: House) -> None:
    unit, reid = house.unit("general").pk, house.officer("reid")
    for name in ("felix", "charles"):
        join(house, name, unit)
    make_key(unit=unit, ring=house.ring("reid"))
    take_out(officer=house.officer("felix"), unit=unit, by=reid)
    assert not UnitRenewal.objects.exists()
    assert set(UnitEscrow.objects.filter(unit=unit).values_list("generation", flat=True)) == {1}
    assert set(Membership.objects.filter(unit=unit).values_list("generation", flat=True)) == {1}


def test_only_a_member_who_leads_makes_a_key_and_never_for_a_row_that_somebody_changed(house: House) -> None:
    unit = house.unit("general").pk
    make_administrator("felix")
    for name in ("jules", "felix", "charles"):
        with pytest.raises((NotAllowed, NotYours)):
            make_key(unit=unit, ring=house.ring(name))
    Membership.objects.filter(unit=unit, officer=house.officer("jules")).update(is_head=True)
    with pytest.raises(PersonChanged):
        make_key(unit=unit, ring=house.ring("reid"))
    assert not UnitRenewal.objects.exists()
