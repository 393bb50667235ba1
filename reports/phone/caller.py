"""Who is it? Nobody, mostly: only a number that can be answered is handed on."""

import phonenumbers
from django.conf import settings

from reports.gateways.twilio import WHATSAPP

# What a withheld number looks like: a word, or the word as typed on a keypad (Twilio's list).
_WITHHELD = {"266696687", "7378742833", "2562533", "8656696", "86282452253"}


def answerable(sender: str) -> str:
    """The sender as E.164, or "" for a withheld one, a client or anything that is no phone number.

    All withheld callers look the same, so they must never share a line. A WhatsApp number is one of its own, with its
    prefix, where the setting allows it; else it is taken for withheld: answered at once, and known to nobody later.
    """
    if settings.WHATSAPP and sender.startswith(WHATSAPP):
        number = _in_full(sender.removeprefix(WHATSAPP))
        return WHATSAPP + number if number else ""
    return _in_full(sender)


def _in_full(sender: str) -> str:
    digits = sender.removeprefix("+")
    if digits == sender or digits in _WITHHELD or not (digits.isascii() and digits.isdigit()):
        return ""  # letters are keys to the library below: a number that ends in XXXX would be somebody else's
    try:
        number = phonenumbers.parse(sender, None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
