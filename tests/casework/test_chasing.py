"""Overdue tips are told once: to who works on them, then to who leads the unit, and to nobody when it is over."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from reports.casework import chasing
from reports.casework.chasing import chase_overdue
from reports.casework.claim import claim_tip
from reports.casework.status import close_tip
from reports.clock import this_hour
from reports.models import AuditEntry, Chase, Membership, Recusal, Tip, Unit, Urgency
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import sign_in


def late(tip: Tip, *, hours: float = 0, **more: object) -> Tip:
    Tip.objects.filter(pk=tip.pk).update(due_at=this_hour() - timedelta(hours=hours), **more)
    return Tip.objects.get(pk=tip.pk)


def told() -> list[tuple[str, bool]]:
    return sorted(Chase.objects.values_list("officer__username", "to_head"))


def test_who_works_on_an_overdue_tip_is_told_once_and_the_head_days_later(house: House) -> None:
    tip = arrive()
    tip = late(claim_tip(tip=tip, by=house.officer("jules"), version=tip.version), urgency=Urgency.ROUTINE)
    chase_overdue()
    chase_overdue()
    assert told() == [("jules", False)]
    assert AuditEntry.objects.filter(act="tip.chased", actor="worker", tip_id=tip.pk).count() == 1
    late(tip, hours=72)
    Chase.objects.update(due_at=this_hour() - timedelta(hours=72))
    chase_overdue()
    chase_overdue()
    assert told() == [("jules", False), ("reid", True)]
    assert AuditEntry.objects.filter(act="tip.chased").count() == 2


def test_a_tip_that_nobody_works_on_goes_to_the_head_at_once_and_never_to_who_stepped_back(house: House) -> None:
    tip = late(arrive())
    Recusal.objects.create(tip=tip, officer=house.officer("reid"))
    chase_overdue()
    assert told() == [("jules", True)], "the head stepped back: the other members"


def test_a_tip_that_all_stepped_back_from_is_tried_no_more_and_stands_in_no_other_tips_way(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, other = late(arrive(), hours=5), late(arrive("Stolen goat sold at the market in Castries"))
    Tip.objects.filter(pk=other.pk).update(unit=left.unit)
    for name in ("reid", "jules"):
        Recusal.objects.create(tip=left, officer=house.officer(name))
    monkeypatch.setattr(chasing, "AT_ONCE", 1)
    chase_overdue()
    assert [chase.tip_id for chase in Chase.objects.all()] == [other.pk]


def test_how_many_statements_it_takes_grows_with_no_tip_that_is_told_to_nobody(
    house: House, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def stuck(words: str) -> None:
        tip = late(arrive(words))
        for name in ("reid", "jules"):
            Recusal.objects.create(tip=tip, officer=house.officer(name))

    stuck("They sell cocaine in Dennery")
    with CaptureQueriesContext(connection) as one:
        chase_overdue()
    for place in ("Soufriere", "Micoud", "Choiseul"):
        stuck(f"They sell cocaine in {place}")
    with django_assert_max_num_queries(len(one)):
        chase_overdue()


def test_immediate_danger_that_somebody_left_lying_goes_to_the_head_as_well(house: House) -> None:
    tip = arrive()
    late(claim_tip(tip=tip, by=house.officer("jules"), version=tip.version), urgency=Urgency.IMMEDIATE)
    chase_overdue()
    assert told() == [("jules", False), ("reid", True)]


def test_what_is_overdue_no_more_is_told_no_more(house: House) -> None:
    reid, tip = house.officer("reid"), late(arrive())
    chase_overdue()
    assert told() == [("reid", True)]
    tip = claim_tip(tip=tip, by=reid, version=tip.version)
    chase_overdue()
    assert told() == []
    tip = late(tip)
    chase_overdue()
    assert ("reid", False) in told()
    close_tip(tip=tip, reason="nothing", by=reid, version=tip.version)
    chase_overdue()
    assert told() == []


def test_a_tip_that_was_passed_on_is_told_to_the_head_of_its_new_unit(house: House) -> None:
    tip = late(arrive("They force a girl to work in a house in Gros Islet"))
    chase_overdue()
    before = told()
    Tip.objects.filter(pk=tip.pk).update(unit=Unit.objects.get(slug="general"))
    chase_overdue()
    assert told() == [("reid", True)] != before


def test_a_head_whose_place_nobody_signed_is_not_told(house: House) -> None:
    tip = late(arrive())
    Membership.objects.filter(officer=house.officer("jules"), unit=tip.unit).update(is_head=True)
    chase_overdue()
    assert told() == [("reid", True)]


def test_it_stands_at_the_queue_and_under_the_own_name_and_says_no_word_of_the_tip(house: House) -> None:
    tip = late(arrive())
    chase_overdue()
    reid, jules = sign_in(house, "reid"), sign_in(house, "jules", Client())
    page = reid.get("/desk/").text
    assert '<span class="tag danger">1</span>' in page
    told = reid.get("/desk/you").text
    assert tip.reference in told
    assert "Overdue: take it on" in told
    assert "nobody works on it" in told
    assert "cocaine" not in told
    assert '<span class="tag danger">' not in jules.get("/desk/you").text
