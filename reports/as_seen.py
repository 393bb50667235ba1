"""Words as a reader sees them: what officers and a force's settings show to others holds no sign that nobody sees.

A sign that turns the order of letters around, or is drawn as nothing, lets one read something else than what was
written: a colleague who publishes it, a tipster, or what looks for names and facts in it.
"""

import unicodedata

BLANK = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
"""Counted among letters, marks and signs, and drawn as nothing."""
_UNSEEN = frozenset({"Cc", "Cf"})
_LINES = frozenset("\n\r\t")


def as_seen(text: str) -> str:
    """Return `text` without signs that turn others around or are drawn as nothing; lines and tabs stay."""
    return "".join(sign for sign in text if sign in _LINES or _is_seen(sign))


def in_one_line(text: str) -> str:
    """Return `text` as seen, with single spaces."""
    return " ".join(as_seen(text).split())


def _is_seen(sign: str) -> bool:
    return sign not in BLANK and unicodedata.category(sign) not in _UNSEEN
