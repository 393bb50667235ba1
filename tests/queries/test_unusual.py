"""Unusual reading: counted against each officer's own habit, for oversight, and never about who looks."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from reports.clock import day_of
from reports.lifecycle.reading_counts import count_reading
from reports.models import AuditEntry, Membership, ReadingCount, Tip
from reports.queries.unusual import Why, overseen, unusual_reading
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def noon(days_ago: int) -> datetime:
    return day_of(timezone.now() - timedelta(days=days_ago)) + timedelta(hours=12)


def read(house: House, who: str, at: datetime, count: int, act: str = "tip.read", tip: Tip | None = None) -> None:
    actor, unit = f"officer:{house.officer(who).pk}", house.unit("major-crime").pk
    AuditEntry.objects.bulk_create(
        AuditEntry(at=at + timedelta(minutes=n), actor=actor, act=act, tip_id=tip.pk if tip else uuid4(), unit_id=unit)
        for n in range(count)
    )


def found(house: House) -> list[tuple[str, int, int]]:
    ring = house.ring("charles")
    return [(one.why, one.count, one.usual) for one in unusual_reading(ring, overseen(ring))]


def test_far_more_than_an_officer_s_habit_is_told_and_the_habit_is_not(house: House) -> None:
    for days_ago in range(2, 29):
        read(house, "reid", noon(days_ago), 3)
        read(house, "jules", noon(days_ago), 12)  # a busy desk: every hour is like the others
    read(house, "reid", noon(1), 11)
    assert found(house) == []
    read(house, "reid", noon(1) + timedelta(hours=1), 12)
    assert found(house) == [(Why.MANY, 12, 3)]


def test_busy_hours_are_no_habit_of_each_other(house: House) -> None:
    """Who reads on must not be taken off the page by it."""
    read(house, "reid", noon(4), 14)
    assert found(house) == [(Why.MANY, 14, 0)]
    read(house, "reid", noon(4) + timedelta(hours=1), 23)
    assert found(house) == [(Why.MANY, 23, 0), (Why.MANY, 14, 0)]
    for days_ago in (3, 2, 1):
        read(house, "reid", noon(days_ago), 14)
    stays = [(Why.MANY, 14, 0), (Why.MANY, 14, 0), (Why.MANY, 23, 0), (Why.MANY, 14, 0)]
    assert found(house) == stays, "after three days it is a habit, which takes back nothing that was before"


def test_nights_that_follow_take_no_night_back(house: House) -> None:
    for days_ago in (9, 8, 7, 6):
        read(house, "jules", noon(days_ago) + timedelta(hours=14), 6)
    assert found(house) == [(Why.NIGHT, 6, 0)] * 4
    read(house, "jules", noon(5) + timedelta(hours=14), 6)
    assert found(house) == [(Why.NIGHT, 6, 0)] * 4


def test_nights_closed_tips_and_many_unmaskings_are_told(house: House) -> None:
    night = noon(3) + timedelta(hours=14)  # two in the morning
    read(house, "jules", night, 6)
    assert found(house) == [(Why.NIGHT, 6, 0)]
    for days_ago in (5, 6, 7, 8):
        read(house, "jules", noon(days_ago) + timedelta(hours=14), 1)
    assert found(house) == []  # by habit at night
    read(house, "reid", noon(2), 3, act="source.shown")
    read(house, "reid", noon(2) + timedelta(hours=1), 3, act="source.searched")
    assert found(house) == [(Why.UNMASKED, 6, 0)]
    for number in range(6):
        tip = arrive(f"Stolen goat number {number}")
        Tip.objects.filter(pk=tip.pk).update(status="closed", outcome="nothing", rests_since=noon(10).date())
        read(house, "reid", noon(1) + timedelta(minutes=number), 1, tip=tip)
    assert found(house) == [(Why.CLOSED, 6, 0), (Why.UNMASKED, 6, 0)]
    Tip.objects.update(rests_since=noon(0).date())  # read before they were closed
    assert found(house) == [(Why.UNMASKED, 6, 0)]


def test_many_tips_on_paper_or_saved_on_a_day_are_told(house: House) -> None:
    read(house, "reid", noon(2), 2, act="tip.printed")
    read(house, "reid", noon(2) + timedelta(hours=1), 1, act="release.exported")
    assert found(house) == []
    read(house, "reid", noon(2) + timedelta(hours=2), 1, act="tip.printed")
    assert found(house) == [(Why.TAKEN, 4, 0)]
    count_reading()
    assert found(house) == [(Why.TAKEN, 4, 0)], "counted by the clock"
    for days_ago in (4, 5, 6):
        read(house, "reid", noon(days_ago), 2, act="tip.printed")
    ReadingCount.objects.all().delete()
    assert found(house) == [], "by habit"


def test_copies_saved_for_others_are_saved_too(house: House) -> None:
    read(house, "reid", noon(2), 2, act="release.given_unit")
    read(house, "reid", noon(2) + timedelta(hours=1), 2, act="release.given")
    assert found(house) == [(Why.TAKEN, 4, 0)]


def test_who_leads_a_unit_oversees_it_and_others_nothing(house: House) -> None:
    Membership.objects.filter(officer__username="jules").update(is_head=True)  # not signed
    assert overseen(house.ring("jules")) == []
    led = Membership.objects.filter(officer__username="reid", is_head=True).values_list("unit", flat=True)
    assert set(overseen(house.ring("reid"))) == set(led)
    assert led


def test_nobody_sees_himself(house: House) -> None:
    read(house, "charles", noon(1), 20)
    assert found(house) == []
