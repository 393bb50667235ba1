"""The ticket in a form: shows that we made the form, and makes two sendings of it the same sending.

It stands in a hidden field, where other sites use a cookie. It holds a random value and the full hour, nothing else,
and is stored nowhere; so an edited second sending with the same ticket is a new tip, and an equal one is a repeat.
"""

import hashlib
import secrets
import time
from collections.abc import Iterable

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

HOURS = 48  # somebody may well write for a day, with the page left open on the phone
OPEN_TOO_LONG = _("This page was open for a very long time. Nothing you typed is lost: please press Send once more.")

_signer = Signer(salt="tipline.public.ticket")


class TicketRefused(Exception):
    """The ticket is missing, too old or not ours. The form is shown again with all that was typed."""


def new_ticket() -> str:
    return _signer.sign(f"{_hour():x}.{secrets.token_urlsafe(12)}")


def check_ticket(ticket: str) -> None:
    """Raises TicketRefused."""
    try:
        hour, _dot, _rest = _signer.unsign(ticket).partition(".")
    except BadSignature as problem:
        raise TicketRefused from problem
    if not 0 <= _hour() - int(hour, 16) <= HOURS:
        raise TicketRefused


def repeat_key(ticket: str, sent: Iterable[str | bytes]) -> bytes:
    """What makes this sending itself: the ticket and a digest of all that was sent with it, in order."""
    digest = hashlib.blake2b(ticket.encode(), digest_size=32)
    for part in sent:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8) + raw)
    return b"web:" + digest.digest()


def _hour() -> int:
    return int(time.time()) // 3600
