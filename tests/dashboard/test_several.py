"""One act on several tips at the desk, and mentions: what is shown beforehand, after it, and to whom."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.casework.bulk_work import work
from reports.clock import today
from reports.models import Absence, Bulk, BulkAct, BulkState, Record, Tip
from reports.queries.readings import note_reading
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk


@pytest.fixture
def tips(house: House) -> list[Tip]:
    return [arrive(f"Stolen {what} in Dennery") for what in ("goat", "cow", "hen")]


def test_tips_that_are_ticked_are_shown_changed_and_put_back(house: House, tips: list[Tip], reid: Desk) -> None:
    for tip in tips:
        note_reading(tip, house.officer("jules"))
    ticks = re.findall(r'name="tip" value="([^"]+)"', reid.get("/desk/").text)
    assert len(ticks) == 3
    hidden = f"{arrive('They force a girl to work in a house in Gros Islet').pk}:2"
    page = reid.client.post("/desk/several", {"act": "close", "tip": [*ticks[:2], hidden, "x"]}, follow=True)
    assert "2 tips are chosen" in page.text
    to = f"/desk/several/{Bulk.objects.get().pk}"
    assert "Choose one." in reid.post(to, do="value", value="").text
    Tip.objects.filter(pk=ticks[0].partition(":")[0]).update(category="fraud", version=99)
    reid.post(to, do="value", value="nothing")
    page = reid.get(to).text
    assert "One tip will change" in page
    assert "somebody changed it after you saw it" in page
    assert not Tip.objects.filter(status="closed").exists()
    reid.post(to, do="begin")
    was = re.search(r"was=([\w-]+)", reid.get(to).text)
    assert was
    assert reid.get(f"{to}/now?was={was[1]}").status_code == 204
    work(Bulk.objects.get().pk)
    assert reid.get(f"{to}/now?was={was[1]}").text == "It is finished."
    assert "One tip is changed. One was left as it is." in reid.get(to).text
    assert to in reid.get("/desk/several").text, "it is found again from the queue"
    assert all("Undo what I did to several tips" in reid.get(f"/desk/{one}").text for one in ("", "you", "several"))
    assert "can be undone until" in reid.get("/desk/several").text
    reid.post(to, do="undo")
    work(Bulk.objects.get().pk)
    page = reid.get(to).text
    assert "One tip is as it was before." in page
    assert "Touched since" not in page, "the other one was never changed"
    assert not Tip.objects.filter(status="closed").exists()


def test_the_page_says_how_many_unread_tips_stay_open(house: House, tips: list[Tip], reid: Desk) -> None:
    note_reading(tips[0], house.officer("jules"))
    Tip.objects.filter(pk=tips[2].pk).update(looks_junk=True)
    reid.client.post("/desk/several", {"act": "close", "which": "all", "list": "open"})
    to = f"/desk/several/{Bulk.objects.get().pk}"
    reid.post(to, do="value", value="nothing")
    page = reid.get(to).text
    assert "2 tips will change" in page
    assert "One tip is left out: nobody has read it" in page
    assert "One of these nobody has read: it looks like junk." in page
    assert "nobody has read all that it tells: open it first" in page


def test_the_page_says_which_are_immediate_and_who_works_on_them(house: House, tips: list[Tip], reid: Desk) -> None:
    for tip in tips:
        note_reading(tip, house.officer("jules"))
    Tip.objects.filter(pk=tips[0].pk).update(urgency=0, assigned_to=house.officer("jules"), status="open")
    reid.client.post("/desk/several", {"act": "close", "which": "all", "list": "open"})
    to = f"/desk/several/{Bulk.objects.get().pk}"
    reid.post(to, do="value", value="nothing")
    page = reid.get(to).text
    assert "One of these is immediate, and closing it ends the work of whoever sees to it." in page
    chosen = page.partition('<ul class="chosen">')[2]
    assert chosen.count("Immediate") == chosen.count("Anton Jules") == 1


def test_what_is_immediate_comes_first_and_is_taken_on_with_a_tick_alone(
    house: House, tips: list[Tip], reid: Desk
) -> None:
    reid.client.post("/desk/several", {"act": "claim", "which": "all", "list": "open"})
    bulk = Bulk.objects.get()
    to, last = f"/desk/several/{bulk.pk}", bulk.steps.order_by("id").last()
    Tip.objects.filter(pk=last.tip_id).update(urgency=0)
    chosen = reid.get(to).text.partition('<ul class="chosen">')[2]
    assert chosen.index("Immediate") < chosen.index("</li>")
    assert "Tick that you see to those" in reid.client.post(to, {"do": "begin"}, follow=True).text
    assert Bulk.objects.get().state == BulkState.CHOSEN
    reid.post(to, do="begin", sure="on")
    assert Bulk.objects.get().state == BulkState.DOING


def test_who_is_away_and_begins_twice_reads_that_it_is_begun(house: House, tips: list[Tip], reid: Desk) -> None:
    Absence.objects.create(officer=house.officer("reid"), until=today() + timedelta(days=2))
    reid.client.post("/desk/several", {"act": "claim", "which": "all", "list": "open"})
    to = f"/desk/several/{Bulk.objects.get().pk}"
    for _ in range(2):
        reid.post(to, do="begin", csrfmiddlewaretoken="t" * 64)
    page = reid.get(to).text
    assert "It is begun." in page
    assert "You are marked as away" in page
    assert "Too late" not in page


def test_all_of_a_list_is_what_the_list_holds_and_nobody_else_sees_it(
    house: House, tips: list[Tip], reid: Desk, felix: Desk
) -> None:
    Tip.objects.filter(pk=tips[0].pk).update(category="fraud")
    reid.post("/desk/several", act="claim", which="all", list="open", category="fraud")
    bulk = Bulk.objects.get()
    assert list(bulk.steps.values_list("tip", flat=True)) == [tips[0].pk]
    assert felix.get(f"/desk/several/{bulk.pk}").status_code == 404
    assert felix.post(f"/desk/several/{bulk.pk}", do="begin").status_code == 404
    answer = reid.client.post("/desk/several", {"act": "claim"}, follow=True).text
    assert "Tick at least one tip" in answer
    assert Bulk.objects.count() == 1


def test_what_was_done_to_several_tips_is_found_by_who_did_it_alone(
    house: House, tips: list[Tip], reid: Desk, felix: Desk
) -> None:
    reid.post("/desk/several", act="claim", which="all", list="open")
    bulk = Bulk.objects.get()
    assert "Nothing to undo" in reid.get("/desk/several").text, "it was only looked at"
    reid.post(f"/desk/several/{bulk.pk}", do="begin")
    work(bulk.pk)
    name = "Undo what I did to several tips"
    queue = reid.get("/desk/?list=mine").text
    assert '/desk/several"' in queue
    assert all(name in page for page in (queue, reid.get("/desk/you").text))
    assert f"<h1>{name}</h1>" in reid.get("/desk/several").text
    assert f"/desk/several/{bulk.pk}" in reid.get("/desk/several").text
    assert "Nothing to undo" in felix.get("/desk/several").text


def test_the_list_of_what_was_done_asks_for_all_colleagues_at_once(house: House, tips: list[Tip], reid: Desk) -> None:
    def give(name: str) -> None:
        Bulk.objects.create(
            officer=house.officer("reid"),
            act=BulkAct.GIVE,
            value=str(house.officer(name).pk),
            state=BulkState.DONE,
            at=timezone.now(),
        )

    give("jules")
    reid.get("/desk/several")
    with CaptureQueriesContext(connection) as one:
        assert "Anton Jules" in reid.get("/desk/several").text
    for _ in range(3):
        give("felix")
    with CaptureQueriesContext(connection) as four:
        assert house.officer("felix").name in reid.get("/desk/several").text
    assert len(four) == len(one) + 1, "only the test's own question for Felix's name"


def test_a_mention_is_told_plainly_or_found_in_the_list(house: House, tips: list[Tip], reid: Desk) -> None:
    tip = tips[0]
    page = reid.post(f"/desk/tips/{tip.pk}/note", version=tip.version, text="Ask @felix or @kenny758")
    assert page.status_code == 422
    assert "@felix, @kenny758 cannot be mentioned" in page.text
    assert "it mentions nobody" in page.text
    reid.post(f"/desk/tips/{tip.pk}/note", version=tip.version, text="His page is @kenny758", plain="on")
    tip.refresh_from_db()
    by = Record.objects.filter(kind="note")
    by.update(officer=house.officer("jules"))
    Record.objects.get(kind="note").mentions.create(officer=house.officer("reid"))
    assert '<span class="count">1' in reid.get("/desk/").text.partition("Mentions of me")[2][:60]
    told = reid.get("/desk/mentions").text
    assert "Anton Jules mentioned you in a note" in told
    assert "kenny758" not in told
    reid.get(f"/desk/tips/{tip.pk}")
    assert '<span class="tag good">New' not in reid.get("/desk/mentions").text
