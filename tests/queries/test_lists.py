"""The lists and what narrows them: nothing but known words, and no order without its index."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from reports.clock import this_hour, today
from reports.models import Category, Channel, Reading, Record, Status, Tip, Urgency
from reports.queries.lists import LISTS, NOBODY, BadView, View
from reports.queries.queue import queue_page
from tests.conftest import House
from tests.queries.crowd import crowd
from tests.tables import each_of

SOMEBODY = "6f1f9d3a-8a0e-4a6e-9d43-0123456789ab"
SOME = {"category": "drugs", "channel": "sms", "language": "fr", "days": 7}


DAY = "2026-03-01"


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=timezone.get_default_timezone())


def found(house: House, **view: Any) -> set[Tip]:
    return {row.tip for row in queue_page(house.ring("reid"), View(**view)).rows}


@each_of(
    [
        {"list": "everything"}, {"category": "'; DROP TABLE tip"}, {"channel": "pigeon"}, {"language": "de"},
        {"days": "8"}, {"days": "-7"}, {"older": "8"}, {"shows": "all"},
        {"since": "20261101"}, {"until": "2026-02-30"}, {"since": "soon"}, {"until": "9999-12-31"},
        {"days": "٧"}, {"unit": "1"}, {"status": "lost"}, {"assigned_to": "me"},
    ]
)  # fmt: skip
def test_words_that_nobody_knows_are_refused(told: dict[str, str]) -> None:
    with pytest.raises(BadView):
        View.read(told)


def test_a_view_can_be_told_and_read_again() -> None:
    view = View(which="all", status="new", assigned_to=SOMEBODY, category="drugs", days=30)
    told = {"list": "all", "status": "new", "assigned_to": SOMEBODY, "category": "drugs", "days": "30"}
    assert view.told() == told
    assert View.read(view.told()) == view
    assert View.read({}) == View()


@pytest.mark.parametrize(("name", "word"), SOME.items())
def test_each_choice_leaves_the_others_out(house: House, name: str, word: Any) -> None:
    tips = crowd(house.unit("narcotics"), 4)
    fits = {"category": Category.DRUGS, "channel": Channel.SMS, "language": "fr", "arrived_hour": this_hour()}
    Tip.objects.update(arrived_hour=this_hour() - timedelta(days=20))
    Tip.objects.filter(pk__in=[tips[0].pk, tips[2].pk]).update(
        **{"arrived_hour" if name == "days" else name: fits["arrived_hour" if name == "days" else name]}
    )
    for which in ("open", "all"):
        assert found(house, which=which, **{name: word}) == {tips[0], tips[2]}


def test_what_one_has_not_read_in_full_is_listed_for_oneself_alone(house: House) -> None:
    read, older, new = crowd(house.unit("narcotics"), 3)
    Tip.objects.filter(pk=older.pk).update(arrivals=2)
    for tip, by in ((read, "reid"), (older, "reid"), (new, "jules")):
        Reading.objects.create(tip=tip, officer=house.officer(by), arrivals=1)
    for which in ("open", "unassigned", "all"):
        assert found(house, which=which, shows="unread") == {older, new}


def test_what_nobody_has_read_is_listed_for_everybody(house: House) -> None:
    read, own, new = crowd(house.unit("narcotics"), 3)
    for tip, by in ((read, "jules"), (own, "reid")):
        Reading.objects.create(tip=tip, officer=house.officer(by), arrivals=1)
    for which in ("open", "all"):
        assert found(house, which=which, shows="nobody_read") == {new}


def test_under_a_flood_a_routine_tip_stands_on_the_first_page_of_what_does_not_read_like_junk(house: House) -> None:
    *flood, real = crowd(house.unit("narcotics"), 80)
    cries = [tip.pk for tip in flood]  # whoever floods says each time that somebody is in danger
    Tip.objects.filter(pk__in=cries).update(urgency=Urgency.IMMEDIATE, looks_junk=True)
    Tip.objects.filter(pk=real.pk).update(urgency=Urgency.ROUTINE)
    ring = house.ring("reid")
    assert real.pk not in {row.tip.pk for row in queue_page(ring, View()).rows}
    assert [row.tip.pk for row in queue_page(ring, View(shows="not_junk")).rows] == [real.pk]
    assert View().of(ring).count() == 80, "and nothing is hidden where nobody narrowed"


def test_tipsters_whom_nothing_reaches_and_lost_questions_are_listed(house: House) -> None:
    lost, failed, _well = crowd(house.unit("narcotics"), 3)
    Tip.objects.filter(pk=lost.pk).update(unreachable=True)
    Record.objects.filter(tip=failed).update(kind="question", delivery="failed", officer=house.officer("reid"))
    assert found(house, shows="unreachable") == {lost}
    assert found(house, shows="undelivered") == {failed}


def test_what_is_older_than_some_days_is_listed_also_among_all_tips(house: House) -> None:
    new, old = crowd(house.unit("narcotics"), 2)
    Tip.objects.filter(pk=new.pk).update(arrived_hour=this_hour() - timedelta(days=2))
    Tip.objects.filter(pk=old.pk).update(arrived_hour=this_hour() - timedelta(days=100))
    for narrowed in ({}, {"category": old.category}):
        assert found(house, which="all", older=90, **narrowed) == {old}
    assert found(house, older=1) == {new, old}
    assert found(house, older=1, days=7) == {new}


def test_a_list_goes_from_a_day_to_a_day(house: House) -> None:
    tips = crowd(house.unit("narcotics"), 4)
    moments = [
        midnight(2026, 3, 1) - timedelta(hours=1),
        midnight(2026, 3, 1),
        midnight(2026, 3, 9),
        midnight(2026, 3, 10),
    ]
    for tip, moment in zip(tips, moments, strict=True):
        Tip.objects.filter(pk=tip.pk).update(arrived_hour=moment, due_at=moment + timedelta(hours=1))
    for which in ("open", "overdue", "all"):
        assert found(house, which=which, since="2026-03-01", until="2026-03-09") == {tips[1], tips[2]}
        assert found(house, which=which, since="2026-03-09") == {tips[2], tips[3]}
        assert found(house, which=which, until="2026-02-28") == {tips[0]}
        assert found(house, which=which, since="2026-03-09", until="2026-03-01") == set()
        assert found(house, which=which, until="2026-03-09", category=tips[0].category) == set(tips[:3])


def test_a_list_of_all_that_is_narrowed_goes_back_from_its_last_day(house: House) -> None:
    ago = 40
    view = View(which="all", status="new", until=f"{today() - timedelta(days=ago)}", since="2020-01-01")
    assert view.listed_days == 90 + ago
    assert View(which="all", until=view.until).listed_days == 0
    new, old = crowd(house.unit("narcotics"), 2)
    for tip, days in ((new, 100), (old, 200)):
        Tip.objects.filter(pk=tip.pk).update(arrived_hour=this_hour() - timedelta(days=days))
    assert set(view.of(house.ring("reid"))) == {new}


def test_a_unit_of_others_narrows_to_nothing(house: House) -> None:
    tips = crowd(house.unit("narcotics"), 2)
    assert found(house, unit=str(house.unit("narcotics").pk)) == set(tips)
    assert found(house, unit=str(house.unit("standards").pk)) == set()


def test_what_waits_for_whom_and_what_is_overdue(house: House) -> None:
    for_us, for_tipster, late, closed = crowd(house.unit("narcotics"), 4)
    Tip.objects.filter(pk=for_us.pk).update(waits_for_us=True)
    Tip.objects.filter(pk=for_tipster.pk).update(status=Status.WAITING, due_at=this_hour() + timedelta(hours=2))
    Tip.objects.filter(pk=late.pk).update(due_at=this_hour() - timedelta(hours=1))
    Tip.objects.filter(pk=closed.pk).update(status=Status.CLOSED, outcome="nothing", waits_for_us=True)
    assert found(house, which="for_us") == {for_us}
    assert found(house, which="for_tipster") == {for_tipster}
    assert found(house, which="overdue") == {late}


def test_the_longest_overdue_comes_first_and_pages_go_on_there(house: House) -> None:
    tips = crowd(house.unit("narcotics"), 9)
    for number, tip in enumerate(tips):
        Tip.objects.filter(pk=tip.pk).update(due_at=this_hour() - timedelta(hours=1 + number // 2))
    ring, view, walked, after = house.ring("reid"), View(which="overdue"), [], None
    while True:
        page = queue_page(ring, view, after=after, size=2)
        walked += [row.tip for row in page.rows]
        if (after := page.next) is None:
            break
    assert walked == list(Tip.objects.order_by("due_at", "pk"))
    assert len(walked) == 9


def test_a_list_is_narrowed_by_status_and_by_who_works_on_a_tip(house: House) -> None:
    new, hers, his, closed = crowd(house.unit("narcotics"), 4)
    reid, jules = house.officer("reid"), house.officer("jules")
    Tip.objects.filter(pk=hers.pk).update(assigned_to=reid, status=Status.WAITING)
    Tip.objects.filter(pk=his.pk).update(assigned_to=jules, status=Status.OPEN)
    Tip.objects.filter(pk=closed.pk).update(assigned_to=jules, status=Status.CLOSED, outcome="nothing")
    for which in ("open", "all"):
        assert found(house, which=which, status="new") == {new}
        assert found(house, which=which, status="waiting") == {hers}
        assert found(house, which=which, assigned_to=NOBODY) == {new}
        assert found(house, which=which, assigned_to=str(reid.pk)) == {hers}
        assert found(house, which=which, assigned_to=str(jules.pk), status="open") == {his}
    assert found(house, which="open", status="closed") == set()
    assert found(house, which="all", status="closed") == {closed}
    assert found(house, which="open", assigned_to=str(house.officer("charles").pk)) == set()


def test_who_works_on_tips_of_others_shows_none_of_them(house: House) -> None:
    crowd(house.unit("standards"), 2)
    charles = house.officer("charles")
    Tip.objects.update(assigned_to=charles)
    assert found(house, which="all", assigned_to=str(charles.pk)) == set()


@pytest.mark.parametrize("narrowed", [{"status": "open"}, {"assigned_to": NOBODY}, {"status": "new", "language": "fr"}])
def test_a_list_of_all_that_is_narrowed_says_how_far_it_goes_back(house: House, narrowed: dict[str, str]) -> None:
    assert View(which="all", **narrowed).listed_days == 90  # type: ignore[arg-type]
    assert View(which="all", days=7, **narrowed).listed_days == 7  # type: ignore[arg-type]
    assert View(which="open", **narrowed).listed_days == 0  # type: ignore[arg-type]
    assert View(which="all", unit=str(house.unit("narcotics").pk)).listed_days == 0


@pytest.mark.parametrize(
    "narrowed", [{"status": "new"}, {"assigned_to": NOBODY}, {"assigned_to": SOMEBODY}, {"since": DAY, "until": DAY}]
)
@pytest.mark.parametrize("which", LISTS)
def test_what_narrows_a_list_is_looked_up_in_an_index(house: House, which: str, narrowed: dict[str, str]) -> None:
    view = View(which=which, **narrowed)  # type: ignore[arg-type]
    tips = view.order.sort(view.of(house.ring("reid")))
    if tips.query.is_empty():  # the list itself says that there is none
        return
    with connection.cursor() as cursor:
        for way in ("seqscan", "sort", "bitmapscan", "indexscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
    plan = tips.values_list("pk")[:26].explain()
    if "One-Time Filter: false" in plan:  # it contradicts the list itself
        return
    assert "Seq Scan on tip" not in plan  # of the few tips of a test an index alone is no cheaper than with the rows
    assert "Sort" not in plan
    assert "Index Only Scan using tip_" in plan


@pytest.mark.parametrize("which", LISTS)
def test_no_list_sorts_or_scans_the_table(house: House, which: str) -> None:
    view = View(which=which)
    tips = view.order.sort(view.of(house.ring("reid")))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = tips[:26].explain()
    assert "Seq Scan" not in plan
    assert "Sort" not in plan
    if LISTS[which].is_of_others:  # which are on it is asked first, and the rows of the page alone are looked at
        assert "Index Only Scan using tip_informs" in tips.values_list("pk")[:26].explain()
