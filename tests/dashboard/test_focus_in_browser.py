"""Where the focus stands after a press, in a real browser: whoever types on or listens is at the right place."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from reports.casework.outcomes import Figures, record_outcome
from reports.models import Tip
from tests.chromium import needs_chromium, press
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import signed_in
from tests.public.put_up import october_brought

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]


def test_whoever_changes_a_question_that_repeats_the_tip_writes_on_in_its_field(page: Page) -> None:
    tip = arrive("A man holds a girl in the house behind the church in Dennery now, he has a gun")
    page.goto(f"/desk/tips/{tip.pk}")
    page.locator("#id_question").fill("Is the girl in the house behind the church?")
    press(page.get_by_role("button", name="Send the question"))
    page.get_by_role("button", name="Change it").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#id_question")).to_be_focused()
    expect(page.locator("#id_question")).to_be_in_viewport()


def test_a_report_that_is_struck_out_without_a_reason_is_told_of_at_the_top(page: Page, house: House) -> None:
    tip = arrive("Stolen goat in Dennery")
    record_outcome(Figures(counts={"arrests": 1}), tip=tip, by=house.officer("reid"), version=tip.version)
    page.goto(f"/desk/tips/{tip.pk}/outcome")
    page.get_by_text("It is wrong: strike it out").click()
    press(page.get_by_role("button", name="Strike it out"))
    expect(page.locator(".errors")).to_be_focused()
    page.locator(".errors").get_by_role("link", name="Choose why the report does not stand.").click()
    expect(page.get_by_label("Why it does not stand")).to_be_focused()
    assert Tip.objects.get().outcomes.count() == 1


def test_a_month_that_nobody_looked_at_is_told_of_at_the_top(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    october_brought(house)
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844})
    page = context.new_page()
    signed_in(page, house, "charles")
    page.goto("/desk/numbers/statement?month=2026-10")
    press(page.get_by_role("button", name="Publish this month"))
    told = page.locator("[role=alert]", has_text="Nothing is published yet")
    expect(told).to_be_focused()
    expect(told).to_be_in_viewport()
    told.get_by_role("link").click()
    expect(page.locator("#id_sure")).to_be_focused()
    context.close()
