"""A closed matter that a newer tip tells of stands on a list for a look, and nothing else happens to it."""

import pytest

from reports.casework.links import leave_closed, look_again
from reports.casework.recuse import step_back
from reports.casework.refer import refer_tip
from reports.casework.status import close_tip
from reports.models import AuditEntry, CloseReason, Link, Merge, Status, Tip
from reports.queries.lists import View
from reports.queries.queue import list_counts, queue_page
from reports.triage.learning.amend import not_alike, put_back
from tests.conftest import House
from tests.dashboard.arrivals import DRUGS, arrive


@pytest.fixture
def closed(house: House) -> Tip:
    return close(house, arrive(DRUGS), "charge")


def close(house: House, tip: Tip, reason: str) -> Tip:
    return close_tip(tip=tip, reason=reason, by=house.officer("reid"), version=tip.version)


def told_again(house: House, name: str = "reid") -> list[Tip]:
    return [row.tip for row in queue_page(house.ring(name), View(which="again")).rows]


def now(tip: Tip) -> Tip:
    return Tip.objects.get(pk=tip.pk)


def test_it_stays_closed_with_its_outcome_and_its_day_and_is_listed(house: House, closed: Tip) -> None:
    assert told_again(house) == []
    new = arrive(f"{DRUGS} Please come.")
    after = now(closed)
    assert (after.status, after.outcome, after.erase_on) == (Status.CLOSED, "charge", closed.erase_on)
    assert (after.again_because, after.version) == (new.pk, closed.version + 1)
    assert told_again(house) == [closed]
    assert list_counts(house.ring("reid"))["again"] == 1
    assert not Link.objects.exists()
    assert not Merge.objects.exists()
    told = AuditEntry.objects.get(act="tip.told_again")
    assert (told.tip_id, told.detail) == (closed.pk, {"other": new.reference})


@pytest.mark.parametrize("reason", ["prank", "spam", "not_a_tip", "duplicate"])
def test_what_was_no_matter_or_is_worked_on_elsewhere_stays_at_rest(house: House, reason: str) -> None:
    assert reason in CloseReason.values
    close(house, arrive(DRUGS), reason)
    arrive(f"{DRUGS} Please come.")
    assert told_again(house) == []


def test_an_open_tip_and_one_of_another_unit_are_not_pointed_from(house: House) -> None:
    first = arrive(DRUGS)
    arrive(f"{DRUGS} Please come.")
    assert now(first).again_because is None
    closed = close(house, now(first), "charge")
    Tip.objects.filter(pk=closed.pk).update(unit=house.unit("general"))
    arrive(f"{DRUGS} Please come at once.")
    assert now(closed).again_because is None


def test_it_leaves_the_list_when_somebody_looked(house: House, closed: Tip) -> None:
    reid = house.officer("reid")
    new = arrive(f"{DRUGS} Please come.")
    leave_closed(tip=closed, by=reid, version=now(closed).version)
    assert (told_again(house), now(closed).status) == ([], Status.CLOSED)
    newer = arrive(f"{DRUGS} Please come now.")
    assert told_again(house) == [closed]
    look_again(tip=closed, because_of=newer, ring=house.ring("reid"), version=now(closed).version)
    assert (told_again(house), now(closed).status) == ([], Status.NEW)
    assert new.pk != newer.pk
    assert AuditEntry.objects.get(act="tip.looked_at_again").detail["outcome_was"] == "charge"


def test_who_stepped_back_from_the_newer_tip_and_whose_unit_lost_it_is_not_told_of_it(
    house: House, closed: Tip
) -> None:
    new = arrive(f"{DRUGS} Please come.")
    step_back(tip=new, by=house.officer("jules"), version=new.version)
    assert told_again(house, "jules") == []
    assert told_again(house) == [closed]
    refer_tip(tip=new, to="trafficking", ring=house.ring("reid"), version=now(new).version)
    assert told_again(house) == []


def test_a_newer_tip_that_came_by_the_wrong_unit_brings_it_back_once_it_is_passed_on(house: House, closed: Tip) -> None:
    new = arrive(f"{DRUGS} Please come.")
    refer_tip(tip=new, to="trafficking", ring=house.ring("reid"), version=new.version)
    assert (told_again(house), now(closed).again_because) == ([], None)
    refer_tip(tip=now(new), to=closed.unit.slug, ring=house.ring("felix"), version=now(new).version)
    assert (told_again(house), now(closed).again_because) == ([closed], new.pk)


def test_a_likeness_that_is_put_back_puts_the_closed_tip_back_on_the_list(house: House, closed: Tip) -> None:
    new, ring = arrive(f"{DRUGS} Please come."), house.ring("reid")
    not_alike(tip=new, record=new.pk, other=str(closed.pk), ring=ring, version=new.version)
    assert told_again(house) == []
    put_back(tip=now(new), record=new.pk, number=0, ring=ring, version=now(new).version)
    assert told_again(house) == [closed]
    leave_closed(tip=now(closed), by=house.officer("reid"), version=now(closed).version)
    not_alike(tip=now(new), record=new.pk, other=str(closed.pk), ring=ring, version=now(new).version)
    put_back(tip=now(new), record=new.pk, number=0, ring=ring, version=now(new).version)
    assert told_again(house) == [], "somebody has looked"
