"""What the desk puts together once a process (reports.models.counting and kept), forgotten between tests."""

import sys
from collections.abc import Iterator
from typing import Any, Final

from reports.models.counting import put_together

_ROOMS: Final = ("reports.alerts", "reports.casework", "reports.models", "reports.queries")
_keeping: Final[dict[str, list[Any]]] = {}  # what keeps selects, by the name of its module


def forget_selects() -> None:
    """Forget them: filters of the moment when they were put together stand in them."""
    put_together.cache_clear()
    for name in [each for each in sys.modules if each.startswith(_ROOMS) and each not in _keeping]:
        _keeping[name] = list(_kept_in(name))
    for each in (each for kept in _keeping.values() for each in kept):
        each.cache_clear()


def _kept_in(name: str) -> Iterator[Any]:
    for each in vars(sys.modules[name]).values():
        if hasattr(each, "cache_clear") and "Kept" in str(each.__wrapped__.__annotations__.get("return")):
            yield each
