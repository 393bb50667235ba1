"""Closing the hotline for a while, and opening it again: a switch that any officer may use, and that is audited."""

import re

import phonenumbers
from django.conf import settings
from django.db import transaction

from reports import audit
from reports.models import Hotline, Officer

_SIGNS = re.compile(r"\+?[0-9][0-9 .-]*")
_SHORT = range(3, 7)  # digits of a number such as 911
_HOME = "LC"  # the country of a number that names none


class NotANumber(Exception):
    """What is to be named while the line is closed can be dialled by nobody, or is the hotline itself."""


def in_full(number: str, home: str | None = None) -> str:
    """Return a number that somebody can have, in E.164. Raises NotANumber, also for the hotline's own."""
    try:
        read = phonenumbers.parse(_plain(number), home)
    except phonenumbers.NumberParseException:
        raise NotANumber from None
    dialled = phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)
    if not phonenumbers.is_valid_number(read) or dialled in _own():
        raise NotANumber
    return dialled


def named(number: str) -> str:
    """Return a number as it is to be named: in full, as at home, or a short one. Raises NotANumber."""
    plain = _plain(number)
    if not (plain.isdigit() and len(plain) in _SHORT):
        in_full(plain, _HOME)
    elif plain in _own():
        raise NotANumber
    return plain


def _plain(number: str) -> str:
    plain = " ".join(re.sub(r"[()]", " ", number).split())
    if not _SIGNS.fullmatch(plain):
        raise NotANumber
    return plain


def _own() -> set[str]:
    """The hotline's own numbers, short or in full: whoever is sent there comes back to where they are."""
    own = {
        "".join(c for c in number if c in "+0123456789") for number in (settings.HOTLINE_NUMBER, settings.TWILIO_NUMBER)
    }
    for number in list(own):
        try:
            read = phonenumbers.parse(number, _HOME)
        except phonenumbers.NumberParseException:
            continue
        own.add(phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164))
    return own


def close_hotline(*, other_number: str, by: Officer) -> None:
    """Have texts and calls say that nobody is there, and name another number if there is one. Raises NotANumber.

    Texts are still taken and answered with a receipt: what somebody dares to send once is never sent back. The trail
    keeps the number, which anybody could hear while it stood.
    """
    number = named(other_number) if other_number.strip() else ""
    _set(is_closed=True, other_number=number, act="hotline.closed", by=by)


def open_hotline(*, by: Officer) -> None:
    """Open the line again."""
    _set(is_closed=False, other_number="", act="hotline.opened", by=by)


@transaction.atomic
def _set(*, is_closed: bool, other_number: str, act: str, by: Officer) -> None:
    Hotline.objects.update_or_create(pk=1, defaults={"is_closed": is_closed, "other_number": other_number})
    if other_number:
        audit.enter(act, by=by, number=other_number)
    else:
        audit.enter(act, by=by)
