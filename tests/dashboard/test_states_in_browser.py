"""States of the desk that no other visit reaches, in one sitting: empty, refused, under way, undone; with a long name.

Each is looked at by axe on an old screen and on a dark phone, and nothing may stick out.
"""

import pytest
from playwright.sync_api import Page, expect

from reports.casework.bulk import begin, choose, look_ahead, undo
from reports.casework.bulk_work import work
from reports.casework.chasing import chase_overdue
from reports.clock import this_hour
from reports.models import Bulk, BulkState, KeyPurpose, Tip, Unit
from reports.queries.lists import LISTS
from reports.releases.copies import Copy, draft_copy, send_to_check
from tests.chromium import needs_chromium, press, sticking_out
from tests.clean_pages import faults
from tests.conftest import House
from tests.dashboard.arrivals import arrive, not_at_midnight
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
