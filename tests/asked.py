"""What a page asks of both databases: how many statements, and which of them twice."""

from collections import Counter
from collections.abc import Callable

from django.db import connections
from django.test.utils import CaptureQueriesContext


def asked_by(act: Callable[[], object]) -> int:
    """Return how many statements something asks."""
    return len(_statements(act))


def asked_twice(act: Callable[[], object]) -> list[str]:
    """Return which statements something asks more than once, with the same values."""
    return [statement for statement, times in Counter(_statements(act)).items() if times > 1]


def _statements(act: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connections["default"]) as main, CaptureQueriesContext(connections["keystore"]) as keys:
        act()
    return [one["sql"] for one in (*main.captured_queries, *keys.captured_queries)]
