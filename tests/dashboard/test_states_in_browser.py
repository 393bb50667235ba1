"""States of the desk that no other visit reaches, in one sitting: empty, refused, under way, undone; with a long name.

Each is looked at by axe on an old screen and on a dark phone, and nothing may stick out.
"""

import pytest
from playwright.sync_api import Page, expect

from reports.alarm import raise_alarm
from reports.alerts.confirm import confirm
from reports.casework.bulk import begin, choose, look_ahead, undo
from reports.casework.bulk_work import work
from reports.casework.chasing import chase_overdue
from reports.casework.merging import merge_tip
from reports.casework.status import change_status, close_tip
from reports.clock import this_hour
from reports.models import (
    Alert,
    AlertStep,
    Bulk,
    BulkState,
    ConfirmedBy,
    Feedback,
    KeyPurpose,
    Status,
    Tip,
    Unit,
    Urgency,
)
from reports.people.suspending import suspend
from reports.queries.lists import LISTS
from reports.releases.copies import Copy, draft_copy, send_to_check
from reports.releases.feedback import AgencyAnswer, take_answer
from tests.casework.test_coming_back import GIRL, away, back
from tests.chromium import needs_chromium, press, sticking_out
from tests.clean_pages import faults
from tests.conftest import House, triage_all
from tests.dashboard.arrivals import arrive, not_at_midnight
from tests.dashboard.conftest import signed_in
from tests.releases.handed import given, pair
from tests.spoilt import spoil

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]
LONG = "Trafficking, smuggling and vulnerable persons of the whole northern division"


def wrong_with(page: Page, address: str) -> list[object]:
    """Return what is wrong with a page, or with the one that stands there for no address."""
    found: list[object] = []
    if address:
        page.goto(address)
    for width, scheme in ((1280, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        out = sticking_out(page, "header *:visible, main *:visible:not(.scroll *)", width)
        found += [(address, width, each) for each in (*faults(page), *out)]
    return found


def test_a_desk_with_nothing_on_it(page: Page) -> None:
    places = [
        "mentions",
        "cases",
        "agencies",
        "shift",
        "several",
        "you",
        "numbers",
        "numbers?first=x",
        "search?words=pe",
    ]
    addresses = [f"/desk/{place}" for place in places] + [f"/desk/?list={name}&shows=unread" for name in LISTS]
    assert [each for address in addresses for each in wrong_with(page, address)] == []


def test_an_act_on_several_tips_in_each_of_its_states(page: Page, house: House) -> None:
    reid = house.officer("reid")
    Unit.objects.filter(slug="general").update(name=LONG)
    tips = [arrive(f"Stolen {what} in Dennery") for what in ("goat", "cow", "hen")]
    Tip.objects.update(unit=house.unit("general"))
    Tip.objects.filter(pk=tips[2].pk).update(assigned_to=house.officer("jules"), status="open")
    bulk = choose(Tip.objects.values_list("pk", "version"), act="claim", by=reid)
    later = choose(Tip.objects.values_list("pk", "version"), act="ask_again", by=reid)
    address, found = f"/desk/several/{bulk.pk}", wrong_with(page, f"/desk/several/{later.pk}")
    press(page.get_by_role("button", name="Show what will change"))
    page.wait_for_selector(".errors")
    found += wrong_with(page, "") + wrong_with(page, address)
    begin(bulk)
    found += wrong_with(page, address)
    work(bulk.pk)
    found += wrong_with(page, address)
    Tip.objects.filter(pk=tips[0].pk).update(version=99)
    undo(Bulk.objects.get(pk=bulk.pk))
    found += wrong_with(page, address)
    work(bulk.pk)
    assert Bulk.objects.get(pk=bulk.pk).state == BulkState.UNDONE
    assert found + wrong_with(page, address) + wrong_with(page, "/desk/?list=all") == []


def test_what_is_overdue_and_a_copy_that_waits_for_its_check(page: Page, house: House) -> None:
    tip = arrive()
    Unit.objects.filter(pk=tip.unit_id).update(name=LONG)
    copy = draft_copy(Copy(text="Cocaine is sold in the south."), tip=tip, by=house.officer("jules"))
    send_to_check(copy, ring=house.ring("jules"))
    Tip.objects.update(due_at=this_hour())
    chase_overdue()
    addresses = ["/desk/", "/desk/you", "/desk/?list=overdue", f"/desk/tips/{tip.pk}/releases/{copy.pk}"]
    assert [each for address in addresses for each in wrong_with(page, address)] == []
    press(page.get_by_role("button", name="Sign out"))
    assert wrong_with(page, "") == []


def test_a_page_that_warns_and_is_covered(page: Page) -> None:
    page.clock.install()
    page.goto(f"/desk/tips/{arrive().pk}")
    page.clock.fast_forward("19:30")
    expect(page.locator(".idle")).to_be_visible()
    found = wrong_with(page, "")
    page.clock.fast_forward("02:00")
    expect(page.locator("h1")).to_have_text("This page is covered")
    found += wrong_with(page, "")
    page.context.clear_cookies()
    found += wrong_with(page, page.url)
    expect(page.locator("h1")).to_have_text("You were signed out")
    assert found == []


@pytest.mark.parametrize("has_pass", [True, False], ids=["words kept", "words to copy"])
def test_a_form_that_lost_its_token(page: Page, *, has_pass: bool) -> None:
    page.goto(f"/desk/tips/{arrive().pk}")
    page.fill("#id_text", "Ask the vet " * 20)
    lost = ["csrfmiddlewaretoken"] if has_pass else ["csrfmiddlewaretoken", "draft_pass"]
    page.evaluate("names => names.forEach(name => document.getElementsByName(name).forEach(it => it.value = ''))", lost)
    press(page.get_by_role("button", name="Keep the note"))
    expect(page.locator("h1")).to_have_text("This form was not sent")
    assert wrong_with(page, "") == []


def test_a_tip_that_does_not_open_alone_and_in_its_list(page: Page) -> None:
    tip = arrive()
    spoil(KeyPurpose.ERASURE, tip.pk)
    assert [each for address in ("/desk/", f"/desk/tips/{tip.pk}") for each in wrong_with(page, address)] == []
    expect(page.locator("main")).to_contain_text("Your key does not open this tip")


def test_numbers_with_times_and_with_some_that_are_not_told(page: Page, house: House) -> None:
    for number in range(6):
        tip = arrive(f"They selling cocaine by shop number {number}" if number else "Stolen goat in Dennery")
        not_at_midnight()
        bulk = choose([(tip.pk, tip.version)], act="claim", by=house.officer("reid"))
        look_ahead(bulk, "")
        begin(bulk)
        work(bulk.pk)
    found = wrong_with(page, "/desk/numbers")
    assert "within two hours" in page.locator("main").inner_text()
    assert "not told" in page.locator("main").inner_text()
    assert found == []


def test_what_is_refused_reopened_stale_and_narrowed(page: Page, house: House) -> None:
    same = ("They sell crack by the school in Dennery, PB 4521", "Crack sold near the school in Dennery by PB 4521")
    tip, other = (arrive(text) for text in same)
    page.goto(f"/desk/tips/{tip.pk}")
    page.get_by_text("Link it to another tip").click()
    page.fill("#id_other", "AAAA-AAAA")
    press(page.get_by_role("button", name="Lay them side by side"))
    page.wait_for_selector(".errors")
    found = wrong_with(page, "")
    tip = Tip.objects.get(pk=tip.pk)
    tip = close_tip(tip=tip, reason="not_found", by=house.officer("jules"), version=tip.version)
    change_status(tip=tip, to=Status.NEW, ring=house.ring("jules"), version=tip.version)
    found += wrong_with(page, f"/desk/tips/{tip.pk}/beside/{other.pk}") + wrong_with(page, f"/desk/tips/{tip.pk}")
    expect(page.locator("main")).to_contain_text("Opened again")
    page.goto(f"/desk/tips/{tip.pk}/correct")
    Tip.objects.filter(pk=tip.pk).update(urgency=Urgency.TODAY, version=99)
    press(page.locator("main form button").first)
    page.wait_for_load_state()
    found += wrong_with(page, "")
    assert found + wrong_with(page, "/desk/?list=open&category=drugs") == []


def test_whom_an_alert_called(page: Page, house: House) -> None:
    tip = arrive("They going to shoot up the bar in Dennery right now")
    Tip.objects.filter(pk=tip.pk).update(urgency=Urgency.IMMEDIATE)
    Alert.objects.all().delete()
    raise_alarm([tip.pk])
    for kind, code in (("text", "1234"), ("call", "2345")):
        told = {"kind": kind, "code": code, "state": "failed", "due_at": this_hour()}
        AlertStep.objects.create(alert=Alert.objects.get(), officer=house.officer("jules"), **told)
    confirm(tip.pk, by=house.officer("jules"), how=ConfirmedBy.DESK)
    found = []
    for address in (f"/desk/tips/{tip.pk}", f"/desk/tips/{tip.pk}/trail"):
        page.goto(address)
        page.get_by_text("Whom it called").first.click()
        found += wrong_with(page, "")
    assert found == []


def test_an_answer_before_it_is_looked_at_and_after(page: Page, house: House) -> None:
    asks = given(house)
    take_answer(AgencyAnswer(used=False, code="not_found", text="Nothing there."), **pair(asks))
    triage_all()
    found = wrong_with(page, f"/desk/tips/{Feedback.objects.get().tip_id}")
    press(page.get_by_role("button", name="I have looked at the answer"))
    page.wait_for_load_state()
    assert found + wrong_with(page, "") + wrong_with(page, "/desk/agencies") == []


def test_an_answer_with_numbers_at_a_merged_tip(page: Page, house: House) -> None:
    asks = given(house)
    take_answer(AgencyAnswer(used=True, numbers={"arrests": 2}), **pair(asks))
    triage_all()
    tip, leads = Feedback.objects.get().tip, arrive("They sell cocaine by the school in Dennery")
    merge_tip(tip=tip, into=leads, ring=house.ring("reid"), version=tip.version, leads_version=leads.version)
    found = wrong_with(page, f"/desk/tips/{tip.pk}")
    expect(page.locator("#agencies")).to_contain_text("written down at the tip that leads this one")
    assert found == []


def test_a_suspended_officer_who_sends_a_form(page: Page, house: House) -> None:
    page.goto(f"/desk/tips/{arrive().pk}")
    page.fill("#id_text", "Ask the vet")
    suspend(officer=house.officer("reid"), by=house.make_administrator("felix"), though_few=True)
    press(page.get_by_role("button", name="Keep the note"))
    page.wait_for_load_state()
    assert wrong_with(page, "") + wrong_with(page, "/desk/away") == []


def test_a_form_that_is_too_large(page: Page) -> None:
    page.goto(f"/desk/tips/{arrive().pk}")
    text = "Which boat was it? " * 60_000
    page.locator("#id_text").evaluate("(it, text) => { it.removeAttribute('maxlength'); it.value = text }", text)
    press(page.get_by_role("button", name="Keep the note"))
    page.wait_for_load_state()
    assert wrong_with(page, "") == []


def test_standards_are_warned_before_they_pass_on_what_speaks_of_a_unit(page: Page, house: House) -> None:
    tip = arrive("Peter in Ciceron does sell cocaine. narcotics was here and they laugh with him.")
    signed_in(page, house, "charles")
    page.goto(f"/desk/tips/{tip.pk}")
    page.get_by_text("To the unit that should work on it").click()
    expect(page.get_by_text("Pass it on to them only if").first).to_be_visible()
    assert wrong_with(page, "") == []


def test_tips_that_are_to_come_back_and_are_not_this_officer_s_to_give(page: Page, house: House) -> None:
    away(house)
    arrive(GIRL)
    back(house)
    Unit.objects.filter(slug="trafficking").update(name=LONG)
    page.context.clear_cookies()
    signed_in(page, house, "felix")
    found = wrong_with(page, "/desk/shift") + wrong_with(page, "/desk/?list=informed")
    assert f"{LONG} is back" in page.goto("/desk/shift").text()
    assert found == []
