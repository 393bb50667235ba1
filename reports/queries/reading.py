"""Reading a tip: opening what its officers may open, and leaving the entry that says who did."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from reports import audit, keystore
from reports.clock import in_seconds
from reports.gateways.blobs import blobs
from reports.keyring import KeyRing
from reports.models import Attachment, AuditEntry, KeyPurpose, Officer, Record, Tip
from reports.sealing.files import open_file, open_stream
from reports.sealing.keys import KeyPair, record_key, tip_pair
from reports.sealing.opening import CannotOpen, open_box, unseal


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
    """One opened record. `findings` is what triage saved (a dictionary as Assessment writes it), or None."""

    record: Record
    text: str = field(repr=False)
    answers: Mapping[str, str] = field(repr=False)
    findings: Mapping[str, object] | None = field(repr=False)
    attachments: tuple[ReadAttachment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTip:
    """A tip opened for reading. `erased` says that its words were destroyed and only the row is left."""

    tip: Tip
    entries: tuple[ReadEntry, ...] = field(repr=False)
    erased: bool


def find_tip(ring: KeyRing, tip_id: UUID) -> Tip:
    """Return a tip of the officer's units. Raises Tip.DoesNotExist, for another unit's tip as for none."""
    return Tip.objects.of_units(ring.unit_ids).select_related("unit", "assigned_to").get(pk=tip_id)


@transaction.atomic
def read_tip(ring: KeyRing, tip: Tip, *, by: Officer) -> ReadTip:
    """Open a tip's whole thread; the reading is audited. Raises NotYours, CannotOpen."""
    audit.enter("tip.read", by=by, tip=tip.pk, unit=tip.unit_id)
    # First, so that words which come while these are opened stay marked as news.
    Tip.objects.filter(pk=tip.pk, has_news=True).update(has_news=False)
    records = list(tip.records.select_related("officer").prefetch_related("attachments").order_by("position"))
    erasures = keystore.get_many(KeyPurpose.ERASURE, [record.pk for record in records])
    d = ring.tip_root(tip)
    pair = tip_pair(d, tip.pk)
    entries = tuple(_entry(record, d, pair, erasures[record.pk]) for record in records if record.pk in erasures)
    return ReadTip(tip=tip, entries=entries, erased=not entries)


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
    ring: KeyRing, tip: Tip, attachment_id: UUID, *, by: Officer, goes_on: bool = False
) -> FoundAttachment:
    """Find a file of a tip for reading; that is audited. Raises Attachment.DoesNotExist, KeyGone, NotYours, CannotOpen.

    `goes_on`: a player asks for a further part of what it plays, which leaves an entry only if there is none of this
    officer and file in the last hour.
    """
    attachment = Attachment.objects.select_related("record").get(pk=attachment_id, record__tip=tip)
    erasure = keystore.get(KeyPurpose.ERASURE, attachment.record_id)
    d = ring.tip_root(tip)
    root = _record_root(attachment.record, d, tip_pair(d, tip.pk))
    about = _attachment(attachment, attachment.record, root, erasure)
    if not (goes_on and _was_read(tip, attachment_id, by)):
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


def previews(ring: KeyRing, tips: Iterable[Tip], length: int = 140) -> dict[UUID, str]:
    """Return the first words of many tips, for a list: keys and erasure keys are fetched in bulk."""
    tips = list(tips)
    roots = ring.tip_roots(tips)
    erasures = keystore.get_many(KeyPurpose.ERASURE, roots)
    bodies = dict(Record.objects.filter(pk__in=roots).values_list("pk", "body"))
    opened = {}
    for tip_id, d in roots.items():
        if tip_id in erasures and tip_id in bodies:
            key = record_key(d, erasures[tip_id], tip_id, tip_id, "body")
            try:
                text = json.loads(unseal(key, bodies[tip_id], "body", tip_id, tip_id))["text"]
            except CannotOpen:  # the list shows the others; who opens this tip is told
                continue
            opened[tip_id] = " ".join(text[: 2 * length].split())[:length]
    return opened


def _entry(record: Record, d: bytes, pair: KeyPair, erasure: bytes) -> ReadEntry:
    root = _record_root(record, d, pair)
    said = json.loads(_part(record, root, erasure, "body", record.body))
    findings = None
    if record.findings is not None:
        findings = json.loads(_part(record, root, erasure, "findings", record.findings))
    files = tuple(_attachment(row, record, root, erasure) for row in record.attachments.all())
    return ReadEntry(record=record, text=said["text"], answers=said["answers"], findings=findings, attachments=files)


def _record_root(record: Record, d: bytes, pair: KeyPair) -> bytes:
    if record.root_box is None:
        return d
    return open_box(pair, record.root_box, "record root", record.tip_id, record.pk)


def _part(record: Record, root: bytes, erasure: bytes, what: str, sealed: bytes | memoryview) -> bytes:
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
