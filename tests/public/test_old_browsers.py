"""Browsers of ten years ago: what they do not know costs them no rule, no word and no distance between two buttons.

No such phone is here. A style sheet is taken away what such a browser drops, and the page is looked at without it;
docs/public-face.md tells which engines of that time were tried by hand.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer

from tests.chromium import needs_chromium, press, sticking_out
from tests.conftest import House

STATIC = Path(settings.BASE_DIR) / "static"
SHEETS = [STATIC / "tokens.css", STATIC / "base.css", *sorted((STATIC / "public").glob("*.css"))]
WIDTH = 360
NEAR = 4  # pixels between two things to touch, at least
TALL = 44  # pixels, of a line of links: so tall, the next line may follow at once, for no words of theirs come near
TOUCHING = """found => found.flatMap((one, at) => found.slice(at + 1).filter(other => {
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    const apart = Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
    const lines = a.bottom <= b.top || b.bottom <= a.top;
    const isTall = found => found.matches('.row *:not(.button)') && found.getBoundingClientRect().height >= TALL;
    return a.width && b.width && apart < NEAR && !(lines && isTall(one) && isTall(other));
}).map(other => one.innerText + ' | ' + other.innerText))""".replace("NEAR", str(NEAR)).replace("TALL", str(TALL))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_rule_is_lost_for_a_word_that_an_old_browser_does_not_know(sheet: Path) -> None:
    """One such word in a selector costs the whole rule; a property costs itself."""
    told = re.sub(r"(?s)/\*.*?\*/", "", sheet.read_text())
    assert not re.search(r":(is|where|has)\(|:not\([^)]*,", told)
    without = re.sub(r"@supports not \(inset: 0\)", "", told)
    assert not re.search(r"[;{]\s*(inset|aspect-ratio|place-items)\s*:", without)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_letter_is_set_by_a_property_that_chrome_49_drops(sheet: Path) -> None:
    """`font` with a variable in it: seen there, a page in another size and a receipt in other letters."""
    assert not re.search(r"[;{]\s*font\s*:[^;]*var\(", sheet.read_text())


def without_gaps(sheet: str) -> str:
    """As a browser reads it that knows variables, and nothing newer."""
    told = re.sub(r"(?m)^\s*(gap|overflow-wrap: anywhere|text-wrap|accent-color|padding-inline)\b.*;$", "", sheet)
    return told.replace("@supports not (inset: 0)", "@supports (color: red)").replace("clamp(", "unknown(")


def _without_variables(sheet: str) -> str:
    return re.sub(r"(?m)^[^\n{}]*var\(.*;$", "", without_gaps(sheet))


@pytest.fixture(params=[without_gaps, _without_variables], ids=["no gaps", "no variables"])
def old(request: pytest.FixtureRequest, house: House, live_server: LiveServer, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": WIDTH, "height": 740}
    )

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=request.param(response.text()))

    context.route("**/*.css", answer)
    yield context.new_page()
    context.close()


def _is_readable(page: Page, are_apart: bool) -> None:
    assert sticking_out(page, "main *", WIDTH) == []
    assert page.locator("main").evaluate("found => parseFloat(getComputedStyle(found).fontSize)") >= 16
    if are_apart:
        assert page.locator(".button:visible, .row a:visible, .row .link:visible").evaluate_all(TOUCHING) == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
class TestInABrowser:
    """From the first page to the mailbox."""

    pytestmark = needs_chromium

    def test_a_tip_can_be_told_and_its_receipt_read(self, old: Page, request: pytest.FixtureRequest) -> None:
        has_variables = "no gaps" in request.node.name
        old.goto("/en/")
        _is_readable(old, has_variables)
        old.fill("#id_text", "A boat lands each Friday.")
        old.select_option("#id_category", "smuggling")
        press(old.locator("#tell button[value=questions]"))
        _is_readable(old, has_variables)
        press(old.locator("#tell button[value=send]").last)
        groups = old.locator(".receipt span")
        assert groups.count() == 5
        boxes = [groups.nth(at).bounding_box() for at in range(5)]
        ends = [box for box in boxes if box]
        apart = [after["x"] - (box["x"] + box["width"]) for box, after in pairwise(ends)]
        assert all(distance > NEAR for distance in apart if distance > -WIDTH / 4), apart
        _is_readable(old, has_variables)
