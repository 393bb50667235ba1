"""The lists and what narrows them: nothing but known words, and no order without its index."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from reports.clock import this_hour
from reports.models import Category, Channel, Status, Tip
from reports.queries.lists import LISTS, BadView, View
from reports.queries.queue import queue_page
from tests.conftest import House
from tests.queries.crowd import crowd

SOME = {"category": "drugs", "channel": "sms", "language": "fr", "days": 7}


def found(house: House, **view: Any) -> set[Tip]:
    return {row.tip for row in queue_page(house.ring("reid"), View(**view)).rows}


@pytest.mark.parametrize(
    "told",
    [
        {"list": "everything"}, {"category": "'; DROP TABLE tip"}, {"channel": "pigeon"}, {"language": "de"},
        {"days": "8"}, {"days": "-7"}, {"days": "٧"}, {"unit": "1"},
    ],
)  # fmt: skip
def test_words_that_nobody_knows_are_refused(told: dict[str, str]) -> None:
    with pytest.raises(BadView):
        View.read(told)


def test_a_view_can_be_told_and_read_again() -> None:
    view = View(which="all", category="drugs", days=30)
    assert view.told() == {"list": "all", "category": "drugs", "days": "30"}
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
