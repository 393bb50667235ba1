"""Taking a tip back by text or by phone: what the button in the mailbox does, and asking once more before it.

That a phone was asked lies where seen requests do: a hash and the hour, which tells nobody anything.
"""

from datetime import timedelta
from itertools import count
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from reports.clock import this_hour
from reports.dialogue.mailbox import MailboxKey
from reports.intake.door import accept
from reports.intake.repeats import Repeat
from reports.intake.submission import WITHOUT_RECEIPT, Submission
from reports.models import Channel, Record, RecordKind, Tip
from reports.models.choices import ACT, WITHDRAWS

_HOUR = timedelta(hours=1)
_SAID = Q(channel__gt="") | Q(kind=RecordKind.QUESTION)  # what a worker adds, such as a fetched picture, has no channel


def take_back(*, tip_id: UUID, channel: Channel, repeat_key: bytes | None) -> None:
    """Ask the police not to use a tip, unless that was asked before. Raises NotStored.

    Without the receipt it may be anybody who holds the phone, and officers are told so. Who then sends it with the
    receipt is heard as well, once. `repeat_key`: what makes a request without the receipt itself; None with it.
    """
    has_receipt = repeat_key is None
    asked = Tip.objects.filter(pk=tip_id, withdrawn=True)
    if asked.exists() and not has_receipt:
        return
    accept(
        Submission(
            channel=channel,
            answers={ACT: WITHDRAWS} if has_receipt else {ACT: WITHDRAWS, WITHOUT_RECEIPT: "yes"},
            joins=MailboxKey(tip_id),
            withdraws=True,
            repeat_key=_by_receipt(tip_id) if repeat_key is None else repeat_key,
        )
    )


def note_wanted_again(tip_id: UUID) -> None:
    """Note that a tip is to be used again, so that whoever takes it back once more within the hour is heard."""
    _note(_wanted_again(tip_id)[1])


def _by_receipt(tip_id: UUID) -> bytes:
    turn, _next = _wanted_again(tip_id)
    return b"taken back:" + tip_id.bytes + (f":{turn}".encode() if turn else b"")


def _wanted_again(tip_id: UUID) -> tuple[int, Repeat]:
    """Return how often a tip was wanted again as far as that is kept, and the place for the next time."""
    turns = ((turn, Repeat(f"wanted again:{tip_id}:{turn}".encode())) for turn in count())
    return next((turn, place) for turn, place in turns if not place.came_before())


def note_asked(tip_id: UUID) -> None:
    """Note that the phone of a tip was asked whether it is sure."""
    _note(_asked(tip_id, hours_ago=0)[0])


def note_over(tip_id: UUID) -> None:
    """Note that it has said no."""
    for ago in (0, 1):
        asked, over = _asked(tip_id, hours_ago=ago)[:2]
        if asked.came_before():
            _note(over)


def was_asked(tip_id: UUID, *, even_over: bool = False) -> bool:
    """Return whether it was asked in this hour or the last one, and neither side has said anything since then.

    What has answered it may come twice: a yes counts again, and `even_over` a no does.
    """
    is_done = Tip.objects.filter(pk=tip_id, withdrawn=True).exists()  # by what was said last
    places = [_asked(tip_id, hours_ago=ago, before=before) for ago in (0, 1) for before in range(1 + is_done)]
    return any(asked.came_before() or (even_over and turn > 0) for asked, _, turn in places)


def _asked(tip_id: UUID, *, hours_ago: int, before: int = 0) -> tuple[Repeat, Repeat, int]:
    """Return the places of having asked and of that being over, and how often that was.

    They are of what was said so far, but for the last `before` of it.
    """
    said = Record.objects.filter(_SAID, tip=tip_id).count() - before
    hour = f"{tip_id}:{this_hour() - hours_ago * _HOUR:%Y-%m-%dT%H}:{said}"
    turns = ((Repeat(f"sure:{hour}:{turn}".encode()), Repeat(f"sure over:{hour}:{turn}".encode())) for turn in count())
    return next((asked, over, turn) for turn, (asked, over) in enumerate(turns) if not over.came_before())


def _note(repeat: Repeat) -> None:
    try:
        with transaction.atomic():
            repeat.bare_row().save(force_insert=True)
    except IntegrityError:
        if not repeat.came_before():
            raise
