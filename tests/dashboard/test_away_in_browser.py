"""An empty desk in a real browser: a word of warning, then no tip on the screen, and no typed word lost."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from reports.models import Draft
from tests.chromium import needs_chromium
from tests.dashboard.arrivals import arrive

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]


def test_an_empty_desk_shows_no_tip_and_loses_no_word(page: Page, settings: Settings) -> None:
    settings.IDLE_MINUTES = 2 / 60
    tip = arrive("Stolen goat in Dennery")
    page.goto(f"/desk/tips/{tip.pk}")
    page.locator("#id_text").press_sequentially("Ask the vet")
    page.wait_for_url("**/desk/away?*")
    expect(page.locator("h1")).to_have_text("You were signed out")
    assert "goat" not in page.content()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Sign in")
    assert Draft.objects.get().tip_id == tip.pk


def test_who_is_there_is_warned_and_stays(page: Page) -> None:
    page.clock.install()
    page.goto(f"/desk/tips/{arrive('Stolen goat in Dennery').pk}")
    warning = page.locator(".idle")
    page.clock.fast_forward("18:00")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("01:30")
    expect(warning).to_be_visible()
    with page.expect_response("**/desk/here"):
        page.keyboard.press("Shift")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("18:30")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("02:00")
    expect(page.locator("h1")).to_have_text("This page is covered")


def test_a_page_whose_session_ended_elsewhere_is_covered_at_its_next_look(page: Page) -> None:
    page.goto(f"/desk/tips/{arrive('Stolen goat in Dennery').pk}")
    other = page.context.new_page()
    other.goto("/desk/")
    other.get_by_role("button", name="Sign out").click()
    other.wait_for_url("**/desk/sign-in")
    page.evaluate("look(document.querySelector('.live'))")
    expect(page.locator("h1")).to_have_text("You were signed out")
