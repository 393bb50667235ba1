"""The guides that a house asks by: those of the files, and what two persons changed at the desk.

Every process looks for another version at most every ten seconds; guides are made once a version.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import Error

from reports.guides import SHIPPED, Guide, House, guide_as_it_was, house_of
from reports.models import HouseRules, HouseRulesKind
from reports.signed_rules import CONFIRMED, in_force, is_as_signed

FRESH = 10  # seconds
_KEPT = 16  # versions
_held: dict[str, Any] = {"until": 0.0, "house": SHIPPED}
_made: dict[tuple[int, str], House] = {}


def standing() -> House:
    """Return what is in force. While the database does not answer, what was in force last."""
    if time.monotonic() >= _held["until"]:
        with suppress(Error):  # the first page stands even then, and waits no longer than once in a while
            _held["house"] = _newest()
        _held["until"] = time.monotonic() + FRESH
    return _last()


def as_of(version: int) -> House:
    """Return a version that was in force once; 0, or one that there is not, is what is in force."""
    now = standing()
    if version in (0, now.version):
        return now
    if version == SHIPPED.version:
        return SHIPPED
    known = next((house for (made, _mac), house in list(_made.items()) if made == version), None)
    if known:
        return known
    row = _rows().filter(version=version).first()
    return _house(version, bytes(row.row_mac), lambda: row) if row and is_as_signed(row) else now


def as_it_was(edition: str) -> Guide | None:
    """Return the guide by which a tip was asked, in English; None for what is no edition."""
    version = house_of(edition)
    return guide_as_it_was(edition, as_of(version) if version else SHIPPED)


def forget() -> None:
    """Look again at once, as whoever has just changed something does."""
    _held["until"] = 0.0
    _made.clear()


def _last() -> House:
    house: House = _held["house"]
    return house


def _newest() -> House:
    seen = _rows().order_by("-version").values_list("version", "row_mac").first()
    if seen is None:
        return SHIPPED
    return _house(seen[0], bytes(seen[1]), lambda: in_force(_rows()))


def _house(version: int, mac: bytes, row: Callable[[], HouseRules | None]) -> House:
    key = (version, mac.hex())
    if key not in _made:
        found = row()
        if len(_made) >= _KEPT:
            _made.pop(next(iter(_made)))
        _made[key] = House(found.version, found.told, bytes(found.row_mac).hex()) if found else SHIPPED
    return _made[key]


def _rows() -> Any:
    return HouseRules.objects.filter(kind=HouseRulesKind.GUIDES, state__in=CONFIRMED)
