"""Writing into a tip's thread, by anybody who does not hold the tip's key: sealed to its public key."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from reports import keystore, vault
from reports.clock import in_seconds
from reports.models import Attachment, Delivery, Errand, ErrandKind, KeyPurpose, Officer, Record, RecordKind, Tip
from reports.sealing.envelope import seal, seal_to
from reports.sealing.files import seal_file
from reports.sealing.handover import seal_handover
from reports.sealing.keys import new_key, record_key

StoredKeyRow = tuple[KeyPurpose, UUID, bytes]


@dataclass(frozen=True, slots=True)
class RecordRoot:
    """What the parts of one record are sealed under: its root key and its erasure key."""

    tip_id: UUID
    record_id: UUID
    root: bytes = field(repr=False)
    erasure: bytes = field(repr=False)

    @classmethod
    def fresh(cls, tip_id: UUID) -> Self:
        """Return the root of a new record of this tip."""
        return cls(tip_id, uuid4(), new_key(), new_key())

    def seal_part(self, plain: bytes, what: str) -> bytes:
        """Return one part of the record, sealed under that part's own key."""
        key = record_key(self.root, self.erasure, self.tip_id, self.record_id, what)
        return seal(key, plain, what, self.tip_id, self.record_id)

    def seal_attachment(
        self, data: bytes, kind: str, removed: Sequence[str] = ()
    ) -> tuple[Attachment, Iterator[bytes]]:
        """Return an attachment's row, and its sealed pieces for the blob store."""
        attachment_id, file_key = uuid4(), new_key()
        about = json.dumps({"key": file_key.hex(), "kind": kind, "removed": list(removed)}).encode()
        key = record_key(self.root, self.erasure, self.tip_id, self.record_id, "attachments")
        header = seal(key, about, "attachment", self.tip_id, self.record_id, attachment_id)
        row = Attachment(id=attachment_id, record_id=self.record_id, header=header)
        return row, seal_file(file_key, data, "file", attachment_id)


def write_record(
    root: RecordRoot,
    *,
    tip: Tip,
    kind: RecordKind,
    text: str,
    by: Officer | None,
    at: datetime,
    delivery: Delivery = Delivery.NONE,
) -> Record:
    """Store a record with `text`; its erasure key is committed first.

    The caller holds the tip's row and has checked its MAC.
    """
    keystore.put((KeyPurpose.ERASURE, root.record_id, root.erasure))
    box = seal_to(bytes(tip.public_key), root.root, "record root", tip.pk, root.record_id)
    return Record.objects.create(
        id=root.record_id,
        tip=tip,
        kind=kind,
        officer=by,
        position=tip.records.count(),
        at=at,
        root_box=box,
        body=root.seal_part(json.dumps({"text": text, "answers": {}}).encode(), "body"),
        delivery=delivery,
    )


def new_errand(record_id: UUID | None, kind: ErrandKind, reference: str, *, wait: float) -> tuple[Errand, StoredKeyRow]:
    """Return an unsaved errand due in `wait` seconds, and its one-time key for the key store."""
    errand_id, one_time = uuid4(), new_key()
    labels = ("errand", errand_id, record_id or "no record")
    box = seal_handover({"reference": reference}, one_time, vault.manifest().triage, *labels)
    errand = Errand(id=errand_id, record_id=record_id, kind=kind, box=box, due_at=in_seconds(wait))
    return errand, (KeyPurpose.ONE_TIME, errand_id, one_time)
