"""Every page of the tipster in every state and language, in a real Chromium: axe, a small phone, dark, large, bare."""

from collections.abc import Iterator
from typing import Any, Final, Literal

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Route
from pytest_django.live_server_helper import LiveServer

from reports.casework.claim import claim_tip
from reports.dialogue.reply import ask_tipster
from tests.chromium import needs_chromium, press, violations
from tests.conftest import House, only_tip, triage_all
from tests.public.visits import PATHS, put_up
from tests.public.walk import State, walk
from tests.rewards.boards import promise_reward

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]

SMALL: Final = {"width": 320, "height": 640}
SCHEMES: Final = ("light", "dark")
# What axe asks of words; all else that it asks is the same in every language, and asked in English and in French.
OF_WORDS: Final = (
    "document-title", "html-has-lang", "html-lang-valid", "valid-lang", "button-name", "link-name", "label",
    "select-name", "input-button-name", "input-image-alt", "image-alt", "summary-name", "empty-heading",
)  # fmt: skip
CODES = [code for code, _ in settings.LANGUAGES]


def opened(chromium: Browser, server: LiveServer, **options: Any) -> BrowserContext:
    context = chromium.new_context(base_url=server.url, viewport=SMALL, **options)
    context.set_default_timeout(20_000)
    return context


def every_state(context: BrowserContext, house: House, code: str) -> Iterator[State]:
    """Every page by its address, then every state on the way through them."""
    put_up(house)

    def ask() -> None:
        triage_all()
        tip, reid = only_tip(), house.officer("reid")
        claim_tip(tip=tip, by=reid, version=tip.version)
        ask_tipster(tip=tip, text="Which colour is the boat?", by=reid)
        promise_reward(only_tip())

    page = context.new_page()
    for path in PATHS:
        page.goto(f"/{code}/{path}")
        yield path, page
    yield from walk(page, code, ask)


def sticks_out(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def misses(page: Page, code: str) -> list[str]:
    """What every page must have, and this one has not."""
    sos = page.locator(f'header a[href="tel:{settings.EMERGENCY_NUMBER}"]').bounding_box()
    there = {
        "one heading": page.locator("h1").count() == 1,
        "its language": page.locator("html").get_attribute("lang") == code,
        "the number of an emergency, for a thumb": sos is not None and sos["height"] >= 44,
        "the way out": page.locator(f'header a[href="{settings.QUICK_EXIT_URL}"]').is_visible(),
    }
    return [what for what, is_there in there.items() if not is_there]


def large_letters_stick_out(page: Page) -> bool:
    """1280 pixels at 200 % are 640, and a reader may have large letters on top of that."""
    page.set_viewport_size({"width": 640, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    out = sticks_out(page)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(SMALL)
    return out


def bare_in_forced_colours(page: Page, scheme: Literal["light", "dark"]) -> list[str]:
    """Return every button and field that has no edge."""
    page.emulate_media(color_scheme=scheme, forced_colors="active")
    bare = page.locator(
        "a.button:not(.skip):visible, button:not(.skip):visible, textarea:visible, select:visible"
    ).evaluate_all(
        """found => found.filter(e => {
            const seen = getComputedStyle(e)
            return parseFloat(seen.borderTopWidth) < 1 || seen.borderTopColor === seen.backgroundColor
        }).map(e => e.outerHTML)"""
    )
    page.emulate_media(color_scheme="light", forced_colors="none")
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


@pytest.mark.parametrize("code", CODES)
def test_every_state_is_clean_and_fits_a_small_phone(
    house: House, live_server: LiveServer, chromium: Browser, code: str
) -> None:
    context = opened(chromium, live_server)
    found: list[object] = []
    for state, page in every_state(context, house, code):
        found += [(state, each) for each in violations(page, () if code == "en" else OF_WORDS)]
        found += [(state, "sticks out")] if sticks_out(page) else []
        found += [(state, each) for each in misses(page, code)]
    context.close()
    assert found == []


def test_every_state_is_clean_in_the_dark_in_forced_colours_and_with_letters_twice_as_large(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    """And each error stands beside its field, and in a summary that leads there. French has the longest words."""
    context = opened(chromium, live_server)
    found: list[object] = []
    looked = 0
    for state, page in every_state(context, house, "fr"):
        page.emulate_media(color_scheme="dark")
        found += [(state, each) for each in violations(page)]
        found += [(state, scheme, each) for scheme in SCHEMES for each in bare_in_forced_colours(page, scheme)]
        found += [(state, "sticks out")] if large_letters_stick_out(page) else []
        if state.endswith("-wrong"):
            told, lost = errors_that_lead_nowhere(page)
            looked += told
            found += [(state, each) for each in lost]
    context.close()
    assert found == []
    assert looked >= 4


def test_without_style_sheet_script_and_pictures_every_state_is_reached(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    context = opened(chromium, live_server, java_script_enabled=False)
    context.route("**/static/**", refuse)
    reached = [state for state, page in every_state(context, house, "acf") if page.locator("h1").is_visible()]
    context.close()
    assert {"receipt", "mailbox-added", "withdrawn", "ended", "waiting", "month", "not-found"} <= set(reached)


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
