"""Every page of the tipster in every language, in a real Chromium: axe, a small phone, dark, forced colours, bare."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Route
from pytest_django.live_server_helper import LiveServer

from reports.models import Tip
from reports.public.urls import urlpatterns
from tests.chromium import needs_chromium, press, running_chromium
from tests.conftest import House

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]

CODES = [code for code, _ in settings.LANGUAGES]
# Every page without a number in its address; a new one is looked at without being named here.
PATHS = [path for path in (str(each.pattern) for each in urlpatterns) if "<" not in path and "." not in path]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with running_chromium() as browser:
        yield browser


def opened(chromium: Browser, server: LiveServer, **options: object) -> BrowserContext:
    context = chromium.new_context(base_url=server.url, viewport={"width": 320, "height": 640}, **options)  # type: ignore[arg-type]
    context.set_default_timeout(20_000)
    return context


def wrong(page: Page) -> list[object]:
    found = Axe().run(page).response["violations"]
    return [(page.url, each["id"], [node["target"] for node in each["nodes"]]) for each in found]


def sticks_out(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("code", CODES)
def test_every_page_is_clean_and_fits_a_small_phone(
    house: House, live_server: LiveServer, chromium: Browser, code: str
) -> None:
    context = opened(chromium, live_server)
    page = context.new_page()
    found, wide, sent = [], [], []
    page.on("console", lambda message: sent.append(message.text) if message.type == "error" else None)
    for path in PATHS:
        page.goto(f"/{code}/{path}")
        found += wrong(page)
        if sticks_out(page):
            wide.append(page.url)
        assert page.locator("h1").count() == 1, page.url
        assert page.locator("html").get_attribute("lang") == code
        sos = page.locator(f'header a[href="tel:{settings.EMERGENCY_NUMBER}"]').bounding_box()
        assert sos is not None
        assert sos["height"] >= 44
    context.close()
    assert (found, wide, sent) == ([], [], [])


def test_every_page_is_clean_in_the_dark(house: House, live_server: LiveServer, chromium: Browser) -> None:
    context = opened(chromium, live_server, color_scheme="dark")
    page = context.new_page()
    found = []
    for path in PATHS:
        page.goto(f"/en/{path}")
        found += wrong(page)
    context.close()
    assert found == []


@pytest.mark.parametrize("code", CODES)
def test_a_form_sent_empty_is_clean_in_every_language(
    house: House, live_server: LiveServer, chromium: Browser, code: str
) -> None:
    context = opened(chromium, live_server)
    page = context.new_page()
    page.goto(f"/{code}/mailbox")
    press(page.locator("main form .button").first)
    assert page.locator("[role=alert]").count() >= 1
    found, wide = wrong(page), sticks_out(page)
    context.close()
    assert (found, wide) == ([], False)


def test_in_forced_colours_a_button_still_has_an_edge(house: House, live_server: LiveServer, chromium: Browser) -> None:
    context = opened(chromium, live_server, forced_colors="active")
    page = context.new_page()
    page.goto("/en/about/identity")
    for button in page.locator("a.button:visible").all():
        assert button.evaluate("e => parseFloat(getComputedStyle(e).borderTopWidth)") >= 1
        ink, ground = button.evaluate("e => [getComputedStyle(e).borderTopColor, getComputedStyle(e).backgroundColor]")
        assert ink != ground
    context.close()


def test_without_style_sheet_and_pictures_a_tip_can_be_sent(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    context = opened(chromium, live_server, java_script_enabled=False)
    page = context.new_page()
    page.route("**/static/**", refuse)
    page.goto("/acf/")
    page.fill("textarea", "Yon kannòt ka wivé lannuit.")
    press(page.locator("main form button[value=send]"))
    assert page.locator(".receipt").is_visible()
    assert page.locator("html").get_attribute("lang") == "acf"
    context.close()
    assert Tip.objects.count() == 1


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
