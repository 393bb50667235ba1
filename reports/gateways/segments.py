"""How many segments a text is sent and paid in: GSM 03.38 where its letters allow, else UCS-2 (3GPP TS 23.038)."""

import unicodedata
from typing import NamedTuple

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")  # each takes two places
_TWINS = str.maketrans({
    "œ": "oe", "Œ": "OE", "‘": "'", "’": "'", "‚": ",", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "…": "...", "º": "o", "ª": "a", "´": "'", "`": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
})  # fmt: skip


class Segments(NamedTuple):
    encoding: str  # "GSM-7" or "UCS-2"
    length: int  # in septets, or in 16-bit units
    parts: int


def cheaper(text: str) -> str:
    """Return a text as it is to be sent: with plain twins of the letters that GSM-7 lacks ("í", "ê", "’") where that
    takes fewer segments. One in which a letter has no twin stays as it is, for one such letter makes all of it costly.
    """
    plain = "".join(map(_plain, unicodedata.normalize("NFC", text)))
    return plain if _is_gsm(plain) and segments(plain).parts < segments(text).parts else text


def _plain(letter: str) -> str:
    if _is_gsm(letter):
        return letter
    base = unicodedata.normalize("NFD", letter)[0]
    return letter.translate(_TWINS) if base == letter else base


def _is_gsm(text: str) -> bool:
    return all(letter in _BASIC or letter in _EXTENDED for letter in text)


def segments(text: str) -> Segments:
    if _is_gsm(text):
        length = sum(2 if letter in _EXTENDED else 1 for letter in text)
        return Segments("GSM-7", length, _count(length, alone=160, each=153))
    length = len(text.encode("utf-16-be")) // 2
    return Segments("UCS-2", length, _count(length, alone=70, each=67))


def _count(length: int, *, alone: int, each: int) -> int:
    return 1 if length <= alone else -(-length // each)
