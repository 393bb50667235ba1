"""The ticket in a form: shows that we made the form some seconds before it was sent, and is good for one sending.

It stands in a hidden field, where other sites use a cookie. It holds the second at which the form was made, sealed
under a key of this server, so that nobody who finds the page learns when it was fetched. It is stored nowhere; what is
sent with it leaves its mark with the door (reports.intake.repeats), and a second sending with other words is refused.
"""

import hashlib
import math
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from contextlib import suppress

from django.conf import settings
from nacl.encoding import RawEncoder
from nacl.hash import blake2b

from reports.intake.flood import SENDINGS, Pace
from reports.sealing.envelope import seal
from reports.sealing.opening import CannotOpen, unseal

HOURS = 48  # somebody may well write for a day, with the page left open on the phone
_LABEL, _PADDING = "form ticket", 16


class TicketRefused(Exception):
    """The ticket is missing, too old or not ours. The form is shown again with all that was typed."""


class TicketTooOld(TicketRefused):
    """The ticket is ours, and older than it may be: two days, if nothing else is asked."""


class TicketUnripe(TicketRefused):
    """The form came back sooner than anybody writes, or many come at once: it is taken in `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


def new_ticket() -> str:
    return _written(seal(_key(), int(time.time()).to_bytes(8), _LABEL, padding=_PADDING))


def kept_ticket(ticket: str) -> str:
    """Return this ticket while it is good, ripe or not, for a new one would have to ripen; otherwise a new one."""
    with suppress(TicketRefused):
        if 0 <= int(time.time()) - _made(ticket) <= HOURS * 3600:
            return ticket
    return new_ticket()


def check_ticket(ticket: str, pace: Pace = SENDINGS, *, seconds: int | None = None) -> None:
    """Take one sending into account, and its ticket. Raises TicketRefused, TicketTooOld, TicketUnripe."""
    pace.count()
    age = int(time.time()) - _made(ticket)
    if not 0 <= age <= (HOURS * 3600 if seconds is None else seconds):
        raise TicketTooOld
    missing = pace.ripening - age
    if missing > 0:
        raise TicketUnripe(math.ceil(missing))


def repeat_key(ticket: str, sent: Iterable[str | bytes]) -> bytes:
    """What makes this sending itself: the ticket and a digest of all that was sent with it, in order."""
    digest = hashlib.blake2b(ticket.encode(), digest_size=32)
    for part in sent:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8) + raw)
    return b"web:" + digest.digest()


def once_key(ticket: str) -> bytes:
    """What may be sent only once, whatever is in it."""
    return b"ticket:" + hashlib.blake2b(ticket.encode(), digest_size=32).digest()


def page_key(ticket: str, carried: str) -> bytes:
    """What tells a page from all others of its ticket: the sealed field that it carries, or that it carries none."""
    return b"page:" + hashlib.blake2b(f"{ticket} {carried}".encode(), digest_size=32).digest()


def back_key(sending: bytes) -> bytes:
    """What is used up when words that a sending brought in vain were sent after all. `sending` is its `repeat_key`."""
    return b"back:" + sending


def _made(ticket: str) -> int:
    try:
        sealed = urlsafe_b64decode(ticket.encode("ascii") + b"=" * (-len(ticket) % 4))
        made = int.from_bytes(unseal(_key(), sealed, _LABEL, padding=_PADDING))
    except (CannotOpen, ValueError) as problem:
        raise TicketRefused from problem
    if _written(sealed) != ticket:  # base64 is read leniently, and one ticket must not be written in two ways
        raise TicketRefused
    return made


def _written(sealed: bytes) -> str:
    return urlsafe_b64encode(sealed).decode().rstrip("=")


def _key() -> bytes:
    return blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"tipline-ticket", encoder=RawEncoder)
