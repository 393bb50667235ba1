"""Words as a reader sees them: what officers and a force's settings show to others holds no sign that nobody sees.

A sign that turns the order of letters around, or is drawn as nothing, lets one read something else than what was
written: a colleague who publishes it, a tipster, or what looks for names and facts in it.
"""

import unicodedata

_SELECTORS = (*range(0xFE00, 0xFE0E), *range(0xE0000, 0xE1000))  # FE0E and FE0F are seen: they colour a picture sign
_NOTHING = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2065\u2800\u3164\uffa0"
BLANK = frozenset(_NOTHING) | {chr(code) for code in (*_SELECTORS, *range(0xFFF0, 0xFFF9))}
"""Drawn as nothing, and of another kind than the signs that control a text."""
_UNSEEN = frozenset({"Cc", "Cf"})
_LINES = frozenset("\n\r\t")


def as_seen(text: str) -> str:
    """Return `text` without signs that turn others around or are drawn as nothing; lines and tabs stay.

    A control sign that parts words is a space.
    """
    return "".join(sign if sign in _LINES or not _is_blank(sign) else " " for sign in text if _stays(sign))


def in_one_line(text: str) -> str:
    """Return `text` as seen, with single spaces."""
    return " ".join(as_seen(text).split())


def _stays(sign: str) -> bool:
    return _is_blank(sign) or (sign not in BLANK and unicodedata.category(sign) not in _UNSEEN)


def _is_blank(sign: str) -> bool:
    return sign.isspace() and unicodedata.category(sign) == "Cc"
