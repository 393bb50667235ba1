"""How many segments a text is sent and paid in: GSM 03.38 where its letters allow, else UCS-2 (3GPP TS 23.038)."""

from typing import NamedTuple

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")  # each takes two places


class Segments(NamedTuple):
    encoding: str  # "GSM-7" or "UCS-2"
    length: int  # in septets, or in 16-bit units
    parts: int


def segments(text: str) -> Segments:
    if all(letter in _BASIC or letter in _EXTENDED for letter in text):
        length = sum(2 if letter in _EXTENDED else 1 for letter in text)
        return Segments("GSM-7", length, _count(length, alone=160, each=153))
    length = len(text.encode("utf-16-be")) // 2
    return Segments("UCS-2", length, _count(length, alone=70, each=67))


def _count(length: int, *, alone: int, each: int) -> int:
    return 1 if length <= alone else -(-length // each)
