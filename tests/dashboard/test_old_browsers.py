"""A browser of 2018 at the desk: nothing that can be pressed touches another, where its style sheets know no gaps.

docs/desk.md tells which engine of that time was tried by hand.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer

from tests.chromium import needs_chromium, sticking_out
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import signed_in
from tests.public.test_old_browsers import TOUCHING, without_gaps

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]
PHONE = 390
_PRESSED = "header a:visible, header button:visible, main .button:visible, .ways a, .back a, .row a:visible"


@pytest.fixture
def old(chromium: Browser, live_server: LiveServer, house: House) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=without_gaps(response.text()))

    context.route("**/*.css", answer)
    page = context.new_page()
    signed_in(page, house)
    yield page
    context.close()


@pytest.mark.parametrize("width", [1280, PHONE])
def test_queue_and_tip_can_be_used_in_a_browser_without_gaps(old: Page, width: int) -> None:
    tip = arrive()
    arrive("Stolen goat in Dennery")
    old.set_viewport_size({"width": width, "height": 800})
    for path in ("/desk/?list=all", f"/desk/tips/{tip.pk}?list=all"):
        old.goto(path)
        if width > PHONE:  # on a phone lines of links follow each other without a gap anywhere
            assert old.locator(_PRESSED).evaluate_all(TOUCHING) == []
        assert sticking_out(old, "header *:visible, main *:visible:not(.scroll *)", width) == []
