"""Texts that the provider took and that never arrived here: found in its list, taken in late, and answered.

An unanswered webhook is an error in the provider's log and nothing more: a text is not delivered a second time.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from reports.gateways.twilio import TwilioFault, twilio_gateway
from reports.gateways.twilio_list import TextThere, media_there, texts_there
from reports.intake.door import NotStored
from reports.intake.ordering import errand_id, order_deletion_once
from reports.intake.repeats import Repeat
from reports.intake.submission import clean_text
from reports.models import Errand, ErrandKind
from reports.phone.caller import answerable
from reports.phone.sms import IncomingText, repeat_key_of, take

_IN_FLIGHT = timedelta(minutes=2)  # a younger text may be on its way here
_KNOWN_AGAIN = timedelta(days=85)  # requests are known again for ninety; an older text may well have arrived
_LEFT_BEHIND = timedelta(hours=1)  # whatever is older should have been deleted there


@dataclass(slots=True)
class Compared:
    """Counts: what the provider lists, what never arrived, what was taken in now, what is left there for too long."""

    listed: int = 0
    never_arrived: int = 0
    taken: int = 0
    left_behind: int = 0


def compare(*, take_in: bool) -> Compared:
    """Compare the provider's list with what arrived.

    `take_in` also takes in what never did, and orders the deletion of what was left behind. Raises Unavailable.
    """
    found = Compared()
    for text in list(texts_there()):
        found.listed += 1
        age = timezone.now() - text.created if text.created else _LEFT_BEHIND
        if text.is_inbound and _IN_FLIGHT < age < _KNOWN_AGAIN and not _arrived(text):
            found.never_arrived += 1
            found.taken += take_in and _take_in(text)
        elif text.is_over and age >= _LEFT_BEHIND:
            found.left_behind += 1
            if take_in:
                order_deletion_once(text.sid, ErrandKind.MESSAGE, wait=0.0)
    return found


def _arrived(text: TextThere) -> bool:
    """Return whether it was stored, or obeyed: a word of ours leaves nothing but the order to delete it there."""
    ordered = Errand.objects.filter(pk=errand_id(text.sid, ErrandKind.MESSAGE)).exists()
    return ordered or Repeat(repeat_key_of(text.sid)).came_before()


def _take_in(text: TextThere) -> bool:
    """Take one text in as its webhook would have been, and send the answer that the tipster still waits for."""
    try:
        incoming = IncomingText(
            sid=text.sid,
            sender=answerable(text.sender),
            body=clean_text(text.body),
            media=tuple(media_there(text.sid)) if text.media else (),
            has_lost=False,
            opt_out="",
            last_try=False,
        )
        answer = take(incoming)
    except (NotStored, DatabaseError, TwilioFault):
        return False
    if answer and incoming.sender:
        callback = settings.PUBLIC_URL + reverse("phone:answered")
        try:
            twilio_gateway().send_message(to=incoming.sender, body=answer, status_callback=callback)
        except TwilioFault:
            return True  # the tip is kept; the answer was tried once, as a webhook's answer is
    return True
