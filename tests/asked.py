"""How many statements something asks of both databases."""

from collections.abc import Callable

from django.db import connections
from django.test.utils import CaptureQueriesContext


def asked_by(act: Callable[[], object]) -> int:
    """Return how many statements something asks."""
    with CaptureQueriesContext(connections["default"]) as main, CaptureQueriesContext(connections["keystore"]) as keys:
        act()
    return len(main) + len(keys)
