"""Taking a tip back by text or by phone: what the button in the mailbox does, and asking once more before it.

That a phone was asked lies where seen requests do: a hash and the hour, which tells nobody anything.
"""

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from reports.clock import this_hour
from reports.dialogue.mailbox import MailboxKey
from reports.intake.door import accept
from reports.intake.repeats import Repeat
from reports.intake.submission import WITHOUT_RECEIPT, Submission
from reports.models import Channel, Record, RecordKind, Tip
from reports.models.choices import ACT, WITHDRAWS

_HOUR = timedelta(hours=1)


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
            repeat_key=b"taken back:" + tip_id.bytes if repeat_key is None else repeat_key,
        )
    )


def note_asked(tip_id: UUID) -> None:
    """Note that the phone of a tip was asked whether it is sure."""
    repeat = _asked(tip_id, hours_ago=0)
    try:
        with transaction.atomic():
            repeat.bare_row().save(force_insert=True)
    except IntegrityError:
        if not repeat.came_before():
            raise


def was_asked(tip_id: UUID) -> bool:
    """Return whether it was asked in this hour or the last one, and no officer has asked something else since then."""
    if not any(_asked(tip_id, hours_ago=ago).came_before() for ago in (0, 1)):
        return False
    return not Record.objects.filter(tip=tip_id, kind=RecordKind.QUESTION, at__gte=this_hour() - _HOUR).exists()


def _asked(tip_id: UUID, *, hours_ago: int) -> Repeat:
    return Repeat(f"sure:{tip_id}:{this_hour() - hours_ago * _HOUR:%Y-%m-%dT%H}".encode())
