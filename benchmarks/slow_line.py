"""A tip over a telephone line of 2G, in a real Chromium: `python -m benchmarks.slow_line` writes its section.

Chromium itself slows what it sends and loads down to 50 kbit/s each way and half a second of delay. Scripts are off.
"""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Final

from playwright.sync_api import Browser, FilePayload, Page

from benchmarks import machine
from benchmarks.house import running_house
from benchmarks.page import put_section
from benchmarks.photo_visits import photo
from tests.chromium import running_chromium

_TITLE: Final = "A slow line"
_KBIT: Final = 50
_DELAY: Final = 500  # milliseconds
_LONGEST: Final = 15 * 60_000
_MOST_PAGES: Final = 4  # that the receipt may be behind
_ON: Final = "button[value='send:as_it_is'], button[value=send]"
_WORDS: Final = "A boat without lights lands behind the old jetty each Friday after dark. Men carry boxes to a van."
_HOW = """
Chromium slows itself down, with scripts off; there is no TLS in this, and no packet is lost. Rows follow each other in
one window, but for those that begin with *cold*: there nothing is in the browser's cache. While a photo goes, the form
stays as it is, with the browser's own sign that something is under way, and says beside the file field to stay until
the next page comes. A form whose bytes still come after nine minutes breaks off: some 3 MB on such a line.
Behind the proxy it may be 4 MB longer, which are collected before those minutes begin.
"""


def main() -> None:
    before = machine.other_work()
    with (
        tempfile.TemporaryDirectory(prefix="tipline-bench-") as folder,
        running_house(Path(folder)) as house,
        house.serving(house.intake, house.intake_port),
        running_chromium() as browser,
    ):
        address = f"http://127.0.0.1:{house.intake_port}/en/"
        rows = [*_words(_slow(browser), address), *_with_photo(_slow(browser), address)]
    size = f"The photo is a JPEG of {len(photo()) / 1_000_000:.1f} MB."
    note = f"{_KBIT} kbit/s each way and {_DELAY} ms of delay, {datetime.now(UTC).date()}. {machine.told_load(before)}"
    table = "\n".join(f"| {what} | {seconds:.1f} s |" for what, seconds in rows)
    put_section(_TITLE, f"{note} {size}\n\n| | until it is there |\n|---|---|\n{table}\n{_HOW}")


def _slow(browser: Browser) -> Page:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    context.set_default_timeout(_LONGEST)
    page = context.new_page()
    speed = _KBIT * 1000 / 8
    told = {"offline": False, "latency": _DELAY, "downloadThroughput": speed, "uploadThroughput": speed}
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", told)
    return page


def _words(page: Page, address: str) -> list[tuple[str, float]]:
    rows = [("cold: the first page", _timed(lambda: page.goto(address)))]
    page.fill("#id_text", _WORDS)
    page.select_option("#id_category", "smuggling")
    rows.append(("a page of questions", _pressed(page, "#tell button[value=questions]")))
    rows.append(("the words are sent: until the receipt", _until_receipt(page, "#tell button[value=send]")))
    rows.append(("the mailbox opens its door", _timed(lambda: page.goto(f"{address}mailbox"))))
    return rows


def _with_photo(page: Page, address: str) -> list[tuple[str, float]]:
    rows = [("cold: the first page", _timed(lambda: page.goto(address)))]
    page.fill("#id_text", _WORDS)
    page.set_input_files("#id_files", files=[FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=photo())])
    rows.append(("words and the photo are sent: until the receipt", _until_receipt(page, "#tell button[value=send]")))
    return rows


def _until_receipt(page: Page, button: str) -> float:
    """Press Send; where a page asks something before, it is answered by sending. Raises RuntimeError: no receipt."""
    seconds = _pressed(page, button)
    for _ in range(_MOST_PAGES):
        if page.locator(".receipt").count():
            return seconds
        if not page.locator(_ON).count():
            break
        seconds += _pressed(page, _ON)
    raise RuntimeError(f"No receipt, but: {page.title()}")


def _pressed(page: Page, button: str) -> float:
    def press() -> None:
        with page.expect_navigation():
            page.locator(button).last.click(no_wait_after=True)

    return _timed(press)


def _timed(act: Callable[[], object]) -> float:
    begun = perf_counter()
    act()
    return perf_counter() - begun


if __name__ == "__main__":
    main()
