"""What the provider took and what never arrived here: found in its lists and taken in late, in silence.

An unanswered webhook is an error in the provider's log and nothing more: a text is not delivered a second time. Nor is
it answered here: minutes later the phone may lie in other hands. The receipt waits until that phone texts again.
A recording both notices of which were lost is what a caller said who then hung up.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from reports.dialogue.lines import NotSure
from reports.gateways.twilio import TwilioFault
from reports.gateways.twilio_list import TextThere, is_of_the_line, media_there, recordings_there, texts_there
from reports.intake.door import NotStored
from reports.intake.ordering import errand_id, order_deletion_once
from reports.intake.repeats import Repeat
from reports.intake.submission import clean_text
from reports.intake.undecided import Said, send_of_gone
from reports.models import Errand, ErrandKind
from reports.phone.alert import is_officers
from reports.phone.caller import answerable
from reports.phone.calls.wording import DEFAULT
from reports.phone.pictures import Pictures
from reports.phone.sms import IncomingText, repeat_key_of, take

_IN_FLIGHT = timedelta(minutes=2)  # a younger text may be on its way here
_KNOWN_AGAIN = timedelta(days=85)  # requests are known again for ninety; an older text may well have arrived
_LEFT_BEHIND = timedelta(hours=1)  # whatever is older should have been deleted there
_STILL_TALKING = timedelta(minutes=30)  # a younger recording may wait for its caller's decision


@dataclass(slots=True)
class Compared:
    """Counts: what the provider lists, what never arrived, what was taken in now, what is left there for too long.

    `recordings` and `unheard`: how many it lists, and how many of them nobody here knew of.
    """

    listed: int = 0
    never_arrived: int = 0
    taken: int = 0
    left_behind: int = 0
    recordings: int = 0
    unheard: int = 0


def compare(*, take_in: bool) -> Compared:
    """Compare the provider's lists with what arrived.

    `take_in` also takes in what never did, the oldest first, and orders the deletion of what was left behind. Raises
    Unavailable.
    """
    found = Compared()
    _compare_texts(found, take_in=take_in)
    _compare_recordings(found, take_in=take_in)
    return found


def _compare_texts(found: Compared, *, take_in: bool) -> None:
    now = timezone.now()
    aged = [(now - text.created if text.created else _LEFT_BEHIND, text) for text in texts_there()]
    for age, text in sorted(aged, key=lambda one: one[0], reverse=True):
        found.listed += 1
        if text.is_inbound and _IN_FLIGHT < age < _KNOWN_AGAIN and not _arrived(text):
            found.never_arrived += 1
            found.taken += take_in and _take_in(text, age)
        elif text.is_over and age >= _LEFT_BEHIND:
            found.left_behind += 1
            if take_in:
                order_deletion_once(text.sid, ErrandKind.MESSAGE, wait=0.0)


def _compare_recordings(found: Compared, *, take_in: bool) -> None:
    now = timezone.now()
    for one in reversed(list(recordings_there())):
        found.recordings += 1
        said = Said(call=one.call, recording=one.sid, language=DEFAULT)
        is_old = one.created is not None and _STILL_TALKING < now - one.created < _KNOWN_AGAIN
        if one.is_over and is_old and not _is_known(said) and is_of_the_line(one.call):
            found.unheard += 1
            found.taken += take_in and _take_in_said(said, is_silent=one.seconds == 0)


def _is_known(said: Said) -> bool:
    """Return whether what was said waits, was sent or was deleted."""
    return Errand.objects.filter(pk=said.waiting).exists() or said.repeat.came_before()


def _take_in_said(said: Said, *, is_silent: bool) -> bool:
    """Do with a recording what is done when its caller hung up."""
    try:
        if is_silent:
            order_deletion_once(said.recording, ErrandKind.RECORDING, wait=0.0)
        else:
            send_of_gone(said)
    except (NotStored, DatabaseError):
        return False
    return True


def _arrived(text: TextThere) -> bool:
    """Return whether it was stored, or obeyed: a word of ours leaves nothing but the order to delete it there."""
    ordered = Errand.objects.filter(pk=errand_id(text.sid, ErrandKind.MESSAGE)).exists()
    return ordered or Repeat(repeat_key_of(text.sid)).came_before()


def _take_in(text: TextThere, age: timedelta) -> bool:
    """Take one text in as its webhook would have been, but send nothing.

    Of one that is older than a line may be idle, the phone may be somebody else's by now: it is remembered for nobody.
    """
    sender = answerable(text.sender)
    if age >= timedelta(days=settings.LINE_DAYS) and not is_officers(sender):
        sender = ""
    try:
        incoming = IncomingText(
            sid=text.sid,
            sender=sender,
            body=clean_text(text.body),
            pictures=Pictures(tuple(media_there(text.sid))) if text.media else Pictures(),
            opt_out="",
            last_try=False,
            late=True,
        )
        take(incoming)
    except (NotStored, NotSure, DatabaseError, TwilioFault):
        return False
    return True
