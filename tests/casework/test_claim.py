"""Claiming a tip and giving it back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.db.models import F

from reports.casework.claim import AlreadyClaimed, Decided, NotClaimed, claim_next, claim_tip, release_tip
from reports.intake.door import accept
from reports.models import AuditEntry, Status, Tip, TriageState
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all
from tests.dashboard.arrivals import arrive
from tests.queries.crowd import crowd


def test_claiming_opens_a_new_tip_and_releasing_makes_it_new_again(house: House) -> None:
    tip, _ = triaged_tip()
    reid = house.officer("reid")
    tip = claim_tip(tip=tip, by=reid, version=tip.version)
    assert (tip.assigned_to, tip.status) == (reid, Status.OPEN)
    tip = release_tip(tip=tip, by=reid, version=tip.version)
    assert (tip.assigned_to, tip.status) == (None, Status.NEW)


def test_a_tip_that_another_officer_works_on_cannot_be_claimed(house: House) -> None:
    tip, _ = triaged_tip()
    tip = claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    with pytest.raises(AlreadyClaimed):
        claim_tip(tip=tip, by=house.officer("jules"), version=tip.version)
    assert not AuditEntry.objects.filter(act="tip.claimed", actor=f"officer:{house.officer('felix').pk}").exists()


def test_nobody_takes_on_a_closed_tip(house: House) -> None:
    tip = arrive()
    Tip.objects.update(status=Status.CLOSED, outcome="nothing")
    with pytest.raises(Decided):
        claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    assert Tip.objects.get().assigned_to is None


def test_only_who_works_on_a_tip_gives_it_back(house: House) -> None:
    tip, _ = triaged_tip()
    for officer in ("reid", "jules"):
        with pytest.raises(NotClaimed):
            release_tip(tip=tip, by=house.officer(officer), version=tip.version)
        if officer == "reid":
            tip = claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)


def test_a_tip_that_waits_for_its_tipster_goes_on_waiting_when_it_is_released(house: House) -> None:
    tip, _ = triaged_tip()
    reid = house.officer("reid")
    claim_tip(tip=tip, by=reid, version=tip.version)
    Tip.objects.update(status=Status.WAITING)
    assert release_tip(tip=tip, by=reid, version=only_tip().version).status == Status.WAITING


def test_a_tip_claimed_at_reception_before_triage_stays_there(house: House) -> None:
    accept(web("They force girls to work in the bar and hold their passports"))
    reid = house.officer("reid")
    claim_tip(tip=only_tip(), by=reid, version=only_tip().version)
    triage_all()
    tip = only_tip()
    assert (tip.unit.slug, tip.assigned_to, tip.status) == ("reception", reid, Status.OPEN)


def test_a_tip_that_names_an_officer_leaves_reception_even_when_claimed(house: House) -> None:
    accept(web("Officer Marcia Reid takes money from the dealers and warns them before raids"))
    claim_tip(tip=only_tip(), by=house.officer("reid"), version=only_tip().version)
    triage_all()
    tip = only_tip()
    assert (tip.unit.slug, tip.assigned_to, tip.status) == ("standards", None, Status.NEW)


def test_the_next_tip_is_the_most_urgent_that_nobody_works_on(house: House) -> None:
    tips = crowd(house.unit("narcotics"), 6)
    expected = sorted(tips, key=lambda tip: (tip.urgency, tip.looks_junk, tip.arrived_hour, tip.pk))
    reid, ring = house.officer("reid"), house.ring("reid")
    taken = [claim_next(ring) for _ in range(7)]
    assert taken == [*expected, None]
    assert {tip.assigned_to for tip in taken if tip} == {reid}


def test_the_next_tip_is_never_another_unit_s(house: House) -> None:
    crowd(house.unit("narcotics"), 3)
    assert claim_next(house.ring("charles")) is None


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_take_the_next_tip_at_once_get_two(house: House) -> None:
    crowd(house.unit("narcotics"), 2)
    both = Barrier(2)

    def take(username: str) -> Tip | None:
        try:
            with transaction.atomic():
                tip = claim_next(house.ring(username))
                both.wait(timeout=60)  # each holds its tip until the other has one
                return tip
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as desks:
        taken = list(desks.map(take, ("reid", "jules")))
    assert None not in taken
    assert len(set(taken)) == 2


def test_what_waits_to_be_judged_is_the_next_tip_only_where_nothing_else_is(house: House) -> None:
    waiting = arrive("They sell weed by the school", triaged=False)
    judged, danger = arrive("Stolen goat", triaged=False), arrive("Shooting now", triaged=False, in_danger=True)
    Tip.objects.filter(pk=judged.pk).update(
        triage=TriageState.DONE, arrived_hour=F("arrived_hour") + timedelta(hours=1)
    )
    taken = [claim_next(house.ring("reid")) for _ in range(4)]
    assert taken == [danger, judged, waiting, None]
