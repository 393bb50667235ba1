"""What axe finds wrong with a page, asked once for each shape of markup and for each way of drawing words."""

from typing import Final

from playwright.sync_api import Page

from tests.chromium import violations
from tests.public.contrast import found_in_new_colours
from tests.public.shapes import shape

_clean: Final[set[str]] = set()  # the shapes in which axe found nothing


def faults(page: Page, code: str = "en") -> list[object]:
    """Ask axe, but where the same markup was clean in other words or on another screen; of each colour ask once."""
    of_this = shape(page, code)
    found = [] if of_this in _clean else violations(page, colours=False)
    if not found:
        _clean.add(of_this)
    return found + found_in_new_colours(page)
