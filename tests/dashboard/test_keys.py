"""A tip worked by keyboard alone, in a real browser; and the switch that turns the keys off."""

import pytest
from playwright.sync_api import Page, Route, expect

from reports.alerts.ladder import climb
from reports.models import Alert, Macro, Presence, Status, Tip
from tests.chromium import needs_chromium
from tests.conftest import House
from tests.dashboard.arrivals import arrive

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]


def follow(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def test_a_tip_is_worked_from_the_queue_to_its_end_by_keyboard_alone(page: Page, house: House) -> None:
    first, second = (arrive(f"Stolen goat number {number} in Dennery") for number in range(2))
    follow(page, "q")
    page.keyboard.press("j")
    focused = page.evaluate("document.activeElement.querySelector('.ref').textContent")
    follow(page, "Enter")
    expect(page.locator("h1")).to_have_text(focused)
    follow(page, "t")
    page.keyboard.press("m")
    page.keyboard.type("Checked, q and ? are only letters here")
    page.keyboard.press("Tab")
    follow(page, "Enter")
    expect(page.locator(".note .words")).to_have_text("Checked, q and ? are only letters here")
    page.keyboard.press("r")
    page.keyboard.type("Which field was it?")
    page.keyboard.press("Tab")
    follow(page, "Enter")
    page.keyboard.press("x")
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    follow(page, "Enter")
    worked = Tip.objects.get(status=Status.CLOSED)
    assert (worked.reference, worked.assigned_to) == (focused, house.officer("reid"))
    follow(page, "u")
    follow(page, "n")
    assert Tip.objects.get(pk=(second if worked == first else first).pk).assigned_to == house.officer("reid")


def test_a_key_opens_what_is_closed_and_leads_into_its_first_field(page: Page) -> None:
    tip = arrive("Stolen goat in Dennery")
    page.goto(f"/desk/tips/{tip.pk}")
    for key, first in (("p", "#id_refer"), ("y", "#id_inform"), ("f", "#hold_reason"), ("z", "[aria-keyshortcuts=z]")):
        page.keyboard.press(key)
        expect(page.locator(f"details[open] {first}")).to_be_focused()
        expect(page.locator(f"details[open] {first}")).to_be_in_viewport()
        page.evaluate("document.activeElement.blur()")


def test_keys_lead_to_a_case_a_release_copy_and_the_same_names(page: Page) -> None:
    tip = arrive("Stolen goat in Dennery")
    # A release copy is written by who sees the source: before that, its key leads to the question for what purpose.
    for key, place in (("a", "/case"), ("=", "/same"), (";", "/split"), ("e", "?ask=source#source")):
        page.goto(f"/desk/tips/{tip.pk}")
        follow(page, key)
        assert page.url.endswith(f"/desk/tips/{tip.pk}{place}")


def test_the_key_of_an_alert_only_leads_to_its_button(page: Page) -> None:
    tip = arrive("Men in the yard next door shooting now, please come", in_danger=True)
    climb()
    page.goto(f"/desk/tips/{tip.pk}")
    page.keyboard.press("!")
    expect(page.get_by_role("button", name="I see to it: call nobody else")).to_be_focused()
    assert Alert.objects.get().is_running
    follow(page, "Enter")
    assert not Alert.objects.get().is_running


def test_the_sheet_tells_the_keys_of_this_page_and_closes(page: Page) -> None:
    page.keyboard.press("?")
    sheet = page.locator("dialog.keys")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("Take the next tip")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_the_switch_turns_every_key_off_and_on(page: Page) -> None:
    page.goto("/desk/you")
    with page.expect_navigation():
        page.get_by_role("button", name="Turn keys off").click()
    expect(page.locator(".said")).to_have_text("Keys are turned off.")
    page.keyboard.press("q")
    page.keyboard.press("?")
    page.wait_for_timeout(300)
    assert page.url.endswith("/desk/you")
    expect(page.locator("dialog.keys")).to_have_count(0)
    with page.expect_navigation():
        page.get_by_role("button", name="Turn keys on").click()
    follow(page, "q")


def test_an_officer_presses_the_keys_that_she_chose(page: Page) -> None:
    tip = arrive("Stolen goat in Dennery")
    page.goto("/desk/you")
    for key, now in (("q", "5"), ("j", "t")):
        page.get_by_label("The key as it is today").fill(key)
        page.get_by_label("The key that you want to press").fill(now)
        with page.expect_navigation():
            page.get_by_role("button", name="Change the key").click()
        expect(page.locator(".said")).to_have_text("The keys are changed.")
    page.keyboard.press("q")
    page.wait_for_timeout(300)
    assert page.url.endswith("/desk/you"), "what the key did before, it does no more"
    follow(page, "5")
    page.keyboard.press("t")
    assert page.evaluate("document.activeElement.querySelector('.ref').textContent") == tip.reference
    follow(page, "Enter")
    page.keyboard.press("?")
    told = page.locator("dialog.keys dl").inner_text()
    page.keyboard.press("Escape")
    assert "5 Queue" in " ".join(told.split())
    expect(page.get_by_role("button", name="Take it on")).to_have_attribute("aria-keyshortcuts", "j")
    follow(page, "j")
    assert Tip.objects.get().status == Status.OPEN


def test_a_digit_does_a_macro_and_only_leads_to_one_that_closes(page: Page, house: House) -> None:
    tip, unit = arrive("Stolen goat in Dennery"), house.unit("general")
    Macro.objects.create(unit=unit, number=1, takes_on=True, category="fraud")
    Macro.objects.create(unit=unit, number=2, outcome="spam")
    page.goto(f"/desk/tips/{tip.pk}")
    follow(page, "1")
    expect(page.locator(".said")).to_have_text("Done: Take it on, about: Fraud or scam")
    page.keyboard.press("2")
    expect(page.get_by_role("button", name="Close: Advert or spam")).to_be_focused()
    assert Tip.objects.get().status == Status.OPEN
    follow(page, "Enter")
    assert (Tip.objects.get().status, Tip.objects.get().category) == (Status.CLOSED, "fraud")


def test_an_open_tip_tells_of_a_colleague_and_of_a_change(page: Page, house: House) -> None:
    tip = arrive("Stolen goat in Dennery")
    page.goto(f"/desk/tips/{tip.pk}")
    live = page.locator(".live")
    expect(live).to_be_hidden()
    Presence.objects.filter(tip=tip).update(officer=house.officer("jules"))
    Tip.objects.filter(pk=tip.pk).add_words()
    page.evaluate("look(document.querySelector('.live'))")
    expect(live).to_have_text(
        "Open now at another desk: Anton Jules. This tip has changed since you loaded the page. Load it again"
    )
    assert Presence.objects.filter(tip=tip, officer=house.officer("reid")).exists()


def test_an_answer_that_comes_late_does_not_hide_what_a_later_one_told(page: Page, house: House) -> None:
    tip = arrive("Stolen goat in Dennery")
    held: list[Route] = []
    page.route("**/now?*", lambda route: held.append(route) if not held else route.continue_())
    page.goto(f"/desk/tips/{tip.pk}")
    live = page.locator(".live")
    expect(live).to_be_hidden()
    Tip.objects.filter(pk=tip.pk).add_words()
    page.evaluate("look(document.querySelector('.live'))")
    expect(live).to_contain_text("This tip has changed")
    with page.expect_response("**/now?*"):
        held[0].fulfill(status=204)
    page.evaluate("new Promise((done) => setTimeout(done, 200))")
    expect(live).to_be_visible()


def test_an_open_queue_tells_that_it_has_changed(page: Page, house: House) -> None:
    page.goto("/desk/")
    arrive("Stolen goat in Dennery")
    page.evaluate("look(document.querySelector('.live'))")
    expect(page.locator(".live")).to_have_text("The list has changed. Show it as it is now")


def test_an_open_search_tells_of_a_new_alert_and_that_it_is_over(page: Page) -> None:
    page.goto("/desk/search")
    bar = page.locator(".alarm")
    expect(bar).to_be_hidden()
    arrive("Men in the yard next door shooting now, please come", in_danger=True)
    page.evaluate("look(document.querySelector('.alarm'))")
    expect(bar).to_contain_text("Immediate danger")
    expect(bar).to_contain_text("One alert waits. See which, and confirm on its page or under Duty")
    Alert.objects.update(state="confirmed", begun_at=None, due_at=None)
    page.evaluate("look(document.querySelector('.alarm'))")
    expect(bar).to_be_hidden()
