"""One arrival, sealed: its keys for the key store and its rows for the main database."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.conf import settings

from reports import vault
from reports.clock import this_hour
from reports.day_keys import waiting_today
from reports.intake.receipt import without_receipts
from reports.intake.receipt_parts import Told, told_in
from reports.intake.submission import WITHHELD, Submission
from reports.models import (
    Attachment,
    AuditEntry,
    Capsule,
    Category,
    Channel,
    Errand,
    KeyPurpose,
    Record,
    RecordKind,
    Tip,
    TipKey,
    Turn,
    Urgency,
)
from reports.models.due import due
from reports.sealing.envelope import seal, seal_to
from reports.sealing.keys import new_key, record_key, tip_pair
from reports.signed_row import check_signed, sign_row
from reports.triage.opened import PLACES
from reports.writing import SWEPT_AFTER, Came, RecordRoot, StoredKeyRow, new_capsule, new_errand, new_upload_errand


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The secrets of one arrival while the door holds it. `root` is D for a new tip, else the record's own key."""

    submission: Submission = field(repr=False)
    tip_id: UUID
    record_id: UUID
    root: bytes = field(repr=False)
    erasure: bytes = field(repr=False)
    one_time: bytes = field(repr=False)
    receipt: str | None = field(repr=False)
    tip: Tip | None
    words: Told = field(repr=False)

    @property
    def _root(self) -> RecordRoot:
        return RecordRoot(self.tip_id, self.record_id, self.root, self.erasure)

    def keys(self) -> list[StoredKeyRow]:
        """The keys that must be committed before the rows are."""
        keys = [
            (KeyPurpose.ERASURE, self.record_id, self.erasure),
            (KeyPurpose.ONE_TIME, self.record_id, self.one_time),
        ]
        return keys if self.tip else [*keys, (KeyPurpose.FINGERPRINT, self.tip_id, new_key())]

    def new_tip(self) -> tuple[Tip, TipKey]:
        """The row of a new tip, routed to reception, and D in a box to reception."""
        reception = vault.manifest().units["reception"]
        public = tip_pair(self.root, self.tip_id).public
        chosen = self.submission.answers.get("category", "")
        tip = Tip(
            id=self.tip_id,
            unit_id=reception.unit_id,
            urgency=Urgency.IMMEDIATE if self.submission.in_danger else Urgency.ROUTINE,
            category=chosen if chosen in Category.values else Category.OTHER,
            channel=self.submission.channel,
            language=self.submission.language,
            arrived_hour=this_hour(),
            public_key=public,
            self_test=self.submission.self_test,
            unreachable=self._has_no_reader,
        )
        tip.due_at = due(tip, tip.arrived_hour)
        sign_row(tip)
        labels = ("tip key", self.tip_id, reception.unit_id, reception.generation)
        box = seal_to(reception.public, self.root, *labels)
        key = TipKey(tip_id=self.tip_id, unit_id=reception.unit_id, generation=reception.generation, box=box)
        return tip, key

    @property
    def _has_no_reader(self) -> bool:
        """Whether nobody has the receipt: not yet, of a call, or never, of a text found late that names no phone."""
        return bool(self.submission.hearing) or (self.submission.late and not self.submission.sender)

    def record(self, position: int) -> Record:
        """The sealed record of what was said."""
        answers = {name: without_receipts(answer) for name, answer in self.submission.answers.items()}
        said: dict[str, object] = {"text": self.words.text, "answers": answers}
        said |= {PLACES: self.words.places} if self.words.numbers else {}
        said |= {"guide": self.submission.guide} if self.submission.guide else {}
        key = record_key(self.root, self.erasure, self.tip_id, self.record_id, "body")
        root_box = None
        if self.tip:
            root_box = seal_to(bytes(self.tip.public_key), self.root, "record root", self.tip_id, self.record_id)
        return Record(
            id=self.record_id,
            tip_id=self.tip_id,
            kind=RecordKind.ADDITION if self.tip else RecordKind.TIP,
            channel=self.submission.channel,
            position=position,
            at=this_hour(),
            root_box=root_box,
            body=seal(key, json.dumps(said).encode(), "body", self.tip_id, self.record_id),
        )

    def capsule(self) -> Capsule:
        """What the triage worker may open once: soon, or when the quiet window is over.

        What joins a tip and tells of danger need not wait for a first look: nobody hears of it before it is judged.
        """
        wait = settings.QUIET_SECONDS if self.submission.more_may_follow else SWEPT_AFTER
        capsule = new_capsule(
            self._root,
            self.one_time,
            receipt=self.receipt or "",
            wait=wait,
            kept_back=self.words.numbers,
            came=self._came(),
        )
        capsule.turn = Turn.QUIET if self.submission.more_may_follow else Turn.UNSEEN
        if self.tip and self.submission.in_danger:
            capsule.turn = Turn.IMMEDIATE
        if self.receipt:
            capsule.waiting = waiting_today(self.receipt)
            sign_row(capsule)
        return capsule

    def _came(self) -> frozenset[Came] | None:
        told = self.submission
        if self.tip is None:
            return None
        found = {
            Came.IN_DANGER: told.in_danger,
            Came.WITHDRAWS: told.withdraws,
            Came.GOES_ON: told.goes_on,
            Came.LATE: told.late,
            Came.HAS_RECEIPT: self._shows_that_it_arrived,
        }
        return frozenset(one for one, is_so in found.items() if is_so)

    @property
    def _shows_that_it_arrived(self) -> bool:
        """Whether the receipt of a tip that came by a text without a number has reached somebody after all."""
        if not (self.tip and self.tip.unreachable and self.submission.joins):
            return False
        acts = set(AuditEntry.objects.filter(tip_id=self.tip_id).values_list("act", flat=True))
        return WITHHELD in acts and not any(act.startswith(("line.", "dialogue.")) for act in acts)

    def attachments(self) -> Iterator[Attachment]:
        """The rows that claim clean files, which lie in the blob store under the same names."""
        for held in self.submission.files:
            if not held.raw:
                yield self._root.attach(held.blob, held.key, held.mime, held.removed, held.size)

    def errands(self) -> Iterator[tuple[Errand, StoredKeyRow]]:
        """What the worker must fetch or delete at the provider or make safe, each with its one-time key."""
        for held in self.submission.files:
            if held.raw:
                known_by = {"number": held.number, "size": held.size}
                yield new_upload_errand(self.record_id, held.blob, held.key, held.media, wait=SWEPT_AFTER, **known_by)
        for request in self.submission.errands:
            yield new_errand(
                self.record_id,
                request.kind,
                request.reference,
                wait=SWEPT_AFTER,
                goes_on=self.submission.goes_on,
            )


def first_arrival(submission: Submission, receipt: str) -> Arrival:
    """Return the arrival that makes a new tip: its record has the tip's own id."""
    tip_id = uuid4()
    return _arrival(submission, tip_id=tip_id, record_id=tip_id, receipt=receipt, tip=None)


def later_arrival(submission: Submission, tip: Tip) -> Arrival:
    """Return the arrival that joins `tip`. Raises RowChanged when the tip's keys are not those that were signed."""
    check_signed(tip)
    return _arrival(submission, tip_id=tip.pk, record_id=uuid4(), receipt=None, tip=tip)


def _arrival(submission: Submission, *, tip_id: UUID, record_id: UUID, receipt: str | None, tip: Tip | None) -> Arrival:
    return Arrival(
        submission=submission,
        tip_id=tip_id,
        record_id=record_id,
        root=new_key(),
        erasure=new_key(),
        one_time=new_key(),
        receipt=receipt,
        tip=tip,
        words=told_in(submission.text, keep_back=submission.channel == Channel.SMS),
    )
