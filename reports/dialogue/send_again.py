"""Where nobody knows whether a text went out, or it failed, an officer decides: send it again, or leave it."""

from uuid import UUID

from reports import keystore
from reports.changing import changing
from reports.dialogue.reply import dispatch_by_text, line_for_texts
from reports.models import Delivery, Dispatch, KeyPurpose, Officer, Record, RecordKind, Tip
from reports.signed_row import check_signed

OPEN_TO_DECISION = (Delivery.UNKNOWN, Delivery.FAILED)


class NothingToDecide(Exception):
    """This is no question whose text failed or is unknown: it moved on, or a colleague decided."""


class ChannelClosed(Exception):
    """No text reaches the tipster any more: the phone was forgotten, or its owner wants none."""


def send_again(*, tip: Tip, record_id: UUID, text: str, by: Officer, version: int | None = None) -> None:
    """Send an officer's words as a text once more; the tipster may then have them twice, and the officer knows it.

    `text` is what the record holds, opened by the officer. News of the earlier text is no longer heard.
    Raises NotYours, StaleTip, RowChanged, NothingToDecide, ChannelClosed.
    """
    with changing(tip, act="text.sent_again", by=by, version=version) as changed:
        check_signed(changed)
        record = _undecided(changed, record_id)
        line_id = line_for_texts(changed)
        if line_id is None:
            raise ChannelClosed
        _decide(record, Delivery.QUEUED)
        dispatch_by_text(record, line_id, text, of=changed)


def leave_in_mailbox(*, tip: Tip, record_id: UUID, by: Officer, version: int | None = None) -> None:
    """Send it no more: it waits in the mailbox. Raises NotYours, StaleTip, NothingToDecide."""
    with changing(tip, act="text.left", by=by, version=version) as changed:
        _decide(_undecided(changed, record_id), Delivery.NONE)


def _undecided(tip: Tip, record_id: UUID) -> Record:
    """Return the question; its tip's row is locked, and so is what else could decide."""
    found = Record.objects.filter(pk=record_id, tip=tip, kind=RecordKind.QUESTION, delivery__in=OPEN_TO_DECISION)
    record = found.first()
    if record is None:
        raise NothingToDecide
    return record


def _decide(record: Record, state: Delivery) -> None:
    earlier = list(Dispatch.objects.filter(record=record).values_list("pk", flat=True))
    keystore.destroy(KeyPurpose.ONE_TIME, earlier)
    Dispatch.objects.filter(pk__in=earlier).delete()
    Record.objects.filter(pk=record.pk).update(delivery=state)
