"""Writing into a tip's thread, by anybody who does not hold the tip's key: sealed to its public key."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from reports import keystore, vault
from reports.clock import in_seconds
from reports.models import (
    Attachment,
    Capsule,
    Delivery,
    Errand,
    ErrandKind,
    KeyPurpose,
    MailboxCopy,
    Officer,
    Record,
    RecordKind,
    Tip,
)
from reports.sealing.envelope import seal, seal_to
from reports.sealing.files import seal_file
from reports.sealing.handover import seal_handover
from reports.sealing.keys import new_key, record_key

SWEPT_AFTER = 20.0  # seconds before the sweep takes up what no worker opened
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

    def attach(self, blob: UUID, file_key: bytes, kind: str, removed: Sequence[str], size: int) -> Attachment:
        """Return the row of a file that lies sealed in the blob store: its key goes into the row's sealed header.

        `size` counts the file's plain bytes.
        """
        about = {"key": file_key.hex(), "kind": kind, "removed": list(removed), "size": size}
        key = record_key(self.root, self.erasure, self.tip_id, self.record_id, "attachments")
        header = seal(key, json.dumps(about).encode(), "attachment", self.tip_id, self.record_id, blob)
        return Attachment(id=blob, record_id=self.record_id, header=header)

    def seal_attachment(
        self, data: bytes, kind: str, removed: Sequence[str] = ()
    ) -> tuple[Attachment, Iterator[bytes]]:
        """Return an attachment's row, and its sealed pieces for the blob store."""
        attachment_id, file_key = uuid4(), new_key()
        row = self.attach(attachment_id, file_key, kind, removed, len(data))
        return row, seal_file(file_key, data, "file", attachment_id)


def write_record(
    root: RecordRoot,
    *,
    tip: Tip,
    kind: RecordKind,
    text: str,
    by: Officer | None,
    at: datetime,
    answers: Mapping[str, str] | None = None,
    delivery: Delivery = Delivery.NONE,
) -> Record:
    """Store a record with `text` and `answers`; its erasure key is committed first.

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
        body=root.seal_part(json.dumps({"text": text, "answers": dict(answers or {})}).encode(), "body"),
        delivery=delivery,
    )


def copy_for_mailbox(tip: Tip, record: Record, text: str, erasure: bytes) -> None:
    """Store a record's words once more, sealed to the tip's mailbox, which must exist. `erasure`: the record's key."""
    root = new_key()
    MailboxCopy.objects.create(
        record=record,
        root_box=seal_to(bytes(tip.mailbox_key), root, "mailbox root", tip.pk, record.pk),
        body=seal(record_key(root, erasure, tip.pk, record.pk, "mailbox"), text.encode(), "mailbox", tip.pk, record.pk),
    )


def new_capsule(root: RecordRoot, one_time: bytes, *, receipt: str = "", wait: float = SWEPT_AFTER) -> Capsule:
    """Return an unsaved capsule of a record for the triage worker, who may open it once, under `one_time`."""
    content = {"root": root.root.hex(), "erasure": root.erasure.hex(), "receipt": receipt}
    box = seal_handover(content, one_time, vault.manifest().triage, "capsule", root.record_id)
    return Capsule(record_id=root.record_id, box=box, due_at=in_seconds(wait))


def new_errand(record_id: UUID | None, kind: ErrandKind, reference: str, *, wait: float) -> tuple[Errand, StoredKeyRow]:
    """Return an unsaved errand due in `wait` seconds, and its one-time key for the key store."""
    return _errand(record_id, kind, {"reference": reference}, wait)


def new_upload_errand(
    record_id: UUID, blob: UUID, file_key: bytes, media: str, *, wait: float
) -> tuple[Errand, StoredKeyRow]:
    """Return an unsaved errand for a file that lies in the blob store as it came, sealed under `file_key`."""
    errand, key = _errand(record_id, ErrandKind.UPLOAD, {"key": file_key.hex(), "media": media}, wait)
    errand.blob = blob
    return errand, key


def _errand(
    record_id: UUID | None, kind: ErrandKind, content: Mapping[str, str], wait: float
) -> tuple[Errand, StoredKeyRow]:
    errand_id, one_time = uuid4(), new_key()
    labels = ("errand", errand_id, record_id or "no record")
    box = seal_handover(content, one_time, vault.manifest().triage, *labels)
    errand = Errand(id=errand_id, record_id=record_id, kind=kind, box=box, due_at=in_seconds(wait))
    return errand, (KeyPurpose.ONE_TIME, errand_id, one_time)
