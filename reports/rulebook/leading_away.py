"""Links, addresses and numbers to call in what tipsters are asked or advised: who follows one leaves this line.

A link in words of the police is what somebody sends who fishes for tipsters. The numbers of the settings may stand.
"""

import re
from collections.abc import Iterator

from django.conf import settings

_LINK = re.compile(r"\b[a-zA-Z]+://\S*[\w/]|[\w.+-]+@[\w.-]+|(?:[\w-]+\.)+[^\W\d_]{2,}(?:[/:?]\S*[\w/])?")
_DATE = re.compile(r"\b(?:\d{1,2}([./-])\d{1,2}\1\d{4}|\d{4}-\d\d-\d\d)\b")
_NUMBER = re.compile(r"\+?\d(?:[ ().\-/\u00a0\u2009-\u2015\u202f]{0,3}\d){6,}")
_OWN_AS_LAST = 7
"""Digits of a number that are the same with and without the country before them."""


def leading_away(words: str) -> list[str]:
    """Return the pieces of `words` that lead elsewhere, each once."""
    own = set(_own())
    numbers = (found[0] for found in _NUMBER.finditer(_DATE.sub(" ; ", words)))
    links = (found[0] for found in _LINK.finditer(words))
    return list(dict.fromkeys([*links, *(number for number in numbers if _last(number) not in own)]))


def _own() -> Iterator[str]:
    for number in (settings.HOTLINE_NUMBER, settings.EMERGENCY_NUMBER):
        yield _last(number)
    for contacts in settings.HELP_CONTACTS.values():
        yield from (_last(number) for _name, number in contacts)


def _last(number: str) -> str:
    return "".join(filter(str.isdigit, number))[-_OWN_AS_LAST:]
