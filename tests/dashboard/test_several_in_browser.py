"""Ticks of the queue in a real Chromium: clicked with a mouse and tapped on a phone, with and without script."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from reports.models import Bulk
from tests.chromium import needs_chromium
from tests.conftest import House
from tests.dashboard.arrivals import arrive, some_tips
from tests.dashboard.conftest import signed_in

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("script", [True, False])
def test_a_tick_is_ticked_where_it_stands_and_opens_no_tip(
    house: House, live_server: LiveServer, chromium: Browser, width: int, script: bool
) -> None:
    some_tips()
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 800},
        java_script_enabled=script,
        has_touch=width == 390,
    )
    page = context.new_page()
    signed_in(page, house)
    page.goto("/desk/")
    box = page.locator(".tick").nth(1)
    box.scroll_into_view_if_needed()
    at = box.bounding_box()
    assert at
    press = page.touchscreen.tap if width == 390 else page.mouse.click
    press(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    assert page.url.endswith("/desk/")
    assert box.is_checked()
    page.get_by_role("button", name="With those that are ticked").click()
    page.wait_for_url("**/desk/several/*")
    assert Bulk.objects.get().steps.count() == 1
    context.close()


def test_what_is_ticked_in_the_queue_is_large_enough_to_be_hit(page: Page) -> None:
    """WCAG 2.5.8: 24 pixels each way."""
    arrive("Stolen goat in Dennery")
    page.goto("/desk/")
    size = page.locator("input.tick").bounding_box()
    assert size
    assert min(size["width"], size["height"]) >= 24
