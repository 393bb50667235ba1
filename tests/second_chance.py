"""Which tests may be tried a second time when they fail: those in which another process keeps its own time.

A browser, a live server, a worker or a killed database is as late as the machine is busy. Such a test is run once
more, and `-r R` tells of it at the end of the run: each one told there is a defect to be mended, of the test or of
the product (decision 47). A proof of anonymity is never asked twice, and neither is anything that runs in one process.
"""

from pathlib import Path
from typing import Final

import pytest

_TESTS: Final = Path(__file__).parent
_OTHERS_RUN: Final = frozenset({"chromium", "live_server"})
_NEVER: Final = ("privacy", "sealing")


def may_be_late(item: pytest.Item) -> bool:
    """Tell whether another process takes part in a test."""
    folder = item.path.relative_to(_TESTS).parts[0]
    if folder in _NEVER:
        return False
    marker = item.get_closest_marker("django_db")
    commits = marker is not None and bool(marker.kwargs.get("transaction"))
    return commits or folder == "standalone" or not _OTHERS_RUN.isdisjoint(getattr(item, "fixturenames", ()))


def give_second_chances(items: list[pytest.Item]) -> None:
    """Let each of them be tried twice."""
    for item in items:
        if may_be_late(item):
            item.add_marker(pytest.mark.flaky(reruns=1))
