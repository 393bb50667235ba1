"""The queue: what waits, most urgent first, in a handful of statements."""

from datetime import timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.clock import this_hour
from reports.models import Channel, Tip, TriageState, Urgency
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk


def age(tip: Tip, hours: int, **more: object) -> None:
    Tip.objects.filter(pk=tip.pk).update(arrived_hour=this_hour() - timedelta(hours=hours), **more)


def test_the_most_urgent_and_then_the_oldest_come_first(house: House, reid: Desk) -> None:
    old, young, urgent = (arrive(f"Stolen goat number {number} in Dennery") for number in range(3))
    age(old, 30, urgency=Urgency.ROUTINE)
    age(young, 2, urgency=Urgency.ROUTINE)
    age(urgent, 1, urgency=Urgency.IMMEDIATE)
    page = reid.get("/desk/").text
    assert page.index(urgent.reference) < page.index(old.reference) < page.index(young.reference)


def test_a_row_says_all_that_decides_who_reads_it(house: House, reid: Desk) -> None:
    tip = arrive("They selling cocaine by the school in Vieux Fort tonight")
    age(tip, 0, urgency=Urgency.IMMEDIATE, has_news=True)
    page = reid.get("/desk/").text
    told = ["Immediate", "Drugs", "Web", "English", "since this hour", "New", "Nobody yet", "They selling cocaine"]
    for words in [*told, "Tipster wrote again"]:
        assert words in page
    assert "Not yet triaged" not in page


def test_a_tip_that_waits_for_triage_says_so(house: House, reid: Desk) -> None:
    arrive(triaged=False)
    assert "Not yet triaged" in reid.get("/desk/").text
    Tip.objects.update(triage=TriageState.FAILED)
    assert "Triage failed: read it yourself" in reid.get("/desk/").text


def test_ages_are_told_in_hours_and_closed_tips_in_days(house: House, reid: Desk) -> None:
    tip = arrive()
    age(tip, 49)
    then = timezone.localtime(this_hour() - timedelta(hours=49))
    assert f"since {then:%a} {then.day} {then:%b} {then:%H}:00" in reid.get("/desk/").text
    Tip.objects.update(status="closed", outcome="nothing")
    page = reid.get("/desk/?list=all").text
    assert "arrived " in page
    assert "since " not in page


def test_a_call_without_words_is_called_a_recorded_call(house: House, reid: Desk) -> None:
    arrive("", channel=Channel.CALL, triaged=False)
    assert "Recorded call" in reid.get("/desk/").text


def test_each_list_holds_what_it_says(house: House, reid: Desk) -> None:
    mine, free = arrive("Stolen goat in Dennery"), arrive("Stolen boat engine in Canaries")
    Tip.objects.filter(pk=mine.pk).update(assigned_to=house.officer("reid"), status="open")
    Tip.objects.filter(pk=free.pk).update(urgency=Urgency.IMMEDIATE)
    for which, there, absent in (("mine", mine, free), ("unassigned", free, mine), ("urgent", free, mine)):
        page = reid.get(f"/desk/?list={which}").text
        assert there.reference in page
        assert absent.reference not in page


def test_paging_goes_through_every_tip_once(house: House, reid: Desk) -> None:
    tips = [arrive(f"Stolen goat number {number} in Dennery", triaged=False) for number in range(28)]
    for which in ("open", "all"):
        seen, path = [], f"/desk/?list={which}"
        while path:
            page = reid.get(path)
            seen.extend(line.tip.pk for line in page.context["lines"])
            path = page.context["next"]
        assert sorted(seen) == sorted(tip.pk for tip in tips)


@pytest.mark.parametrize("query", ["?list=nonsense", "?after=nonsense", "?after=W10=", "?list=all&after=é"])
def test_an_address_changed_by_hand_finds_nothing(house: House, reid: Desk, query: str) -> None:
    assert reid.get(f"/desk/{query}").status_code == 404


@pytest.mark.parametrize("which", ["open", "mine", "unassigned", "urgent", "all"])
def test_an_empty_list_says_what_to_do_next(house: House, reid: Desk, which: str) -> None:
    assert 'class="notice empty"' in reid.get(f"/desk/?list={which}").text


def test_words_of_a_tipster_are_never_markup(house: House, reid: Desk) -> None:
    arrive("<script>alert(1)</script> & <b>cocaine</b>")
    page = reid.get("/desk/").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_queue_takes_a_dozen_statements_however_long_it_is(house: House, reid: Desk) -> None:
    def statements() -> int:
        reid.get("/desk/")  # the first listing settles keys
        with CaptureQueriesContext(connections["default"]) as main, CaptureQueriesContext(connections["keystore"]) as k:
            reid.get("/desk/")
        return len(main) + len(k)

    arrive("Stolen goat in Dennery")
    few = statements()
    for number in range(5):
        arrive(f"Stolen goat number {number} in Dennery")
    assert statements() == few
    assert few <= 12
