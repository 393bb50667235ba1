"""Danger that nobody has confirmed stands before every list, in front of what is older or as urgent."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.alerts.confirm import confirm
from reports.casework.claim import claim_next
from reports.casework.merging import merge_tip
from reports.casework.recuse import step_back
from reports.models import Alert, ConfirmedBy, Status, Tip, Urgency
from reports.queries import unconfirmed
from reports.queries.lists import LISTS, View
from reports.queries.queue import page_state, queue_page
from reports.taking_off import take_off
from tests.conftest import House
from tests.queries.crowd import crowd


def ring_for(tip: Tip, *, borne_out: bool = True, minutes: int = 0) -> Tip:
    """Let the alert of a tip run that began so many minutes ago."""
    begun = timezone.now() - timedelta(minutes=minutes)
    Alert.objects.create(tip=tip, borne_out=borne_out, begun_at=begun, due_at=timezone.now() + timedelta(seconds=30))
    Tip.objects.filter(pk=tip.pk).update(urgency=Urgency.IMMEDIATE)
    return tip


def last_of(house: House, count: int = 30) -> list[Tip]:
    """Make a crowd without junk, and return it in the order of the queue."""
    crowd(house.unit("narcotics"), count)
    Tip.objects.update(looks_junk=False, urgency=Urgency.IMMEDIATE)
    return list(Tip.objects.by_urgency())


def shown(house: House, which: str = "open", **more: object) -> list[Tip]:
    return [row.tip for row in queue_page(house.ring("reid"), View(which=which), **more).rows]


@pytest.mark.parametrize("which", LISTS)
def test_it_stands_first_in_every_list(house: House, which: str) -> None:
    tips = last_of(house, 9)
    home, reid, hour = house.unit("narcotics"), house.officer("reid"), timezone.now() - timedelta(hours=1)
    changed: dict[str, dict[str, object]] = {
        "mine": {"assigned_to": reid},
        "for_us": {"waits_for_us": True},
        "for_tipster": {"status": Status.WAITING},
        "overdue": {"due_at": hour},
        "again": {"status": Status.CLOSED, "outcome": "nothing", "again_because": tips[0].pk},
        "informed": {"unit": house.unit("standards"), "informed": [home.pk]},
    }
    Tip.objects.update(**changed.get(which, {"version": 1}))
    before = shown(house, which)
    rings = ring_for(before[5])
    assert shown(house, which) == [rings, *(tip for tip in before if tip != rings)]


def test_the_worst_and_then_the_oldest_comes_first(house: House) -> None:
    tips = last_of(house)
    told, old, young = tips[-1], tips[-2], tips[-3]
    ring_for(told, borne_out=False, minutes=9)
    ring_for(young, minutes=2)
    ring_for(old, minutes=5)
    assert shown(house)[:4] == [old, young, told, tips[0]]


def test_what_reads_like_junk_keeps_its_place(house: House) -> None:
    tips = last_of(house, 5)
    Tip.objects.filter(pk=ring_for(tips[2], borne_out=False).pk).update(looks_junk=True)
    assert shown(house) == [*tips[:2], *tips[3:], tips[2]]


def test_of_very_many_the_first_few_stand_before_the_list(house: House) -> None:
    tips = last_of(house)
    for minutes, tip in enumerate(tips):
        ring_for(tip, minutes=minutes)
    page = shown(house, size=5)
    assert page == [*tips[: -unconfirmed.MOST - 1 : -1], *tips[:5]]


def test_a_flood_behind_it_hides_none_that_has_rung_longer(house: House) -> None:
    """What begins is due at once; what has rung long waits for its next round, and stands first all the same."""
    tips = last_of(house, 230)
    ring_for(tips[0], minutes=60)
    Alert.objects.update(due_at=timezone.now() + timedelta(minutes=10))
    for tip in tips[1:]:
        ring_for(tip)
    assert shown(house)[0] == tips[0]


def test_what_rings_elsewhere_or_reads_like_junk_takes_nobody_s_place(house: House) -> None:
    tips = last_of(house, 450)
    for tip in tips[1:]:
        ring_for(tip, minutes=30)
    elsewhere, junk = ([tip.pk for tip in some] for some in (tips[1:225], tips[225:]))
    Tip.objects.filter(pk__in=elsewhere).update(unit=house.unit("trafficking"))
    Tip.objects.filter(pk__in=junk).update(looks_junk=True)
    assert not any(row.rings for row in queue_page(house.ring("reid")).rows), "control"
    ring_for(tips[0])
    row = queue_page(house.ring("reid")).rows[0]
    assert (row.tip, row.rings) == (tips[0], True)


def test_a_page_shows_it_once_and_its_own_page_shows_it_again(house: House) -> None:
    tips = last_of(house)
    for tip in (tips[1], tips[12]):
        ring_for(tip)
    ring = house.ring("reid")
    first = queue_page(ring, size=8)
    rows = [row.tip for row in first.rows]
    assert (set(rows[:2]), rows[2:]) == ({tips[1], tips[12]}, [tips[0], *tips[2:9]])
    assert [row.rings for row in first.rows] == [True, True, *[False] * 8]
    second = queue_page(ring, after=first.next, size=8)
    assert [row.tip for row in second.rows] == tips[9:17]
    confirm(tips[12].pk, by=house.officer("reid"), how=ConfirmedBy.DESK)
    assert [row.tip for row in queue_page(ring, after=first.next, size=8).rows] == tips[9:17], "none is passed over"


def test_a_page_of_which_all_rings_has_no_next(house: House) -> None:
    tips = last_of(house, 2)
    for tip in tips:
        ring_for(tip)
    page = queue_page(house.ring("reid"), size=1)
    assert (len(page.rows), page.next) == (2, None)


def test_the_page_changes_when_danger_begins_and_when_somebody_confirms(house: House) -> None:
    tips, ring = last_of(house, 3), house.ring("reid")
    states = [queue_page(ring).state]
    ring_for(tips[0])
    states.append(queue_page(ring).state)
    assert page_state(ring, View()) == states[1]
    confirm(tips[0].pk, by=house.officer("reid"), how=ConfirmedBy.DESK)
    states.append(page_state(ring, View()))
    assert states[0] == states[2] != states[1]


def test_the_tip_that_leads_a_merged_one_stands_first_and_says_why(house: House) -> None:
    tips, ring = last_of(house, 6), house.ring("reid")
    led, leading = tips[4], tips[3]
    merge_tip(tip=led, into=leading, ring=house.ring("reid"), version=led.version, leads_version=leading.version)
    ring_for(led)
    row = queue_page(ring).rows[0]
    assert (row.tip, row.rings) == (leading, True)
    assert shown(house, "all")[:2] == [led, leading]


def test_nobody_sees_it_who_sees_no_list_it_stands_on(house: House) -> None:
    tips = last_of(house, 4)
    ring_for(tips[3])
    assert queue_page(house.ring("charles")).rows == ()
    step_back(tip=tips[3], by=house.officer("reid"), version=tips[3].version)
    assert shown(house) == tips[:3]
    assert claim_next(house.ring("reid")) == tips[0]


def test_the_next_tip_is_one_that_rings(house: House) -> None:
    tips = last_of(house, 5)
    ring_for(tips[3], minutes=2)
    ring_for(tips[4], minutes=5)
    taken = [claim_next(house.ring("reid")) for _ in range(3)]
    assert taken == [tips[4], tips[3], tips[0]]
    assert shown(house)[:2] == [tips[4], tips[3]], "taking one on confirms nothing"


@pytest.mark.parametrize("informed", [False, True])
def test_whoever_was_taken_off_a_merged_tip_does_not_learn_that_it_rings(house: House, *, informed: bool) -> None:
    tips, reader = last_of(house, 6), "felix" if informed else "jules"
    led, leading = tips[4], tips[3]
    merge_tip(tip=led, into=leading, ring=house.ring("reid"), version=led.version, leads_version=leading.version)
    home = house.unit("trafficking").pk
    Tip.objects.filter(pk__in=[led.pk, leading.pk]).update(informed=[home] if informed else [])
    ring_for(led)
    view = View(which="informed" if informed else "open")
    row = queue_page(house.ring(reader), view).rows[0]
    assert (row.tip, row.rings) == (leading, True), "control"
    take_off(led, {house.officer(reader).pk})
    page = queue_page(house.ring(reader), view)
    assert leading in [row.tip for row in page.rows]
    assert not any(row.rings for row in page.rows)
    if not informed:
        assert claim_next(house.ring(reader)) == tips[0]


def test_what_rings_where_an_officer_reads_nothing_costs_the_officer_s_list_nothing(house: House) -> None:
    tips, ring = last_of(house, 5), house.ring("reid")
    Tip.objects.filter(pk=tips[4].pk).update(unit=house.unit("standards"))
    queue_page(ring)
    asked = []
    for begins in (None, tips[4], tips[3]):
        if begins:
            ring_for(begins)
        with CaptureQueriesContext(connection) as statements:
            queue_page(ring)
        asked.append(len(statements))
    assert asked == [asked[0], asked[0], asked[0] + 1]
