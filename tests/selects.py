"""What the desk puts together once a process (reports.models.counting and kept), forgotten between tests."""

import sys
from collections.abc import Iterator
from typing import Any, Final

from reports.models.counting import put_together

_ROOMS: Final = ("reports.alerts", "reports.casework", "reports.models", "reports.queries")
_seen: Final[set[str]] = set()  # the modules that were looked through
_keeping: Final[list[Any]] = []  # what keeps selects in them


def forget_selects() -> None:
    """Forget them: filters of the moment when they were put together stand in them."""
    put_together.cache_clear()
    for name in sys.modules.keys() - _seen:
        _seen.add(name)
        if name.startswith(_ROOMS):
            _keeping.extend(_kept_in(name))
    for each in _keeping:
        each.cache_clear()


def _kept_in(name: str) -> Iterator[Any]:
    for each in vars(sys.modules[name]).values():
        if hasattr(each, "cache_clear") and "Kept" in str(each.__wrapped__.__annotations__.get("return")):
            yield each
