"""The real Chromium of the browser tests: where it is, and one that is running."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, sync_playwright

CHROMIUM = os.environ.get("TIPLINE_CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
needs_chromium = [pytest.mark.browser, pytest.mark.skipif(not os.path.exists(CHROMIUM), reason="no Chromium here")]


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Start Chromium, headless, and close it at the end.

    Playwright's sync interface runs an event loop in this thread, which Django takes for asynchronous code.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def press(target: Locator) -> None:
    """Click what leads to another page and wait for it: a click alone returns while the old page still stands."""
    with target.page.expect_navigation(timeout=30_000):
        target.click(timeout=30_000)
