"""Claiming a tip and giving it back."""

import pytest

from reports.casework.claim import AlreadyClaimed, NotClaimed, claim_tip, release_tip
from reports.intake.door import accept
from reports.models import AuditEntry, Status, Tip
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all


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
