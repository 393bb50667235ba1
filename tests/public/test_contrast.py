"""What is drawn alike is measured once; what is drawn otherwise in any way that contrast hangs on is measured anew."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.chromium import needs_chromium
from tests.public import contrast

pytestmark = needs_chromium
CLEAR = "<p style='color: #333'>A boat</p>"


@pytest.fixture
def page(chromium: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    monkeypatch.setattr(contrast, "_measured", set())
    page = chromium.new_page(java_script_enabled=False)
    page.set_content(CLEAR)
    assert contrast.found_in_new_colours(page) == []
    yield page
    page.close()


@pytest.mark.parametrize(
    "drawn",
    [
        "<p style='color: #bbb'>lands</p>",
        "<div style='background: #444'><p style='color: #333'>lands</p></div>",
        "<div style='opacity: .4'><p style='color: #333'>lands</p></div>",
        "<input style='color: #ccc' value='lands' aria-label='lands'>",
    ],
)
def test_words_that_cannot_be_read_are_found_beside_such_as_were_measured(page: Page, drawn: str) -> None:
    for _ in range(2):
        page.set_content(CLEAR + drawn)
        assert "color-contrast" in str(contrast.found_in_new_colours(page))


def test_a_link_that_the_dark_alone_hides_among_words_is_found(page: Page) -> None:
    dark = "@media (prefers-color-scheme: dark) { a { text-decoration: none } }"
    page.emulate_media(color_scheme="light")
    page.set_content(
        f"<style>a {{ color: #345 }} {dark}</style><p style='color: #333'>Read <a href='/'>how</a> it is</p>"
    )
    assert contrast.found_in_new_colours(page) == []
    page.emulate_media(color_scheme="dark")
    assert "link-in-text-block" in str(contrast.found_in_new_colours(page))


def test_what_was_measured_is_not_measured_again(page: Page) -> None:
    page.goto("about:blank")  # forgets axe
    page.set_content(f"{CLEAR}<ul><li>{CLEAR}</li></ul>")
    assert contrast.found_in_new_colours(page) == []
    assert not page.evaluate("'axe' in window")
