"""Who is suspended while he writes sees his words once more, in a real browser: nobody else can open what is kept."""

import pytest
from playwright.sync_api import Page, expect

from reports.people.suspending import suspend
from tests.chromium import needs_chromium
from tests.conftest import House
from tests.dashboard.arrivals import arrive

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]
LAST = "She hears shooting now, third house past the bar"


def _suspended(page: Page, house: House) -> None:
    suspend(officer=house.officer("reid"), by=house.make_administrator("felix"), though_few=True)
    page.evaluate("look(document.querySelector('[data-live]'))")
    expect(page.get_by_role("heading", name="Your account is suspended")).to_be_visible()


def test_the_words_of_a_call_are_shown_to_be_copied(page: Page, house: House) -> None:
    page.goto("/desk/take-call")
    page.locator("textarea[name=text]").press_sequentially(LAST)
    _suspended(page, house)
    expect(page.get_by_label("What the caller tells")).to_have_value(LAST)
    expect(page.get_by_text("Copy it now.")).to_be_visible()


def test_the_words_of_a_note_are_shown_to_be_copied(page: Page, house: House) -> None:
    page.goto(f"/desk/tips/{arrive('Stolen goat in Dennery').pk}")
    page.locator("#id_text").press_sequentially(LAST)
    _suspended(page, house)
    expect(page.locator("textarea")).to_have_value(LAST)
    assert "goat" not in page.content()


def test_the_numbers_of_what_came_of_a_tip_are_shown_to_be_copied(page: Page, house: House) -> None:
    page.goto(f"/desk/tips/{arrive('Stolen goat in Dennery').pk}/outcome")
    page.get_by_label("Arrests", exact=True).press_sequentially("2")
    _suspended(page, house)
    expect(page.get_by_label("Arrests")).to_have_value("2")


def test_who_typed_nothing_reads_that_he_is_suspended(page: Page, house: House) -> None:
    page.goto(f"/desk/tips/{arrive('Stolen goat in Dennery').pk}")
    _suspended(page, house)
    expect(page.locator("textarea")).to_have_count(0)
