"""The receipt: 16 random digits, two made from them by a key of ours, and two check digits (ISO 7064 MOD 97-10).

The same for web, text and keypad. Receipts from before the two digits have 18 random ones, and stay good.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterator

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10

from reports import vault
from reports.intake.other_numbers import Groups, is_named, is_other, without_ends
from reports.sealing.receipts import GUARD_DIGITS, guard

DIGITS = 20
_NEARLY = range(DIGITS - 2, DIGITS + 3)  # digits: one or two may be missing or too many
_APART = r"[\s.,;:/\\|_*'\-\u2010-\u2015]{0,4}"  # however a person spaces them
RUN = re.compile(rf"\d(?:{_APART}\d)*")
# Letters written for digits, in a group that has a digit or stands between two that do.
_LETTERED = re.compile(
    r"(?<![^\W\d_])(?:(?=[OoIl]*\d)[\dOoIl]+|(?<=\d[\s.,/\-])[OoIl]{1,4}(?=[\s.,/\-]\d))(?![^\W\d_])"
)
_LETTERS = str.maketrans("OoIl", "0011")
_LABEL = re.compile(r"^\s*(?:(?=[OoIl]*[^\W\d_OoIl])[^\W\d_]{2,20}(?![^\W\d_])[^\S\n]*){1,5}[:#=.-]?\s*(?=[\dOoIl])")
"""Some words before the digits, each with a letter that stands for none."""
# What also has many digits and is told: the address of a page or picture, and a place on a map.
_LAT, _LON = r"[0-8]?\d\.\d{3,8}(?!\d)", r"(?:1[0-7]\d|\d{1,2})\.\d{3,8}(?![\d.]*\d)"
_TOLD = re.compile(
    rf"https?://\S+|(?<![\d.]){_LAT}(?: ?°)?(?: ?[NSns]\b)?(?:\s?[,;/]\s?|\s)[-\u2010-\u2015]?(?:{_LON})"
)

# Digits that are told by themselves and are no part of a receipt: a number with its country, a day, an hour, an amount.
NO_PART = re.compile(
    r"\+\d[\d\s.\-()]*|\b\d{1,2}([./\-])\d{1,2}\1(?:\d{4}|\d\d)\b|\b\d{4}-\d\d-\d\d\b"
    r"|\b\d{1,2}:\d\d\b|\b\d{1,3}(?:,\d{3})+\b"
)
_PART, _PART_IN_FOURS, _GROUP = 12, 8, 4  # digits

_BLANK = "[receipt]"
type _Groups = list[re.Match[str]]


class ReceiptMistyped(Exception):
    """The text is not a receipt: a digit is wrong, missing or too many."""


def mint() -> str:
    """Return a fresh receipt of 20 digits."""
    number = "".join(str(secrets.randbelow(10)) for _ in range(DIGITS - 2 - GUARD_DIGITS))
    number += guard(number, vault.secret("receipt_pepper"))
    return number + mod_97_10.calc_check_digits(number)


def grouped(receipt: str) -> str:
    """Return a receipt in five groups of four."""
    return " ".join(receipt[at : at + 4] for at in range(0, DIGITS, 4))


def parse(text: str) -> str:
    """Return the receipt that a person typed, without spaces, dots or hyphens. Raises ReceiptMistyped.

    Digits of any writing count, an O or l written for one, and a word before them: "receipt: 0637 …".
    """
    plain = _LABEL.sub("", unicodedata.normalize("NFKC", text))  # some keyboards write wide digits
    digits = re.sub(r"[\s.\-]+", "", in_digits(plain))
    if not (digits.isascii() and digits.isdigit() and len(digits) == DIGITS):
        raise ReceiptMistyped
    try:
        mod_97_10.validate(digits)
    except ValidationError:
        raise ReceiptMistyped from None
    return digits


def find_in(text: str) -> str | None:
    """Return the first well-formed receipt inside a text, or None."""
    plain = in_digits(text)
    found = (joined(groups) for groups in _look_alikes(plain))
    return next((digits for digits in found if _is_one(digits)), None)


def without_receipts(text: str, blank: str = _BLANK) -> str:
    """Return a text with all taken out that is a receipt or nearly one: no officer may read one, wherever it was typed.

    Telephone numbers, places on a map and addresses of pages stay.
    """
    kept, after = [], 0
    for start, end in places_in(text):
        kept += [text[after:start], blank]
        after = end
    return "".join([*kept, text[after:]])


def places_in(text: str) -> Iterator[tuple[int, int]]:
    """Find where in a text a receipt stands, or what is nearly one."""
    for groups in _look_alikes(in_digits(text)):
        yield groups[0].start(), groups[-1].end()


def is_part(text: str) -> bool:
    """Whether a text is digits alone that may be a part of a receipt; telephone numbers, days and amounts are none.

    Groups of four, or eight at once, are how a receipt is written and read out; other digits count from twelve on.
    """
    plain = NO_PART.sub("x", in_digits(text))
    groups = [*re.finditer(r"\d+", plain)]
    digits = joined(groups)
    if any(map(str.isalpha, plain)) or is_other(plain, groups):
        return False
    in_fours = all(len(group.group()) == _GROUP for group in groups[:-1]) and len(groups) > 1
    least = _PART_IN_FOURS if in_fours or len(digits) == _PART_IN_FOURS else _PART
    return len(digits) >= least


def in_digits(text: str) -> str:
    """Return a text of the same length in which what looks like a digit is one, and what is to be kept has none."""
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    plain = _LETTERED.sub(lambda match: match.group().translate(_LETTERS), plain)
    return _TOLD.sub(lambda match: match.group() if _holds_one(match.group()) else "x" * len(match.group()), plain)


def _holds_one(told: str) -> bool:
    return any(_is_one(digits) for digits in re.findall(r"\d+", told))


def _look_alikes(plain: str) -> Iterator[_Groups]:
    """Find, in order, what is a receipt or nearly one: its groups of digits."""
    for run in RUN.finditer(plain):
        groups = list(re.compile(r"\d+").finditer(plain, *run.span()))
        while (whole := _first_whole(groups)) is not None:
            yield from _nearly(plain, groups[: whole.start])
            yield groups[whole.start : whole.stop]
            groups = groups[whole.stop :]
        yield from _nearly(plain, groups)


def _first_whole(groups: _Groups) -> range | None:
    """Return which groups make the first well-formed receipt."""
    for first in range(len(groups)):
        digits = ""
        for last in range(first, min(first + DIGITS, len(groups))):
            digits += groups[last].group()
            if _is_one(digits):
                return range(first, last + 1)
    return None


def _nearly(plain: str, groups: _Groups) -> Iterator[_Groups]:
    """Find what is nearly a receipt. What is known as something else by its form or its name is none."""
    if len(joined(groups)) < _NEARLY.start or is_other(plain, groups):
        return
    if is_named(plain, groups) and (len(groups) == 1 or len(joined(groups)) in _NEARLY):
        return
    rest = list(without_ends(plain, groups))
    if len(joined(rest)) in _NEARLY:
        yield rest
    elif found := _stretches(rest, range(DIGITS, DIGITS + 1)) or _stretches(rest, _NEARLY):
        yield rest[found[0].start : found[-1].stop]


def _stretches(groups: _Groups, many: range) -> list[range]:
    """Find which neighbours have so many digits together, and which group has more of them than anything told has."""
    found = []
    for first in range(len(groups)):
        digits = 0
        for last in range(first, min(first + many.stop, len(groups))):
            digits += len(groups[last].group())
            if digits in many or (first == last and digits >= _NEARLY.stop):
                found.append(range(first, last + 1))
    return found


def joined(groups: Groups) -> str:
    return "".join(group.group() for group in groups)


def _is_one(digits: str) -> bool:
    return len(digits) == DIGITS and mod_97_10.is_valid(digits)
