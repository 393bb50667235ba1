"""Every page of the tipster in every state and language, in a real Chromium: axe, a small phone, dark, large, bare."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Route
from pytest_django.live_server_helper import LiveServer

from reports.casework.claim import claim_tip
from reports.dialogue.reply import ask_tipster
from reports.public.urls import urlpatterns
from tests.chromium import needs_chromium, press, running_chromium
from tests.conftest import House, only_tip, triage_all
from tests.public.put_up import put_up_notices
from tests.public.walk import State, walk

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]

CODES = [code for code, _ in settings.LANGUAGES]
# Every page without a number in its address; a new one is looked at without being named here.
PATHS = [path for path in (str(each.pattern) for each in urlpatterns) if "<" not in path and "." not in path]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with running_chromium() as browser:
        yield browser


def opened(chromium: Browser, server: LiveServer, width: int = 320, **options: Any) -> BrowserContext:
    context = chromium.new_context(base_url=server.url, viewport={"width": width, "height": 640}, **options)
    context.set_default_timeout(20_000)
    return context


def every_state(context: BrowserContext, house: House, code: str) -> Iterator[State]:
    """Every page by its address, then every state on the way through them."""
    put_up_notices(house)

    def ask() -> None:
        triage_all()
        tip, reid = only_tip(), house.officer("reid")
        claim_tip(tip=tip, by=reid, version=tip.version)
        ask_tipster(tip=tip, text="Which colour is the boat?", by=reid)

    page = context.new_page()
    for path in PATHS:
        page.goto(f"/{code}/{path}")
        yield path, page
    yield from walk(page, code, ask)


def wrong(page: Page) -> list[object]:
    found = Axe().run(page).response["violations"]
    return [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]


def sticks_out(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("code", CODES)
def test_every_state_is_clean_and_fits_a_small_phone(
    house: House, live_server: LiveServer, chromium: Browser, code: str
) -> None:
    context = opened(chromium, live_server)
    found = []
    for state, page in every_state(context, house, code):
        found += [(state, each) for each in wrong(page)]
        found += [(state, "sticks out")] if sticks_out(page) else []
        assert page.locator("h1").count() == 1, state
        assert page.locator("html").get_attribute("lang") == code, state
        sos = page.locator(f'header a[href="tel:{settings.EMERGENCY_NUMBER}"]').bounding_box()
        assert sos is not None, state
        assert sos["height"] >= 44, state
        assert page.locator(f'header a[href="{settings.QUICK_EXIT_URL}"]').is_visible(), state
    context.close()
    assert found == []


def test_every_state_is_clean_in_the_dark(house: House, live_server: LiveServer, chromium: Browser) -> None:
    context = opened(chromium, live_server, color_scheme="dark")
    found = [(state, each) for state, page in every_state(context, house, "en") for each in wrong(page)]
    context.close()
    assert found == []


def test_with_letters_twice_as_large_nothing_sticks_out(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    """1280 pixels at 200 % are 640, and a reader may have large letters on top of that."""
    context = opened(chromium, live_server, width=640)
    wide = []
    for state, page in every_state(context, house, "fr"):
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide += [state] if sticks_out(page) else []
        page.evaluate("document.documentElement.style.fontSize = ''")
    context.close()
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_every_button_and_field_has_an_edge(
    house: House, live_server: LiveServer, chromium: Browser, scheme: str
) -> None:
    context = opened(chromium, live_server, forced_colors="active", color_scheme=scheme)
    bare = []
    for state, page in every_state(context, house, "es"):
        for each in page.locator("a.button:visible, button:visible, textarea:visible, select:visible").all():
            width, ink, ground = each.evaluate(
                "e => (s => [s.borderTopWidth, s.borderTopColor, s.backgroundColor])(getComputedStyle(e))"
            )
            is_skip = "skip" in (each.get_attribute("class") or "")
            bare += [] if is_skip or (float(width.removesuffix("px")) >= 1 and ink != ground) else [state]
    context.close()
    assert bare == []


def test_without_style_sheet_script_and_pictures_every_state_is_reached(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    context = opened(chromium, live_server, java_script_enabled=False)
    context.route("**/static/**", refuse)
    reached = [state for state, page in every_state(context, house, "acf") if page.locator("h1").is_visible()]
    context.close()
    assert {"receipt", "mailbox-added", "withdrawn", "ended", "notice-taken-up", "not-found"} <= set(reached)


def test_each_error_stands_beside_its_field_and_in_a_summary_that_leads_there(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    context = opened(chromium, live_server)
    looked = 0
    for state, page in every_state(context, house, "en"):
        if not state.endswith("-wrong"):
            continue
        for link in page.locator(".errors a").all():
            target = page.locator(f"[id='{(link.get_attribute('href') or '').removeprefix('#')}']")
            assert target.is_visible(), state
            assert target.evaluate("e => e.closest('.has-error') !== null"), state
            told = target.get_attribute("aria-describedby") or ""
            assert "error" in told or target.evaluate("e => e.tagName") == "FIELDSET", (state, told)
            looked += 1
    context.close()
    assert looked >= 4


def test_the_keyboard_reaches_the_number_and_the_way_out_first(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    context = opened(chromium, live_server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/help")
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.locator(":focus").get_attribute("href"))
    context.close()
    assert reached == ["#main", "/en/", f"tel:{settings.EMERGENCY_NUMBER}", settings.QUICK_EXIT_URL]


def test_the_keyboard_alone_reads_a_notice_and_tells_about_it(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    put_up_notices(house)
    context = opened(chromium, live_server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/notices")
    page.locator(".notices a").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text() == "I know something":
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.fill("#id_text", "I saw him on the jetty.")
    press(page.locator("main form button[value=send]"))
    assert page.locator(".receipt").is_visible()
    context.close()
