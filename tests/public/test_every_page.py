"""Every page of the tipster in every state and language, in a real Chromium: axe, a small phone, dark, large, bare."""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, Final, Literal

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route
from pytest_django.live_server_helper import LiveServer

from tests.chromium import needs_chromium, press
from tests.clean_pages import faults
from tests.conftest import House
from tests.public.troubles import State
from tests.public.visits import PATHS, put_up
from tests.public.walk import walk

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]

SMALL: Final = {"width": 320, "height": 640}
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
CODES = [code for code, _ in settings.LANGUAGES]
LONGEST: Final = "fr"  # has the longest words
AT_THE_ENDS: Final = ("receipt", "mailbox-added", "withdrawn", "ended", "waiting", "month", "not-found", "answer-taken")


def opened(chromium: Browser, server: LiveServer, **options: Any) -> BrowserContext:
    context = chromium.new_context(base_url=server.url, viewport=SMALL, **options)
    context.set_default_timeout(20_000)
    return context


def every_state(context: BrowserContext, house: House, code: str, *, walks: bool = True) -> Iterator[State]:
    """Every page by its address, then, if one `walks`, every state on the way through them."""
    put_up(house)
    page = context.new_page()
    for path in PATHS:
        page.goto(f"/{code}/{path}")
        yield path, page
    if walks:
        yield from walk(page, code, house)


def sticks_out(page: Page) -> bool:
    """Whether something stands beyond the screen, or digits beyond their box."""
    beyond = """document.documentElement.scrollWidth > innerWidth
        || [...document.querySelectorAll(".receipt")].some(box => box.scrollWidth > box.clientWidth)"""
    return bool(page.evaluate(beyond))


def misses(page: Page, code: str) -> list[str]:
    """What every page must have, and this one has not."""
    ask = """([code, sos, way_out]) => {
        const link = to => document.querySelector(`header a[href="${to}"]`)
        const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(each => +each.tagName[1])
        return Object.entries({
            "one heading": document.querySelectorAll("h1").length === 1,
            "its headings in order, the page's own first": levels.every((now, at) => now <= (levels[at - 1] ?? 0) + 1),
            "its language": document.documentElement.lang === code,
            "the number of an emergency, for a thumb": link(sos)?.getBoundingClientRect().height >= 44,
            "the way out": link(way_out)?.checkVisibility() === true,
        }).filter(([, is_there]) => !is_there).map(([what]) => what)}"""
    asked = [code, f"tel:{settings.EMERGENCY_NUMBER}", settings.QUICK_EXIT_URL]
    return [str(each) for each in page.evaluate(ask, asked)]


def large_letters_stick_out(page: Page) -> bool:
    """Whether they do then: 1280 pixels at 200 % are 640, and letters may be large on top of that."""
    page.set_viewport_size({"width": 640, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found = sticks_out(page)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(SMALL)
    return found


def without_edge(page: Page) -> list[str]:
    """Return every button and field that has no edge."""
    bare = page.locator(
        "a.button:not(.skip):visible, button:not(.skip):visible, textarea:visible, select:visible"
    ).evaluate_all(
        """found => found.filter(e => {
            const seen = getComputedStyle(e)
            return parseFloat(seen.borderTopWidth) < 1 || seen.borderTopColor === seen.backgroundColor
        }).map(e => e.outerHTML)"""
    )
    return [str(each) for each in bare]


def errors_that_lead_nowhere(page: Page) -> tuple[int, list[object]]:
    """How many errors the summary tells, and those that do not stand beside their field."""
    links, lost = page.locator(".errors a").all(), []
    for link in links:
        target = page.locator(f"[id='{(link.get_attribute('href') or '').removeprefix('#')}']")
        told = target.get_attribute("aria-describedby") or ""
        stands = target.is_visible() and target.evaluate("e => e.closest('.has-error') !== null")
        if not stands or not ("error" in told or target.evaluate("e => e.tagName") == "FIELDSET"):
            lost.append((link.inner_text(), told))
    return len(links), lost


def forced_colours_show(page: Page) -> list[object]:
    """What sticks out or has no edge where somebody's own colours stand in the place of ours."""
    page.emulate_media(forced_colors="active")
    found = [*without_edge(page), *(["sticks out in forced colours"] if sticks_out(page) else [])]
    page.emulate_media(forced_colors="none")
    return found


@pytest.mark.parametrize("code", CODES)
def test_without_script_every_state_is_reached_and_clean_and_fits_a_small_phone(
    house: House, live_server: LiveServer, chromium: Browser, code: str
) -> None:
    """Light and dark take turns, and begin with either: a state of three languages in one, of two in the other.

    In the longest words letters are large and colours forced, too.
    """
    context = opened(chromium, live_server, java_script_enabled=False)
    told = complaints(context)
    found: list[object] = []
    reached = set()
    schemes = count(CODES.index(code))
    for state, page in every_state(context, house, code):
        reached.add(state)
        scheme = SCHEMES[next(schemes) % 2]
        page.emulate_media(color_scheme=scheme)
        found += [(state, scheme, each) for each in faults(page, code)]
        found += [(state, "sticks out")] if sticks_out(page) else []
        found += [(state, each) for each in misses(page, code)]
        if code == LONGEST:
            found += [(state, "large letters stick out")] if large_letters_stick_out(page) else []
            found += [(state, scheme, each) for each in forced_colours_show(page)]
        if state.endswith("-wrong"):
            wrong, lost = errors_that_lead_nowhere(page)
            found += [(state, each) for each in (lost if wrong else ["no error"])]
    context.close()
    assert found == []
    assert told == []
    assert set(AT_THE_ENDS) <= reached


@pytest.mark.parametrize("code", CODES)
def test_with_script_and_forced_colours_no_page_sticks_out_or_complains(
    house: House, live_server: LiveServer, chromium: Browser, code: str
) -> None:
    """Every page by its address."""
    scheme = SCHEMES[CODES.index(code) % 2]
    context = opened(chromium, live_server, color_scheme=scheme, forced_colors="active")
    told = complaints(context)
    found: list[object] = []
    for address, page in every_state(context, house, code, walks=False):
        found += [(address, "sticks out")] if sticks_out(page) else []
        found += [(address, each) for each in without_edge(page)]
    context.close()
    assert found == []
    assert told == []


def complaints(context: BrowserContext) -> list[str]:
    """Return the list that will hold what the pages of a context say is wrong: a script or style refused, a fault.

    That a page came with a status of mistake, as some must, is no complaint of it, nor is a file that a test refused.
    """
    told: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            told.append(message.text)

    context.on("console", hear)
    context.on("weberror", lambda error: told.append(str(error.error)))
    return told


def test_no_colour_and_no_letter_depends_on_the_language() -> None:
    """So what is measured in some languages holds in all: neither a style nor a name that styles go by asks for it."""
    base = Path(settings.BASE_DIR)
    sheets = [*base.glob("static/*.css"), *base.glob("static/public/*.css")]
    drawn = [
        *base.glob("templates/*.html"),
        *base.glob("templates/components/*"),
        *base.glob("templates/public/**/*.*"),
    ]
    assert len(sheets) > 4
    assert len(drawn) > 60
    asks = {path.name: re.findall(r":lang|:dir|\[(?:href)?lang|\[dir|\[href", path.read_text()) for path in sheets}
    named = {
        path.name: re.findall(
            r'(?:class|style|id)="[^"]*\{[{%][^}]*(?:language|lang|code|foreign)[^"]*"', path.read_text()
        )
        for path in drawn
    }
    assert [told for told in (asks | named).items() if told[1]] == []


def test_with_script_and_without_style_sheet_and_pictures_every_state_is_reached(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    context = opened(chromium, live_server)
    context.route("**/static/**", refuse)
    told = complaints(context)
    reached = [state for state, page in every_state(context, house, "acf") if page.locator("h1").is_visible()]
    context.close()
    assert told == []
    assert set(AT_THE_ENDS) <= set(reached)


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
    put_up(house)
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
