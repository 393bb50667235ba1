"""Narrowing a list, and keeping what narrows it."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.casework.recuse import step_back
from reports.casework.saved_views import set_telling
from reports.clock import this_hour, today
from reports.dashboard import queue
from reports.models import SavedView, Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in


def test_a_narrowed_list_shows_what_fits_and_keeps_its_choices(house: House, reid: Desk) -> None:
    goat, boat = arrive("Stolen goat in Dennery"), arrive("Stolen boat engine in Canaries")
    Tip.objects.filter(pk=boat.pk).update(category="smuggling")
    page = reid.get("/desk/?list=open&category=smuggling&unit=&days=").text
    assert boat.reference in page
    assert goat.reference not in page
    assert re.search(r'<option value="smuggling" selected', page)
    assert "No tip fits" in reid.get("/desk/?list=open&category=fraud").text


def test_a_list_is_narrowed_from_a_day_to_a_day_and_the_view_says_so(house: House, reid: Desk) -> None:
    tip = arrive("Stolen goat in Dennery")
    day = f"{today():%Y-%m-%d}"
    page = reid.get(f"/desk/?list=open&since={day}&until={day}").text
    assert tip.reference in page
    assert re.search(rf'name="since" value="{day}"', page)
    assert tip.reference not in reid.get("/desk/?list=open&until=2026-01-31").text
    kept = reid.client.post("/desk/views", {"list": "open", "since": "2026-01-31"}, follow=True).text
    assert "Open, from 2026-01-31" in kept


@pytest.mark.parametrize("day", ["0026-11-30", "30/11/2026", "31.1.2026"])
def test_a_day_that_cannot_be_read_narrows_nothing_and_the_other_choices_stay(
    house: House, reid: Desk, day: str
) -> None:
    theft, drugs = arrive("Stolen goat in Dennery"), arrive("They sell cocaine by the school in Vieux Fort")
    page = reid.get(f"/desk/?list=open&category={drugs.category}&since={day}").text
    assert "write days like 2026-11-29" in page
    assert drugs.reference in page
    assert theft.reference not in page


def test_a_view_is_kept_shared_and_dropped(house: House, reid: Desk) -> None:
    told = {"list": "open", "category": "smuggling"}
    unit = house.unit("narcotics")
    page = reid.client.post("/desk/views", told | {"share": str(unit.pk)}, follow=True).text
    assert f"shared with {unit.name}" in page
    jules = sign_in(house, "jules").get("/desk/").text
    assert ("Open, Smuggling" in jules) == unit.memberships.filter(officer=house.officer("jules")).exists()
    view = SavedView.objects.get()
    reid.post(f"/desk/views/{view.pk}/drop")
    assert not SavedView.objects.exists()


def test_a_list_is_narrowed_by_status_and_officer_and_the_view_is_named_so(house: House, reid: Desk) -> None:
    mine, jules = arrive("Stolen goat in Dennery"), house.officer("jules")
    other = arrive("Stolen boat engine in Canaries")
    Tip.objects.filter(pk=other.pk).update(status="waiting", assigned_to=jules)
    page = reid.get(f"/desk/?list=open&status=waiting&assigned_to={jules.pk}").text
    assert other.reference in page
    assert mine.reference not in page
    assert re.search(r'<option value="waiting" selected', page)
    assert f'<option value="{jules.pk}" selected>{jules.name}<' in page
    assert '<option value="closed"' not in page
    assert '<option value="closed"' in reid.get("/desk/?list=all").text
    reid.post("/desk/views", list="open", status="waiting", assigned_to=str(jules.pk))
    reid.post("/desk/views", list="overdue", assigned_to="nobody")
    reid.post("/desk/views", list="open", assigned_to=str(house.officer("charles").pk))
    page = reid.get("/desk/").text
    assert f"Open, Waiting for the tipster, {jules.name}<" in page
    assert "Overdue, Nobody yet<" in page
    assert "Open, Another officer<" in page
    assert house.officer("charles").name not in page
    assert reid.get("/desk/?list=open&status=lost").status_code == 404


def test_a_search_is_narrowed_by_status(house: House, reid: Desk) -> None:
    new, closed = arrive("Stolen goat in Dennery"), arrive("Stolen boat engine in Canaries")
    Tip.objects.filter(pk=closed.pk).update(status="closed", outcome="nothing")
    response = reid.post("/desk/search", words="stolen", status="closed")
    page = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert closed.reference in page
    assert new.reference not in page


def test_a_view_is_dropped_by_nobody_else(house: House, reid: Desk) -> None:
    reid.post("/desk/views", list="mine", category="theft")
    assert sign_in(house, "charles").post(f"/desk/views/{SavedView.objects.get().pk}/drop").status_code == 404


def test_a_kept_view_that_no_longer_fits_is_left_out(house: House, reid: Desk) -> None:
    SavedView.objects.create(officer=house.officer("reid"), filters={"list": "open", "category": "piracy"})
    assert reid.get("/desk/").status_code == 200
    assert reid.post("/desk/views", list="open", category="piracy").status_code == 404


def test_what_is_unread_or_older_is_chosen_kept_and_named(house: House, reid: Desk) -> None:
    tip = arrive("Stolen goat in Dennery")
    assert tip.reference in reid.get("/desk/?list=open&shows=unread").text
    assert "No tip fits" in reid.get("/desk/?list=open&older=7").text
    reid.get(f"/desk/tips/{tip.pk}")
    assert "No tip fits" in reid.get("/desk/?list=open&shows=unread").text
    reid.post("/desk/views", list="open", shows="unread", older="7")
    page = reid.get("/desk/?list=open&shows=unread&older=7").text
    assert "Open, older than a week, What I have not read<" in page
    assert re.search(r'<option value="unread" selected', page)


def test_the_queue_tells_of_tips_that_came_to_a_view_until_they_are_read_or_the_view_is_opened(
    house: House, reid: Desk
) -> None:
    told = {"list": "open", "category": "theft"}
    old = arrive("Stolen goat in Dennery")
    Tip.objects.update(arrived_hour=this_hour() - timedelta(hours=9))
    reid.post("/desk/views", **told)
    view, here = SavedView.objects.get(), "/desk/?list=open&category=theft"
    told_of = re.compile(r'<span class="count">(\d+)<span class="unseen"> new')
    page = reid.client.post(f"/desk/views/{view.pk}/tell", {"tells": "on"}, follow=True).text
    assert "Tell me of new ones no more" in page
    assert not told_of.search(reid.get("/desk/").text)
    goat, cow = arrive("Stolen goat in Canaries"), arrive("Stolen cow in Canaries")
    arrive("They sell cocaine in Canaries")
    assert {tip.category for tip in (old, goat, cow)} == {"theft"}
    assert told_of.findall(reid.get("/desk/").text) == ["2"]
    reid.get(f"/desk/tips/{goat.pk}")
    assert told_of.findall(reid.get("/desk/").text) == ["1"]
    step_back(tip=cow, by=house.officer("reid"), version=cow.version)
    assert not told_of.search(reid.get("/desk/").text)
    arrive("Stolen hen in Canaries")
    Tip.objects.update(arrived_hour=this_hour() - timedelta(hours=2))
    SavedView.objects.update(tells_since=this_hour() - timedelta(hours=3))
    assert told_of.findall(reid.get("/desk/").text) == ["2"]  # the old one is of two hours ago now, too
    reid.get(here)
    assert not told_of.search(reid.get("/desk/").text)
    page = reid.client.post(f"/desk/views/{view.pk}/tell", {"tells": "off"}, follow=True).text
    assert "Tell me when a tip comes to it" in page


def test_a_tip_of_the_last_hour_that_is_judged_after_one_has_looked_is_told(house: House, reid: Desk) -> None:
    reid.post("/desk/views", list="open", category="theft")
    set_telling(SavedView.objects.get().pk, by=house.officer("reid"), tells=True)
    SavedView.objects.update(tells_since=this_hour() - timedelta(days=2))
    reid.get("/desk/?list=open&category=theft")
    arrive("Stolen goat in Dennery")
    Tip.objects.update(arrived_hour=this_hour() - timedelta(hours=1))
    assert '<span class="count">1<span class="unseen"> new' in reid.get("/desk/").text


def test_all_kept_views_are_asked_for_at_once(house: House, reid: Desk) -> None:
    for category in ("theft", "fraud"):
        reid.post("/desk/views", list="open", category=category)
    with CaptureQueriesContext(connection) as asked:
        page = reid.get("/desk/").text
    assert page.count("category=theft") == page.count("category=fraud") == 1
    assert len([one for one in asked.captured_queries if '"saved_view"' in one["sql"]]) == 1


def test_nobody_is_told_of_a_view_that_a_colleague_shares(house: House, reid: Desk) -> None:
    shared = SavedView.objects.create(
        officer=house.officer("jules"),
        shared_with=house.unit("general"),
        filters={"list": "open", "category": "theft"},
        tells_since=this_hour(),
    )
    arrive("Stolen goat in Canaries")
    assert " new</span></span></a>" not in reid.get("/desk/").text
    assert reid.post(f"/desk/views/{shared.pk}/tell", tells="on").status_code == 404


def test_no_view_is_kept_that_narrows_nothing_or_goes_to_another_s_unit(house: House, reid: Desk) -> None:
    smuggling, foreign = {"list": "open", "category": "smuggling"}, str(house.unit("standards").pk)
    for told, status in (({"list": "all"}, 302), (smuggling | {"share": foreign}, 404)):
        assert reid.post("/desk/views", **told).status_code == status
    assert not SavedView.objects.exists()


def test_a_view_shared_already_is_kept_again_as_it_is_shared(house: House, reid: Desk) -> None:
    unit = house.unit("narcotics")
    reid.post("/desk/views", list="open", category="smuggling", share=str(unit.pk))
    page = reid.get("/desk/?list=open&category=smuggling").text
    assert f'<option value="{unit.pk}" selected>for all of' in page


def test_who_takes_a_view_from_a_unit_is_told_so(house: House, reid: Desk) -> None:
    unit, told = house.unit("narcotics"), {"list": "open", "category": "smuggling"}
    reid.post("/desk/views", **told, share=str(unit.pk))
    assert f"{unit.name} has it no more" in reid.client.post("/desk/views", told, follow=True).text
    assert "has it no more" not in reid.client.post("/desk/views", told, follow=True).text


def test_who_leads_a_unit_takes_a_colleague_s_view_from_it(house: House, reid: Desk) -> None:
    unit, jules = house.unit("narcotics"), sign_in(house, "jules")
    is_led = unit.memberships.get(officer=house.officer("jules")).is_head
    head, other = (jules, reid) if is_led else (reid, jules)
    take, page = "Take it from the unit", "/desk/?list=open&category=smuggling"
    for sharer, leads in ((head, False), (other, True)):
        SavedView.objects.all().delete()
        sharer.post("/desk/views", list="open", category="smuggling", share=str(unit.pk))
        view, colleague = SavedView.objects.get(), head if leads else other
        assert (take in colleague.get(page).text) is leads
        assert colleague.post(f"/desk/views/{view.pk}/drop").status_code == (302 if leads else 404)
        assert (SavedView.objects.get().shared_with is None) is leads, "it stays its officer's"


def test_a_narrowed_list_says_how_many_fit(house: House, reid: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in ("Stolen goat in Dennery", "Stolen boat engine in Canaries", "Stolen pump in Soufriere"):
        arrive(words)
    page = "/desk/?list=open&category=theft"
    assert "3 tips fit." in reid.get(page).text
    assert "tips fit." not in reid.get("/desk/?list=open").text
    monkeypatch.setattr(queue, "queue_page", partial(queue.queue_page, size=2))
    assert "3 tips fit." in reid.get(page).text
    monkeypatch.setattr(queue, "COUNT_CAP", 2)
    assert "More than 2 tips fit." in reid.get(page).text
