"""An officer asks the tipster: sealed for the unit, for the mailbox, and, where the tip has a line, for the relay."""

from uuid import UUID, uuid4

from reports import keystore, outbox, vault
from reports.as_seen import as_seen
from reports.changing import changing
from reports.clock import in_seconds, this_hour
from reports.dialogue.as_text import as_text
from reports.dialogue.parts import parts_of
from reports.dialogue.timetable import leaves_at
from reports.models import (
    Delivery,
    Dispatch,
    KeyPurpose,
    Mailbox,
    Officer,
    Record,
    RecordKind,
    Status,
    Tip,
)
from reports.queries.history import nobody_has_receipt
from reports.sealing.handover import seal_handover
from reports.sealing.keys import new_key
from reports.signed_row import check_signed
from reports.tallying import Step, tally_speed
from reports.writing import RecordRoot, copy_for_mailbox, write_record

DELIVER = "reports.dialogue.deliver"
_PATIENCE = 20.0


class NoMailbox(Exception):
    """The tip has no open mailbox: it is not yet triaged, or the tipster ended the dialogue."""


class NoReader(NoMailbox):
    """It is certain that nobody has the receipt, and no phone goes on with the tip."""


class EmptyQuestion(Exception):
    """There is nothing to send."""


def ask_tipster(*, tip: Tip, text: str, by: Officer, version: int | None = None, repeats: int = 0) -> Record:
    """Put a question (or any words) into the tipster's mailbox, and send it as a text where there is a line.

    `repeats`: how many of its words repeat the tip, which the officer was told and sends all the same.

    Raises EmptyQuestion, NotYours, StaleTip, NoMailbox, NoReader, RowChanged.
    """
    text = as_seen(text)
    if not text.strip():
        raise EmptyQuestion
    detail = {"repeats": repeats} if repeats else {}
    with changing(tip, act="tipster.asked", by=by, version=version, **detail) as changed:
        check_signed(changed)
        if not changed.mailbox_key or not Mailbox.objects.filter(tip=changed, is_open=True).exists():
            raise NoMailbox
        if nobody_has_receipt(changed):
            raise NoReader
        if changed.status in (Status.NEW, Status.OPEN):
            changed.status = Status.WAITING
        if not changed.records.filter(kind=RecordKind.QUESTION).exists():
            tally_speed(changed, Step.ANSWERED)
        return _write(changed, text, by)


def _write(tip: Tip, text: str, by: Officer) -> Record:
    line_id = line_for_texts(tip)
    delivery = Delivery.QUEUED if line_id else Delivery.NONE
    root = RecordRoot.fresh(tip.pk)
    record = write_record(root, tip=tip, kind=RecordKind.QUESTION, text=text, by=by, at=this_hour(), delivery=delivery)
    copy_for_mailbox(tip, record, text, root.erasure)
    if line_id:
        dispatch_by_text(record, line_id, text, of=tip)
    return record


def line_for_texts(tip: Tip) -> UUID | None:
    """Return the line by which texts reach the tipster, if there is one and its owner takes any."""
    return tip.lines.filter(silent=False, stopped=False).values_list("pk", flat=True).first()


def dispatch_by_text(record: Record, line_id: UUID, text: str, *, of: Tip) -> None:
    """Hand words to the relay worker, sealed for it and for this line; they leave by the timetable of texts."""
    leaves = leaves_at(of)
    dispatch_id, one_time, said = uuid4(), new_key(), as_text(text, of.language)
    keystore.put((KeyPurpose.ONE_TIME, dispatch_id, one_time))
    box = seal_handover({"text": said}, one_time, vault.manifest().relay, "dispatch", dispatch_id, line_id)
    Dispatch.objects.create(
        id=dispatch_id,
        record=record,
        line_id=line_id,
        box=box,
        parts=len(parts_of(said)),
        due_at=leaves or in_seconds(_PATIENCE),
    )
    if leaves is None:
        outbox.enqueue(DELIVER, dispatch_id)
