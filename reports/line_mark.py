"""The mark of the line's daily test of itself: only who holds the key of rows can make it, and it holds for a day."""

import re
from datetime import date
from hmac import compare_digest

from reports import vault
from reports.sealing.keys import derive

_MARK = re.compile(r"\bline-test-([0-9a-f]{32})\b")


def mark(day: date) -> str:
    """Return the mark of a day, as it stands in the test's words."""
    return f"line-test-{_code(day, vault.secret('row_mac_key'))}"


def is_marked(text: str, day: date) -> bool:
    """Return whether these words carry the mark of a day."""
    found = _MARK.search(text)
    keys = vault.versions("row_mac_key")
    return found is not None and any(compare_digest(found[1], _code(day, key)) for key in keys)


def _code(day: date, key: bytes) -> str:
    return derive(key, "line test", day.isoformat())[:16].hex()
