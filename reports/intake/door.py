"""The one door: every arrival, whatever its channel, is sealed, stored, audited and enqueued here."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, IntegrityError, InterfaceError, transaction
from django.db.models import Model, Q

from reports import audit, keystore, outbox
from reports.alarm import new_alert
from reports.dialogue.forget import close_line, only_line
from reports.dialogue.lines import is_idle, keep_line, new_line
from reports.intake import receipt as receipts
from reports.intake.arrival import Arrival, first_arrival, later_arrival
from reports.intake.line_test import as_awaited
from reports.intake.repeats import Answer, Repeat
from reports.intake.submission import Submission
from reports.intake.uploads import HeldFile, cannot_be_sent
from reports.models import Capsule, ErrandKind, KeyPurpose, Line, Tip
from reports.models.claiming import claiming
from reports.models.inserting import insert
from reports.sealing.manifest import ManifestRefused
from reports.sealing.opening import CannotOpen
from reports.sealing.rowmac import RowChanged
from reports.signed_row import check_signed
from reports.writing import StoredKeyRow

log = logging.getLogger(__name__)
# Seconds for looking after all files of one arrival in a transaction, which ends after a minute: the last look may take
# as long again.
_LOOKING = 20.0
# What refuses before anything is sealed to a wrong key counts too: the tipster must hear of it and keep the words.
_NOT_STORED = (
    DatabaseError,
    InterfaceError,
    OSError,
    CannotOpen,
    RowChanged,
    ManifestRefused,
    ImproperlyConfigured,
    Tip.DoesNotExist,
)
FETCH, MAKE_SAFE = "reports.intake.run_errand", "reports.intake.make_safe"


class NotStored(Exception):
    """The tip was not stored: a database or the disk refused, or a key did not fit.

    The face says so, and the tipster keeps the words.
    """


class FilesGone(Exception):
    """Nothing was stored, because some files cannot be claimed: `blobs` are too old, or another tip has them.

    The face says which must be chosen again.
    """

    def __init__(self, names: Iterable[UUID]) -> None:
        super().__init__("Some files are gone.")
        self.blobs = frozenset(names)


class SentBefore(Exception):
    """Nothing was stored: what may be sent once came before, with other words. The face asks whether these go too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What the face tells the tipster. `receipt` is None for an arrival that joined a tip.

    A repeat whose answer is no longer kept has neither receipt nor anything else to tell but `repeated`.
    """

    receipt: str | None = field(repr=False)
    joined: bool
    repeated: bool


def accept(submission: Submission) -> Accepted:
    """Seal, store and enqueue one arrival; the same request again gets the same answer.

    Raises NotStored, FilesGone, SentBefore.
    """
    try:
        try:
            submission = as_awaited(submission)
            return _accept(submission)
        except (IntegrityError, Tip.DoesNotExist):
            # A twin made the phone's line first, or the tip was just erased: the second look sees what is there now.
            return _accept(submission)
    except _NOT_STORED as problem:
        log.error("An arrival could not be stored: %s", type(problem).__name__)
        raise NotStored from problem


def _accept(submission: Submission) -> Accepted:
    key = submission.repeat_key
    repeat = key if isinstance(key, Repeat) else _place_of(key, submission)
    line = _line_of(submission, repeat)
    tip = line.tip if line else Tip.objects.get(pk=submission.joins.tip_id) if submission.joins else None
    arrival = later_arrival(submission, tip) if tip else first_arrival(submission, receipts.mint())
    answer = Answer(receipt=arrival.receipt, joined=tip is not None)

    fresh_line = _fresh_line(submission, arrival, line)
    errands = list(arrival.errands())
    keys = [*arrival.keys(), repeat.stored_key, *(key for _, key in errands)]
    keys += fresh_line[1] if fresh_line else []
    keystore.put(*keys)
    rows = [
        *arrival.attachments(),
        *(errand for errand, _ in errands),
        *([fresh_line[0]] if fresh_line else []),
    ]
    waits = submission.more_may_follow
    try:
        with _claim(submission.files):
            if tip is None:
                _store_first(arrival, repeat.rows(answer), rows)
            else:
                waits = _store_later(arrival, repeat.rows(answer), rows, line) and waits
    except (IntegrityError, FilesGone):
        _take_back(keys)
        if not repeat.came_before():
            if repeat.used_up():
                raise SentBefore from None
            raise
        return _told_before(repeat)
    if not waits:  # else the sweep takes it up when the quiet window is over
        enqueue = outbox.enqueue_first if tip is None else partial(outbox.enqueue, outbox.ASSESS)
        enqueue(arrival.record_id)
    for errand, _ in errands:
        outbox.enqueue(MAKE_SAFE if errand.kind == ErrandKind.UPLOAD else FETCH, errand.pk)
    return Accepted(receipt=answer.receipt, joined=answer.joined, repeated=False)


def _place_of(key: bytes, submission: Submission) -> Repeat:
    return Repeat(key, submission.once_key, *submission.used_with_it)


def _line_of(submission: Submission, repeat: Repeat) -> Line | None:
    """Return the line that an arrival comes by. One that is idle, or that the tipster leaves, ends here."""
    line = only_line(submission.sender) if not submission.joins else None
    if line is None or not (submission.starts_anew or is_idle(line)) or repeat.came_before():
        return line
    close_line(tip=line.tip, act="line.idle" if is_idle(line) else "line.renewed", by=audit.TIPSTER)
    return None


def _fresh_line(submission: Submission, arrival: Arrival, line: Line | None) -> tuple[Line, list[StoredKeyRow]] | None:
    """Return the line to be made for a new tip. What joins one by its receipt makes none: nobody has asked for it."""
    sender = submission.sender
    if not (sender and arrival.receipt) or line:
        return None
    owed = submission.owed.format(receipt=receipts.grouped(arrival.receipt))
    with suppress(CannotOpen):  # of this epoch's key: no tip is refused for it
        return new_line(sender, arrival.tip_id, silent=submission.silent, owed=owed, answer=submission.answer)
    return None


@contextmanager
def _claim(files: tuple[HeldFile, ...]) -> Iterator[None]:
    """Hold the files against being swept until their rows are committed. Raises FilesGone.

    A name can be claimed once: it is the key of an attachment or the blob of an errand. An errand's blob is deleted
    before its row is, so that a name that was claimed and let go again is always missing here.
    """
    if not files:
        yield
        return
    with claiming():
        if gone := cannot_be_sent(files, within=_LOOKING):
            raise FilesGone(gone)
        yield


def _store_first(arrival: Arrival, before: list[Model], after: list[Model]) -> None:
    """Store a new tip in one round trip, which is one transaction."""
    tip, key = arrival.new_tip()
    came = [audit.entry("tip.arrived", by=audit.TIPSTER, tip=tip.pk, unit=tip.unit_id, channel=tip.channel)]
    if arrival.submission.taken_by:
        came.append(audit.entry("tip.taken_down", by=arrival.submission.taken_by, tip=tip.pk, unit=tip.unit_id))
    if arrival.submission.hearing:
        came.append(audit.entry(arrival.submission.hearing, by=audit.TIPSTER, tip=tip.pk, unit=tip.unit_id))
    if arrival.submission.late:  # nobody was answered
        came.append(audit.entry("text.came_late", by=audit.TIPSTER, tip=tip.pk, unit=tip.unit_id))
    alert = [new_alert(tip.pk)] if arrival.submission.in_danger else []
    insert(*before, tip, key, *came, arrival.record(position=0), arrival.capsule(), *alert, *after)


@transaction.atomic
def _store_later(arrival: Arrival, before: list[Model], after: list[Model], line: Line | None) -> bool:
    """Store what joins a tip. Return whether it waits to be judged in company.

    Nothing of the tip changes yet, for the words may prove to be none of its unit's: judging wakes it. But what is
    taken back is not to be used from now on, or is again, and its tipster sees that at once. It waits while the tip
    itself still waits, and when a part of a receipt may follow to numbers that are kept back.
    """
    tip = Tip.objects.select_for_update().get(pk=arrival.tip_id)
    check_signed(tip)
    insert(*before, arrival.record(position=tip.records.count()), arrival.capsule(), *after)
    if arrival.submission.withdraws or arrival.submission.wants_again:
        for meant in (Q(pk=tip.pk), Q(split__origin=tip.pk)):  # with what an officer made of its words
            Tip.objects.filter(meant).update(withdrawn=arrival.submission.withdraws)
    if line:
        with suppress(CannotOpen):  # of this epoch's key: it stays under that of the last one
            keep_line(line, arrival.submission.sender)
    if arrival.words.numbers:
        return True
    return Capsule.objects.filter(pk=tip.pk).exists()  # triage holds the tip's row too: either it sees this, or we do


def _take_back(keys: list[StoredKeyRow]) -> None:
    """Destroy what was made for nothing. Held files stay: they may be another tip's, or be sent again."""
    for purpose in KeyPurpose:
        ids = [key_id for kind, key_id, _ in keys if kind == purpose]
        if ids:
            keystore.destroy(purpose, ids)


def _told_before(repeat: Repeat) -> Accepted:
    answer = repeat.earlier_answer() or Answer(receipt=None, joined=False)
    return Accepted(receipt=answer.receipt, joined=answer.joined, repeated=True)
