"""Reading a tip: opening what its officers may open, and leaving the entry that says who did."""

import json
import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from django.db import transaction

from reports import audit, keystore
from reports.clock import in_seconds
from reports.gateways.blobs import blobs
from reports.keyring import KeyRing, NotYours
from reports.keystore import KeyGone
from reports.models import Attachment, AuditEntry, KeyPurpose, Officer, Record, Tip
from reports.models.kept import seen_with_id
from reports.models.record import was_judged
from reports.queries.first_words import kept_from
from reports.queries.lists import sight_of
from reports.queries.masking import findings_for
from reports.queries.readings import enter_reading
from reports.queries.records import judged_records
from reports.sealing.files import open_file, open_stream
from reports.sealing.keys import record_key
from reports.sealing.labels import Label
from reports.sealing.opening import CannotOpen, open_box, unseal
from reports.sealing.roots import open_root
from reports.writing import RecordRoot

log = logging.getLogger(__name__)
UNREADABLE = (NotYours, KeyGone, CannotOpen)
"""What reading raises where an officer's keys do not open what is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAttachment:
    """A file of a record, by what is known of it before it is opened. `size` is None for files of the first release."""

    id: UUID
    kind: str
    removed: tuple[str, ...]
    size: int | None
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadEntry:
    """One opened record. `findings` is what triage saved (a dictionary as Assessment writes it), or None before.

    `guide` is the edition of the guide that asked for the answers, "" where none did or nobody wrote it down.
    """

    record: Record
    text: str = field(repr=False)
    answers: Mapping[str, str] = field(repr=False)
    guide: str
    findings: Mapping[str, Any] | None = field(repr=False)
    attachments: tuple[ReadAttachment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTip:
    """A tip opened for reading. `erased` says that its words were destroyed and only the row is left.

    `spoilt`: so many entries, its own words among them if they are not in `entries`, do not open though they should.
    """

    tip: Tip
    entries: tuple[ReadEntry, ...] = field(repr=False)
    erased: bool
    spoilt: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """The words of one record, and triage's findings in them and in its answers, by their ids, as they are stored."""

    text: str = field(repr=False)
    findings: Sequence[Mapping[str, Any]] = field(repr=False)
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    in_answers: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict, repr=False)
    cleared: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict, repr=False)
    """Where officers took a mask off an answer."""

    @classmethod
    def of(cls, text: str, answers: Mapping[str, str], stored: Mapping[str, Any]) -> Self:
        """Return what triage stored of a record beside its words; {} where it stored nothing."""
        return cls(text, stored.get("findings", ()), answers, stored.get("in_answers", {}), stored.get("cleared", {}))


def find_tip(ring: KeyRing, tip_id: UUID) -> Tip:
    """Return a tip that the officer may read; an attempt at any other is audited.

    Raises Tip.DoesNotExist, for another unit's tip as for none, and for one that waits to be judged and names him.
    """
    for found in seen_with_id(sight_of(ring), tip_id):
        if not kept_from(ring, [found]):
            return found
    audit.enter("tip.refused", by=ring.officer, tip=tip_id)  # for none too: the answer must take as long
    raise Tip.DoesNotExist


def read_tip(ring: KeyRing, tip: Tip, *, by: Officer) -> ReadTip:
    """Open a tip's whole thread; the reading is audited. Raises NotYours, and CannotOpen where no entry opens."""
    records = judged_records(tip)
    erasures = keystore.get_many(KeyPurpose.ERASURE, [record.pk for record, _ in records])
    d = ring.tip_root(tip)
    there, entries = [one for one in records if one[0].pk in erasures or one[0].pk in erasures.spoilt], []
    for record, files in there:
        try:
            entries.append(opened_entry(record, d, erasures.opened(record.pk), files))
        except CannotOpen:  # the others are read all the same, and the page says that one is missing
            log.error("A record cannot be opened by its unit.")
    if there and not entries:
        raise CannotOpen
    enter_reading(tip, by, is_own=tip.unit_id in ring.unit_ids)
    return ReadTip(tip=tip, entries=tuple(entries), erased=not entries, spoilt=len(there) - len(entries))


def read_attachment(ring: KeyRing, tip: Tip, attachment_id: UUID, *, by: Officer) -> tuple[bytes, str]:
    """Return a file's bytes and its kind; the reading is audited.

    Raises Attachment.DoesNotExist, KeyGone, NotYours, CannotOpen.
    """
    found = find_attachment(ring, tip, attachment_id, by=by)
    return open_file(found.about.key, blobs().get(attachment_id), "file", attachment_id), found.about.kind


@dataclass(frozen=True, slots=True)
class FoundAttachment:
    """A file that may be read now, from any place in it, without being whole in memory."""

    about: ReadAttachment

    @property
    def size(self) -> int:
        """Its plain bytes. Raises CannotOpen, FileNotFoundError for one whose size must be counted."""
        return self.about.size if self.about.size is not None else sum(map(len, self._opened()))

    def pieces(self, first: int, last: int) -> Iterator[bytes]:
        """Yield the bytes from `first` to `last`, both counted from 0 and included. Raises CannotOpen.

        What comes before `first` is opened too, and dropped: each piece proves the one before it.
        """
        at = 0
        for piece in self._opened():
            wanted = piece[max(0, first - at) : last + 1 - at]
            at += len(piece)
            if wanted:
                yield wanted
            if at > last:
                return

    def _opened(self) -> Iterator[bytes]:
        with blobs().open(self.about.id) as sealed:
            yield from open_stream(self.about.key, sealed, "file", self.about.id)


@transaction.atomic
def find_attachment(
    ring: KeyRing, tip: Tip, attachment_id: UUID, *, by: Officer, goes_on: bool = False, framed: Collection[str] = ()
) -> FoundAttachment:
    """Find a file of a tip for reading; that is audited. Raises Attachment.DoesNotExist, KeyGone, NotYours, CannotOpen.

    `goes_on`: a player asks for a further part of what it plays, which leaves an entry only if there is none of this
    officer and file in the last hour. A file of a `framed` kind leaves none: its page asks for it by itself.
    """
    attachment = Attachment.objects.select_related("record").get(pk=attachment_id, record__tip=tip)
    erasure = keystore.get(KeyPurpose.ERASURE, attachment.record_id)
    d = ring.tip_root(tip)
    root = open_root(d, attachment.record.root_box, tip.pk, attachment.record_id)
    about = _attachment(attachment, attachment.record, root, erasure)
    if about.kind not in framed and not (goes_on and _was_read(tip, attachment_id, by)):
        audit.enter("file.read", by=by, tip=tip.pk, unit=tip.unit_id, file=str(attachment_id))
    return FoundAttachment(about)


def _was_read(tip: Tip, attachment_id: UUID, by: Officer) -> bool:
    return AuditEntry.objects.filter(
        tip_id=tip.pk,
        act="file.read",
        actor=f"officer:{by.pk}",
        detail__file=str(attachment_id),
        at__gte=in_seconds(-3600),
    ).exists()


def read_record(ring: KeyRing, record: Record) -> tuple[RecordRoot, ReadEntry]:
    """Open one record of a tip, and return with it what its parts are sealed under; the caller audits what it is for.

    Raises KeyGone, NotYours, CannotOpen.
    """
    erasure, d = keystore.get(KeyPurpose.ERASURE, record.pk), ring.tip_root(record.tip)
    root = RecordRoot(record.tip_id, record.pk, open_root(d, record.root_box, record.tip_id, record.pk), erasure)
    return root, opened_entry(record, d, erasure)


def read_records(ring: KeyRing, tip: Tip, records: Iterable[Record]) -> Iterator[tuple[RecordRoot, ReadEntry]]:
    """Open several records of one tip as `read_record` does; what does not open is left out. Raises NotYours."""
    erasures, d = keystore.get_many(KeyPurpose.ERASURE, [record.pk for record in records]), ring.tip_root(tip)
    for record in records:
        try:
            erasure = erasures.opened(record.pk)
            root = RecordRoot(tip.pk, record.pk, open_root(d, record.root_box, tip.pk, record.pk), erasure)
            opened = root, opened_entry(record, d, erasure)
        except (KeyGone, CannotOpen):
            continue
        yield opened


def read_with_root(ring: KeyRing, record: Record, unit_id: UUID, box: bytes | memoryview, *labels: Label) -> str:
    """Return the words of a record whose root lies in a box to a unit that may hold no key of the tip; "" if none open.

    Each generation that the officer holds is tried. The caller audits it.
    """
    erasure = keystore.get_many(KeyPurpose.ERASURE, [record.pk]).get(record.pk, b"")
    for keys in ring.generations(unit_id):
        try:
            root = open_box(keys.pair, box, *labels)
            text: str = json.loads(opened_part(record, root, erasure, "body", record.body))["text"]
        except CannotOpen:
            continue
        return text
    return ""


def read_judged(ring: KeyRing, tip_ids: Iterable[UUID]) -> dict[UUID, list[Judged]]:
    """Open words and findings of all records that triage judged, of many tips; who shows them audits it.

    What does not open is left out, as in a list.
    """
    roots = ring.roots(tip_ids)
    rows = Record.objects.filter(tip__in=roots, findings__isnull=False).order_by("position")
    records = list(rows.only("pk", "tip_id", "root_box", "body", "findings"))
    erasures = keystore.get_many(KeyPurpose.ERASURE, [record.pk for record in records])
    judged: dict[UUID, list[Judged]] = {}
    for record in records:
        if record.pk in erasures:
            try:
                d, erasure = roots[record.tip_id], erasures[record.pk]
                root = open_root(d, record.root_box, record.tip_id, record.pk)
                body = json.loads(opened_part(record, root, erasure, "body", record.body))
                findings = json.loads(opened_part(record, root, erasure, "findings", record.findings or b""))
            except CannotOpen:
                continue
            judged.setdefault(record.tip_id, []).append(Judged.of(body["text"], body["answers"], findings))
    return judged


def opened_entry(
    record: Record, d: bytes, erasure: bytes, attachments: Iterable[Attachment] | None = None
) -> ReadEntry:
    """Open one record by its tip's key and its own erasure key; `attachments` where they are at hand.

    Raises CannotOpen.
    """
    root = open_root(d, record.root_box, record.tip_id, record.pk)
    said = json.loads(opened_part(record, root, erasure, "body", record.body))
    sealed = record.findings
    stored = None if sealed is None else json.loads(opened_part(record, root, erasure, "findings", sealed))
    judged = was_judged(record.kind, said["answers"], record.tip.triage)
    there = record.attachments.all() if attachments is None else attachments
    files = tuple(_attachment(row, record, root, erasure) for row in there)
    return ReadEntry(
        record=record,
        text=said["text"],
        answers=said["answers"],
        guide=said.get("guide", ""),
        findings=findings_for(stored, said["text"], said["answers"], was_judged=judged),
        attachments=files,
    )


def opened_part(record: Record, root: bytes, erasure: bytes, what: str, sealed: bytes | memoryview) -> bytes:
    """Return one sealed part of a record; the caller audits what it is for. Raises CannotOpen."""
    key = record_key(root, erasure, record.tip_id, record.pk, what)
    return unseal(key, sealed, what, record.tip_id, record.pk)


def _attachment(row: Attachment, record: Record, root: bytes, erasure: bytes) -> ReadAttachment:
    key = record_key(root, erasure, record.tip_id, record.pk, "attachments")
    about = json.loads(unseal(key, row.header, "attachment", record.tip_id, record.pk, row.pk))
    return ReadAttachment(
        id=row.pk,
        kind=about["kind"],
        removed=tuple(about["removed"]),
        size=about.get("size"),
        key=bytes.fromhex(about["key"]),
    )
