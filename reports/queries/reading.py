"""Reading a tip: opening what its officers may open, and leaving the entry that says who did."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from reports import audit, keystore
from reports.gateways.blobs import blobs
from reports.keyring import KeyRing
from reports.models import Attachment, KeyPurpose, Officer, Record, Tip
from reports.sealing.files import open_file
from reports.sealing.keys import KeyPair, record_key, tip_pair
from reports.sealing.opening import CannotOpen, open_box, unseal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAttachment:
    """A file of a record, by what is known of it before it is opened."""

    id: UUID
    kind: str
    removed: tuple[str, ...]
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


@transaction.atomic
def read_attachment(ring: KeyRing, tip: Tip, attachment_id: UUID, *, by: Officer) -> tuple[bytes, str]:
    """Return a file's bytes and its kind; the reading is audited. Raises Attachment.DoesNotExist, KeyGone."""
    attachment = Attachment.objects.select_related("record").get(pk=attachment_id, record__tip=tip)
    erasure = keystore.get(KeyPurpose.ERASURE, attachment.record_id)
    d = ring.tip_root(tip)
    root = _record_root(attachment.record, d, tip_pair(d, tip.pk))
    about = _attachment(attachment, attachment.record, root, erasure)
    audit.enter("file.read", by=by, tip=tip.pk, unit=tip.unit_id, file=str(attachment_id))
    return open_file(about.key, blobs().get(attachment.pk), "file", attachment.pk), about.kind


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
        id=row.pk, kind=about["kind"], removed=tuple(about["removed"]), key=bytes.fromhex(about["key"])
    )
