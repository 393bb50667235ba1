"""The queue: what waits, most urgent first, in a handful of statements."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from psycopg2.extensions import set_wait_callback

from reports.casework.chasing import chase_overdue
from reports.casework.claim import claim_tip, release_tip
from reports.casework.status import close_tip
from reports.clock import day_of, this_hour
from reports.dashboard.narrowing import LISTS
from reports.dashboard.wording import day
from reports.models import Channel, Membership, Record, Status, Tip, TriageState, Urgency
from reports.triage.waking import wake
from tests.asked import asked_by
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in
from tipline.database.patience import lose_patience


def age(tip: Tip, hours: int, **more: object) -> None:
    Tip.objects.filter(pk=tip.pk).update(arrived_hour=this_hour() - timedelta(hours=hours), **more)


def test_the_most_urgent_and_then_the_oldest_come_first(house: House, reid: Desk) -> None:
    old, young, urgent = (arrive(f"Stolen goat number {number} in Dennery") for number in range(3))
    age(old, 30, urgency=Urgency.ROUTINE)
    age(young, 2, urgency=Urgency.ROUTINE)
    age(urgent, 1, urgency=Urgency.IMMEDIATE)
    page = reid.get("/desk/").text
    assert page.index(urgent.reference) < page.index(old.reference) < page.index(young.reference)


def test_what_was_ticked_without_a_word_fills_the_row_masked(house: House, reid: Desk) -> None:
    arrive("", in_danger=True, answers={"danger": "yes", "place": "Roseau", "told_anyone": "neighbour"})
    page = reid.get("/desk/").text
    assert "Roseau" in page
    assert "No words" not in page
    assert "neighbour" not in page, "it tells of the source"


def test_a_row_says_all_that_decides_who_reads_it(house: House, reid: Desk) -> None:
    tip = arrive("They selling cocaine by the school in Vieux Fort tonight")
    age(tip, 0, urgency=Urgency.IMMEDIATE, has_news=True)
    page = reid.get("/desk/").text
    since = "arrived today" if this_hour() == day_of(this_hour()) else "since this hour"  # after midnight the day alone
    told = ["Immediate", "Drugs", "Web", "English", since, "New", "Nobody yet", "They selling cocaine"]
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
    hours = next(hours for hours in (49, 50) if timezone.localtime(this_hour() - timedelta(hours=hours)).hour)
    age(tip, hours)
    then = timezone.localtime(this_hour() - timedelta(hours=hours))
    assert f"since {then:%a} {then.day} {then:%b} {then:%H}:00" in reid.get("/desk/").text
    Tip.objects.update(status="closed", outcome="nothing")
    page = reid.get("/desk/?list=all").text
    assert "arrived " in page
    assert "since " not in page


def test_a_day_that_is_all_that_is_known_is_shown_without_an_hour(house: House, reid: Desk) -> None:
    tip, officer = arrive(), house.officer("reid")
    tip = claim_tip(tip=tip, by=officer, version=tip.version)
    tip = close_tip(tip=tip, reason="nothing", by=officer, version=tip.version)
    Tip.objects.update(arrived_hour=day_of(tip.arrived_hour) - timedelta(days=40))
    Record.objects.update(at=day_of(tip.arrived_hour) - timedelta(days=40))
    wake(Tip.objects.get(), Record.objects.get(), ())
    tip = Tip.objects.get()
    assert tip.status == Status.OPEN  # not new: an officer has it
    arrived = day(tip.arrived_hour)
    for page in (reid.get("/desk/?list=all").text, reid.get(f"/desk/tips/{tip.pk}").text):
        assert f"arrived {arrived}" in page
        assert "Being worked on" in page
        assert not re.search(r"00:00 to|since \w|Overdue: ", page)
    release_tip(tip=tip, by=officer, version=tip.version)
    page = reid.get("/desk/").text
    assert tip.reference in page
    assert "Overdue: " not in page


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


@pytest.mark.parametrize("which", LISTS)
def test_an_empty_list_says_what_to_do_next(house: House, reid: Desk, which: str) -> None:
    assert 'class="notice empty"' in reid.get(f"/desk/?list={which}").text


def test_words_of_a_tipster_are_never_markup(house: House, reid: Desk) -> None:
    arrive("<script>alert(1)</script> & <b>cocaine</b>")
    page = reid.get("/desk/").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_queue_takes_few_statements_however_long_it_is(house: House, reid: Desk) -> None:
    def statements() -> int:
        reid.get("/desk/")  # the first listing settles keys
        return asked_by(lambda: reid.get("/desk/"))

    arrive("Stolen goat in Dennery")
    few = statements()
    for number in range(5):
        arrive(f"Stolen goat number {number} in Dennery")
    assert statements() == few
    assert few <= 20  # one asks whether the line is closed


@pytest.mark.parametrize("which", LISTS)
def test_no_list_takes_more_statements_for_more_tips(house: House, reid: Desk, which: str) -> None:
    def statements() -> int:
        reid.get(f"/desk/?list={which}")
        return asked_by(lambda: reid.get(f"/desk/?list={which}"))

    arrive("Stolen goat in Dennery")
    few = statements()
    for number in range(3):
        arrive(f"Stolen goat number {number} in Dennery")
    assert statements() <= few + 3, "a list that fills asks once for what stands in its rows"
    assert few <= 22


def test_claim_and_take_next_take_few_statements(house: House, reid: Desk) -> None:
    for number in range(2):
        arrive(f"Stolen goat 2-{number} in Dennery")
    reid.get("/desk/")
    waiting = Tip.objects.filter(assigned_to=None)
    tip = waiting[:1].get()
    assert asked_by(lambda: reid.post(f"/desk/tips/{tip.pk}/claim", version=tip.version)) <= 18
    assert asked_by(lambda: reid.post("/desk/next")) <= 21
    assert not waiting.all().exists(), "control: both were taken on"


def test_a_web_process_that_writes_rows_while_it_waits_shows_the_same(house: House, reid: Desk) -> None:
    for number in range(3):
        arrive(f"Stolen goat number {number} in Dennery")
    rows = re.compile(r"<ol class=.queue.*</ol>", re.DOTALL)
    shown = rows.findall(reid.get("/desk/").text)
    assert shown[0].count("<li") == 3
    lose_patience()
    try:
        assert rows.findall(reid.get("/desk/").text) == shown
    finally:
        set_wait_callback(None)


def test_a_row_says_who_read_it_and_who_has_it_open(house: House, reid: Desk) -> None:
    tip = arrive("Stolen goat in Dennery")
    assert "Nobody has read it" in reid.get("/desk/").text
    sign_in(house, "jules").get(f"/desk/tips/{tip.pk}")
    page = reid.get("/desk/").text
    assert "Read by Anton Jules" in page
    assert "Open now: Anton Jules" in page
    Tip.objects.filter(pk=tip.pk).add_words()
    assert "Anton Jules read it before the newest words" in reid.get("/desk/").text
    reid.get(f"/desk/tips/{tip.pk}")
    assert "Read by you" in reid.get("/desk/").text


def test_an_overdue_tip_says_what_has_to_happen(house: House, reid: Desk) -> None:
    tip = arrive("Stolen goat in Dennery")
    assert "Overdue:" not in reid.get("/desk/").text
    age(tip, 0, due_at=this_hour() - timedelta(hours=1))
    assert "Overdue: take it on" in reid.get("/desk/?list=overdue").text
    Tip.objects.update(status="waiting")
    assert "Overdue: ask again" in reid.get(f"/desk/tips/{tip.pk}").text


def test_what_an_officer_is_told_of_is_counted_with_what_to_do(house: House, reid: Desk) -> None:
    age(arrive("Stolen goat in Dennery"), 0, due_at=this_hour() - timedelta(days=40))
    assert " overdue: yours" not in reid.get("/desk/").text
    chase_overdue()
    page = reid.get("/desk/").text
    assert "1</span> overdue: yours, or nobody’s in your unit." in page
    assert "Take on, hand over or decide what lies there." in page


def test_row_page_list_count_and_shift_call_a_tip_overdue_from_the_same_hour_on(house: House, reid: Desk) -> None:
    tip = arrive("Stolen goat in Dennery")
    for hours, overdue in ((1, 0), (0, 1)):
        age(tip, 0, due_at=this_hour() + timedelta(hours=hours), assigned_to=house.officer("reid"))
        page = reid.get("/desk/?list=overdue")
        assert len(page.context["lines"]) == overdue
        assert next(tab.count for tab in page.context["tabs"] if tab.name == "overdue") == str(overdue)
        assert reid.get("/desk/").text.count("Overdue: take it on") == overdue
        assert reid.get(f"/desk/tips/{tip.pk}").text.count("Overdue: take it on") == overdue
        assert ("Overdue (1)" in reid.get("/desk/shift").text) == bool(overdue)


def test_the_next_tip_is_taken_on_from_the_queue(house: House, reid: Desk) -> None:
    tip = arrive("Stolen goat in Dennery")
    assert reid.post("/desk/next")["Location"] == f"/desk/tips/{tip.pk}"
    tip.refresh_from_db()
    assert tip.assigned_to == house.officer("reid")
    assert "Every open tip has its officer" in reid.client.post("/desk/next", follow=True).text


def test_a_page_that_is_still_true_says_nothing(house: House, reid: Desk) -> None:
    tip = arrive("Stolen goat in Dennery")
    address = reid.get("/desk/").context["state_address"]
    assert reid.get(address).status_code == 204
    Tip.objects.filter(pk=tip.pk).add_words()
    changed = reid.get(address)
    assert (changed.status_code, changed.text) == (200, "The list has changed.")
    assert reid.get("/desk/state?list=none").status_code == 404


def test_a_tip_s_page_leads_to_its_neighbours_in_the_list_it_came_from(house: House, reid: Desk) -> None:
    tips = [arrive(f"Stolen goat number {number} in Dennery") for number in range(3)]
    Tip.objects.filter(pk=tips[1].pk).update(urgency=Urgency.IMMEDIATE)
    rows = [line.tip.pk for line in reid.get("/desk/?list=all").context["lines"]]
    middle = reid.get(f"/desk/tips/{rows[1]}").context
    assert (middle["before"], middle["after"]) == (rows[0], rows[2])
    reid.get("/desk/?list=urgent")
    assert reid.get(f"/desk/tips/{tips[1].pk}").context["after"] is None


def test_a_tip_leads_back_to_the_list_it_was_opened_from_whatever_another_window_shows(
    house: House, reid: Desk
) -> None:
    tips = [arrive(f"Stolen goat number {number} in Dennery") for number in range(3)]
    rows = [line.tip.pk for line in reid.get("/desk/?list=all").context["lines"]]
    from_all, from_mine = (f"/desk/tips/{rows[1]}?list={name}" for name in ("all", "mine"))
    assert from_all in reid.get("/desk/?list=all").text
    reid.get("/desk/?list=mine")  # in another window
    page = reid.get(from_all)
    assert (page.context["before"], page.context["after"]) == (rows[0], rows[2])
    for leads_to in ("/desk/?list=all", f"/desk/tips/{rows[0]}?list=all", f"/desk/tips/{rows[2]}?list=all"):
        assert f'href="{leads_to}"' in page.text
    reid.get("/desk/?list=mine")
    noted = reid.client.post(f"/desk/tips/{rows[1]}/note", {"text": "Seen", "version": tips[1].version}, follow=True)
    assert 'href="/desk/?list=all"' in noted.text, "what was done on its page leads back to it, and so does the page"
    assert 'href="/desk/?list=mine"' in reid.get(f"/desk/tips/{rows[2]}").text, "opened from no list: the last one"
    assert reid.get(from_mine).context["after"] is None
    assert 'href="/desk/?list=mine"' in reid.get(f"/desk/tips/{rows[1]}?list=nonsense").text


def test_a_session_remembers_from_where_only_the_newest_tips_were_opened(house: House, reid: Desk) -> None:
    tip = arrive("Stolen goat in Dennery")
    session = reid.client.session
    session["opened from"] = {str(number): {"list": "all"} for number in range(50)}
    session.save()
    reid.get(f"/desk/tips/{tip.pk}?list=urgent")
    kept = reid.client.session["opened from"]
    assert (len(kept), "0" in kept, kept[str(tip.pk)]) == (50, False, {"list": "urgent"})


def test_an_officer_without_a_key_is_not_told_that_nothing_waits(house: House) -> None:
    arrive("Stolen goat in Dennery")
    Membership.objects.filter(officer=house.officer("felix")).delete()
    desk = sign_in(house, "felix")
    for page in (desk.get("/desk/").text, desk.get("/desk/?category=theft").text, desk.post("/desk/next").text):
        assert "You hold no unit's key yet" in page
        assert "Every " not in page.partition("<main")[2]
