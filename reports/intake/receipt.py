"""The receipt: 16 random digits, two made from them by a key of ours, and two check digits (ISO 7064 MOD 97-10).

The same for web, text and keypad. Receipts from before the two digits have 18 random ones, and stay good.
"""

import re
import secrets

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10

from reports import vault
from reports.sealing.receipts import GUARD_DIGITS, guard

DIGITS = 20
# Twenty digits, however a person spaces them; not part of a longer run of digits.
_LOOKS_LIKE = re.compile(r"(?<!\d)\d(?:[ .\-]{0,2}\d){19}(?![ .\-]?\d)")

_BLANK = "[receipt]"


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
    """Return the receipt that a person typed, without spaces, dots or hyphens. Raises ReceiptMistyped."""
    digits = re.sub(r"[\s.\-]+", "", text)
    if not (digits.isascii() and digits.isdigit() and len(digits) == DIGITS):
        raise ReceiptMistyped
    try:
        mod_97_10.validate(digits)
    except ValidationError:
        raise ReceiptMistyped from None
    return digits


def find_in(text: str) -> str | None:
    """Return the first well-formed receipt inside a text, or None."""
    for match in _LOOKS_LIKE.finditer(text):
        try:
            return parse(match.group())
        except ReceiptMistyped:
            continue
    return None


def without_receipts(text: str) -> str:
    """Return a text with every well-formed receipt taken out: no officer may read one, wherever it was typed."""
    return _LOOKS_LIKE.sub(lambda match: _BLANK if find_in(match.group()) else match.group(), text)
