"""Handing a tip over: to colleagues who can work on it, and by who works on it."""

from copy import copy
from uuid import uuid4

import pytest

from reports.casework.absence import go_away
from reports.casework.claim import AlreadyClaimed, Decided, claim_tip
from reports.casework.handing_over import (
    MANY,
    Load,
    NotAColleague,
    colleagues,
    hand_over,
    takers,
    takers_with_load,
    with_load,
)
from reports.casework.recuse import step_back
from reports.changing import StaleTip
from reports.clock import in_seconds
from reports.keyring import NotYours
from reports.models import AuditEntry, Membership, Status, Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def test_a_tip_goes_to_a_colleague_of_its_unit_who_is_there(house: House) -> None:
    reid, jules, felix = (house.officer(name) for name in ("reid", "jules", "felix"))
    tip = arrive()
    given = hand_over(tip=tip, to=jules.pk, by=reid, version=tip.version)
    assert (given.assigned_to, given.status) == (jules, Status.OPEN)
    told = AuditEntry.objects.get(act="tip.handed_over").detail
    assert told == {"officer": str(jules.pk), "version": tip.version + 1}
    with pytest.raises(AlreadyClaimed):
        hand_over(tip=given, to=jules.pk, by=jules, version=given.version)
    with pytest.raises(StaleTip):
        hand_over(tip=given, to=reid.pk, by=jules, version=given.version - 1)
    with pytest.raises(NotYours):
        hand_over(tip=given, to=felix.pk, by=felix, version=given.version)
    assert list(colleagues(reid)) == [jules]


def test_nobody_is_given_a_tip_who_cannot_work_on_it(house: House) -> None:
    reid, jules, felix = (house.officer(name) for name in ("reid", "jules", "felix"))
    tip = arrive()
    tip = claim_tip(tip=tip, by=reid, version=tip.version)
    with pytest.raises(NotAColleague):
        hand_over(tip=tip, to=felix.pk, by=reid, version=tip.version)
    go_away(officer=jules, until=in_seconds(3 * 86400).date(), by=jules)
    with pytest.raises(NotAColleague):
        hand_over(tip=tip, to=jules.pk, by=reid, version=tip.version)
    jules.absence.delete()
    step_back(tip=tip, by=jules, version=tip.version)
    tip.refresh_from_db()
    assert list(takers(tip)) == [reid]
    with pytest.raises(NotAColleague):
        hand_over(tip=tip, to=jules.pk, by=reid, version=tip.version)
    Tip.objects.update(status=Status.CLOSED, outcome="nothing")
    with pytest.raises(Decided):
        hand_over(tip=tip, to=reid.pk, by=reid, version=tip.version)


def test_takers_are_told_with_what_they_have_in_hand(house: House) -> None:
    reid, jules = house.officer("reid"), house.officer("jules")
    tip, held = arrive(), arrive("They keep cocaine in the yellow house in Dennery")
    claim_tip(tip=held, by=jules, version=held.version)
    assert takers_with_load(tip, reid) == [Load(jules.pk, jules.name, 1)]
    assert takers_with_load(tip, jules) == [Load(reid.pk, reid.name, 0)]
    taken = claim_tip(tip=tip, by=jules, version=tip.version)
    assert takers_with_load(taken, reid) == [Load(reid.pk, reid.name, 0)], "from whoever works on it to another"
    go_away(officer=reid, until=in_seconds(3 * 86400).date(), by=reid)
    assert takers_with_load(taken, reid) == []


def test_only_who_leads_the_unit_takes_a_tip_from_one_officer_and_gives_it_to_another(house: House) -> None:
    reid, jules = house.officer("reid"), house.officer("jules")
    tip = arrive()
    tip = claim_tip(tip=tip, by=reid, version=tip.version)
    with pytest.raises(AlreadyClaimed):
        hand_over(tip=tip, to=jules.pk, by=jules, version=tip.version)
    tip = hand_over(tip=tip, to=jules.pk, by=reid, version=tip.version)
    tip = hand_over(tip=tip, to=reid.pk, by=reid, version=tip.version)
    assert tip.assigned_to == reid
    taken = AuditEntry.objects.filter(act="tip.handed_over", detail__officer_was=str(jules.pk)).get()
    assert taken.detail["officer"] == str(reid.pk)
    Membership.objects.filter(officer=jules).update(is_head=True)  # by who can write to the database: not signed
    with pytest.raises((AlreadyClaimed, NotYours)):
        hand_over(tip=tip, to=jules.pk, by=jules, version=tip.version)


def test_who_leads_the_unit_gives_nothing_to_an_officer_who_stepped_back(house: House) -> None:
    reid, jules = house.officer("reid"), house.officer("jules")
    tip = arrive()
    step_back(tip=tip, by=jules, version=tip.version)
    tip.refresh_from_db()
    with pytest.raises(NotAColleague):
        hand_over(tip=tip, to=jules.pk, by=reid, version=tip.version)
    assert list(with_load(takers(tip)).values_list("name", "holds")) == [("Marcia Reid", 0)]


def test_where_one_chooses_a_colleague_stands_how_much_each_has_in_hand(house: House) -> None:
    reid, jules = house.officer("reid"), house.officer("jules")
    for text in ("Stolen goat in Dennery", "Stolen cow in Choiseul", "Stolen pig in Laborie"):
        tip = arrive(text)
        claim_tip(tip=tip, by=jules, version=tip.version)
    Tip.objects.filter(pk=tip.pk).update(status=Status.CLOSED, outcome="nothing")
    assert [(one, holds) for one, holds in with_load(colleagues(reid)).values_list("pk", "holds")] == [(jules.pk, 2)]


def test_who_has_very_many_in_hand_is_not_counted_to_the_end(house: House) -> None:
    reid, jules = house.officer("reid"), house.officer("jules")
    tip = arrive()
    Tip.objects.update(assigned_to=jules, status=Status.OPEN)
    tip.refresh_from_db()
    for number, told in ((MANY - 1, MANY), (1, MANY + 1), (5, MANY + 1)):
        Tip.objects.bulk_create(copied(tip) for _ in range(number))
        assert list(with_load(colleagues(reid)).values_list("holds", flat=True)) == [told]


def copied(tip: Tip) -> Tip:
    """Return a tip that differs by its id alone."""
    other = copy(tip)
    other.pk = uuid4()
    return other
