"""With script on: one tip from the first page to the end of its mailbox, in each language, on a small phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from reports.casework.claim import claim_tip
from reports.dialogue.reply import ask_tipster
from tests.chromium import needs_chromium, press
from tests.conftest import House, only_tip, triage_all
from tests.public.test_every_page import CODES, complaints, misses, opened, sticks_out

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]


def whole_way(page: Page, code: str, house: House) -> Iterator[tuple[str, str]]:
    """Yield each state as it is reached, and what stands there and nowhere before."""
    page.goto(f"/{code}/")
    yield "first page", "#id_text"
    page.fill("#id_text", "A boat lands each Friday. My brother counted ten men.")
    page.select_option("#id_category", "smuggling")
    press(page.locator("#tell button[value=questions]"))
    yield "questions", "[id='id_smuggling.landing']"
    page.fill("[id='id_smuggling.landing']", "Behind the old jetty")
    press(page.locator("#tell button[value='send:now']").last)
    yield "warning", "mark"
    press(page.locator("button[value='send:as_it_is']").first)
    yield "receipt", ".receipt"
    digits = "".join(page.locator(".receipt span").all_inner_texts())
    triage_all()
    tip, reid = only_tip(), house.officer("reid")
    claim_tip(tip=tip, by=reid, version=tip.version)
    ask_tipster(tip=tip, text="Which colour is the boat?", by=reid)
    page.goto(f"/{code}/mailbox")
    yield "entrance", "#id_receipt"
    page.fill("#id_receipt", digits)
    press(page.locator("main form .button").first)
    yield "mailbox", ".talk .said"
    page.fill("#id_text", "Blue, with a white roof.")
    press(page.locator("button[value=add]"))
    yield "answered", ".notice.good"
    page.locator("details:has(button[value=ask_end]) summary").click()
    press(page.locator("button[value=ask_end]"))
    yield "sure to end", "button[value=end]"
    press(page.locator("button[value=end]"))
    yield "ended", "main:not(:has(button[value=add])) h1"


@pytest.mark.parametrize("code", CODES)
def test_with_script_a_tip_goes_its_whole_way_on_a_small_phone(
    house: House, live_server: LiveServer, chromium: Browser, code: str
) -> None:
    context = opened(chromium, live_server)
    told, page = complaints(context), context.new_page()
    found: list[object] = []
    for state, landmark in whole_way(page, code, house):
        found += [] if page.locator(landmark).first.is_visible() else [(state, "was not reached")]
        found += [(state, "sticks out")] if sticks_out(page) else []
        found += [(state, each) for each in misses(page, code)]
    context.close()
    assert (found, told) == ([], [])
