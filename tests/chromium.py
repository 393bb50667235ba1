"""The real Chromium of the browser tests: where it is, and one that is running."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Locator, Page, sync_playwright

CHROMIUM = os.environ.get("TIPLINE_CHROMIUM", "/usr/bin/chromium")
FAKE_MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
needs_chromium = [pytest.mark.browser, pytest.mark.skipif(not os.path.exists(CHROMIUM), reason="no Chromium here")]


@contextmanager
def running_chromium(*, puts_pages_aside: bool = False, flags: Sequence[str] = ()) -> Iterator[Browser]:
    """Start Chromium, headless, and close it at the end.

    A person's own puts the pages that were left aside, whole, for the way back; Playwright switches that off.

    Playwright's sync interface runs an event loop in this thread, which Django takes for asynchronous code.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        without = ["--disable-back-forward-cache"] if puts_pages_aside else None
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*FLAGS, *flags], ignore_default_args=without
        )
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def press(target: Locator) -> None:
    """Click what leads to another page and wait for it: a click alone returns while the old page still stands."""
    with target.page.expect_navigation(timeout=30_000):
        target.click(timeout=30_000)


def sticking_out(page: Page, selector: str, width: int) -> list[str]:
    """Return what ends right of the screen's edge, of all that a selector finds, asked in one go."""
    ends = "(found, width) => found.filter(it => it.getBoundingClientRect().right > width).map(it => it.outerHTML)"
    return [str(each) for each in page.locator(selector).evaluate_all(ends, width)]


def violations(page: Page, *, colours: bool = True, of: str = "", only: Sequence[str] = ()) -> list[object]:
    """Return what axe finds wrong with a page, by every rule of its own choice.

    Without `colours` it asks by all but that of contrast, which takes more than half of the time. `of` names what holds
    the elements to be looked at, `only` the rules to ask by.

    Where scripts are off no clock runs, so axe's short waits are none here; what it would preload, only its rules for
    turned screens and for sound that starts by itself ask for, and no page has either.
    """
    if not page.evaluate("'axe' in window"):
        no_clock = "const setTimeout = (work, wait) => { if (!(wait > 50)) Promise.resolve().then(work); return 0 };"
        page.evaluate(f"() => {{ {no_clock} {AXE_SCRIPT} }}")
    ask = """([colours, of, only]) => axe.run(of ? {include: window[of]} : document, {
        resultTypes: ["violations"], preload: false, rules: colours ? {} : {"color-contrast": {enabled: false}},
        ...(only.length && {runOnly: {type: "rule", values: only}}),
    }).then(told => told.violations.map(each => [each.id, each.nodes.map(node => node.target.join(' '))]))"""
    return list(page.evaluate(ask, [colours, of, list(only)]))
