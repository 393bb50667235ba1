"""The desk in a real Chromium: a station's old screen and a phone, light and dark, and checked by axe."""

import os
from collections import Counter
from collections.abc import Callable
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import pytest
from django.urls import resolve
from playwright.sync_api import Browser, Page, Response
from pytest_django.live_server_helper import LiveServer

from tests.chromium import needs_chromium, sticking_out
from tests.clean_pages import faults
from tests.conftest import House
from tests.dashboard.screens import VISITS, a_call, phone_set_up, show_source, shown_source
from tests.dashboard.screens_of_agencies import AGENCY_VISITS
from tests.dashboard.screens_of_matters import MATTER_VISITS
from tests.dashboard.screens_of_people import PEOPLE_VISITS
from tests.dashboard.screens_of_settings import SETTINGS_VISITS
from tests.dashboard.screens_of_shifts import SHIFT_VISITS
from tests.dashboard.screens_of_source import SOURCE_VISITS
from tests.dashboard.screens_of_standards import STANDARDS_VISITS
from tests.dashboard.screens_of_the_house import HOUSE_VISITS
from tests.dashboard.screens_of_the_line import LINE_VISITS
from tests.dashboard.visits import VISITED

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]

EVERY = [
    *VISITS, *PEOPLE_VISITS, *SHIFT_VISITS, *LINE_VISITS, *AGENCY_VISITS, *SETTINGS_VISITS, *MATTER_VISITS,
    *SOURCE_VISITS, *STANDARDS_VISITS, *HOUSE_VISITS,
]  # fmt: skip


_OF_THE_BODY = ("content-length", "content-encoding", "transfer-encoding", "set-cookie")
_came_with: WeakKeyDictionary[Page, Response] = WeakKeyDictionary()


def visited(
    chromium: Browser,
    server: LiveServer,
    house: House,
    visit: Callable[[Page, House], None],
    *,
    width: int,
    dark: bool = False,
    script: bool = False,
) -> Page:
    context = chromium.new_context(
        base_url=server.url,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("response", lambda answer: keep_headers(page, answer))
    visit(page, house)
    keep_picture(page, f"{visit.__name__}-{width}-{'dark' if dark else 'light'}")
    return page


def keep_headers(page: Page, answer: Response) -> None:
    """Keep the headers with which the page that stands there now came."""
    is_page = answer.request.is_navigation_request() and answer.frame == page.main_frame
    if is_page and answer.headers.get("content-type", "").startswith("text/html"):
        _came_with[page] = answer


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of a page for whoever asked for one."""
    pictures = os.environ.get("TIPLINE_PICTURES")
    if pictures:
        page.screenshot(path=f"{pictures}/{name}.png", full_page=True)


def with_script(chromium: Browser, page: Page, *, width: int) -> Page:
    """Return what a browser that runs scripts makes of the same answer, under its own policy.

    What stands open in a page stands open here. It is not walked to with scripts on: that, only some screens are.
    """
    context = chromium.new_context(storage_state=page.context.storage_state(), viewport={"width": width, "height": 800})
    again, answer = context.new_page(), page.content()
    headers = {name: told for name, told in _came_with.pop(page).all_headers().items() if name not in _OF_THE_BODY}
    again.route("**/*", lambda route: route.fulfill(headers=headers, body=answer), times=1)
    thrown: list[str] = []
    again.on("pageerror", lambda fault: thrown.append(str(fault)))
    again.goto(page.url)
    assert "content-security-policy" in headers
    assert thrown == []
    return again


def look_again(page: Page, *, width: int, dark: bool) -> None:
    """Look at the same page on another screen."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if dark else "light")


def shared_keys(page: Page) -> dict[str, int]:
    """Return the keys that stand on more than one thing of a page, or on one beside what every page does with them."""
    find = "found => found.map(each => each.getAttribute('aria-keyshortcuts'))"
    keys = Counter(page.locator("[aria-keyshortcuts]").evaluate_all(find))
    keys += Counter("?jk" if page.locator("[data-rows]").count() else "?")
    return {key: number for key, number in keys.items() if number > 1}


@pytest.mark.parametrize("visit", EVERY)
def test_a_screen_is_reached_without_script_fits_and_is_clean_and_no_key_does_two_things(
    house: House, live_server: LiveServer, chromium: Browser, visit: Callable[[Page, House], None]
) -> None:
    page = visited(chromium, live_server, house, visit, width=320)
    said = [name for name, its in VISITED.items() if its == visit.__name__]
    assert resolve(urlsplit(page.url).path).url_name in said or not said
    assert page.locator("h1").count() == 1
    for width, dark in ((320, False), (1280, True)):
        look_again(page, width=width, dark=dark)
        assert sticking_out(page, "header *:visible, main *:visible:not(.scroll *)", width) == []
    scripted = with_script(chromium, page, width=1280)
    keep_picture(scripted, f"{visit.__name__}-1280-light")
    found = {"desktop-light": faults(scripted)}
    look_again(scripted, width=390, dark=True)
    found["phone-dark"] = faults(scripted)
    twice = shared_keys(scripted)
    scripted.context.close()
    page.context.close()
    assert found == {"desktop-light": [], "phone-dark": []}
    assert twice == {}


def test_no_page_breaks_its_own_policy(house: House, live_server: LiveServer, chromium: Browser) -> None:
    said: list[str] = []
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    phone_set_up(page, house)
    context.clear_cookies()
    shown_source(page, house)
    page.wait_for_load_state("networkidle")
    seen = page.locator(".file img").evaluate("image => image.naturalWidth")
    context.close()
    assert said == []
    assert seen == 640


def test_a_recording_plays_under_the_page_s_own_policy(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    page = visited(chromium, live_server, house, a_call, width=1280, script=True)
    show_source(page)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    length = page.locator("audio").evaluate(
        """audio => new Promise((done, failed) => {
            audio.onended = () => done(audio.duration);
            audio.onerror = () => failed(audio.error.message);
            audio.play().catch(failed);
        })"""
    )
    page.context.close()
    assert (length, said) == (1.0, [])
