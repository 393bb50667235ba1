"""Closing the hotline for a while, and opening it again: a switch that any officer may use, and that is audited."""

import re

from django.db import transaction

from reports import audit
from reports.models import Hotline, Officer

_NUMBER = re.compile(r"\+?[0-9][0-9 -]{1,18}")


class NotANumber(Exception):
    """What is to be named while the line is closed can be dialled by nobody."""


def close_hotline(*, other_number: str, by: Officer) -> None:
    """Have texts and calls say that nobody is there, and name another number if there is one. Raises NotANumber.

    Texts are still taken and answered with a receipt: what somebody dares to send once is never sent back.
    """
    number = other_number.strip()
    if number and not _NUMBER.fullmatch(number):
        raise NotANumber
    _set(is_closed=True, other_number=number, act="hotline.closed", by=by)


def open_hotline(*, by: Officer) -> None:
    """Open the line again."""
    _set(is_closed=False, other_number="", act="hotline.opened", by=by)


@transaction.atomic
def _set(*, is_closed: bool, other_number: str, act: str, by: Officer) -> None:
    Hotline.objects.update_or_create(pk=1, defaults={"is_closed": is_closed, "other_number": other_number})
    audit.enter(act, by=by)
