"""Writing into a tip's thread, by anybody who does not hold the tip's key: sealed to its public key."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID, uuid4

from reports import keystore, vault
from reports.clock import in_seconds
from reports.models import (
    AddedKey,
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
    TipKey,
)
from reports.models.due import due
from reports.sealing.envelope import seal, seal_to
from reports.sealing.files import seal_file
from reports.sealing.handover import seal_handover
from reports.sealing.keys import new_key, record_key, tip_pair
from reports.sealing.manifest import UnitKey
from reports.signed_row import sign_row

SWEPT_AFTER = 20.0  # seconds before the sweep takes up what no worker opened
StoredKeyRow = tuple[KeyPurpose, UUID, bytes]


class Came(StrEnum):
    """What an arrival that joins a tip brings beside its words. Judging does it; until then it waits in the capsule."""

    IN_DANGER = "in_danger"
    WITHDRAWS = "withdraws"
    HAS_RECEIPT = "new_line"  # so called by an earlier release: its tipster can be reached after all
    GOES_ON = "goes_on"  # told together with the tip's first words
    LATE = "late"  # it was found long after it was sent, and not answered


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


def new_capsule(
    root: RecordRoot,
    one_time: bytes,
    *,
    receipt: str = "",
    wait: float = SWEPT_AFTER,
    kept_back: Sequence[str] = (),
    came: Collection[Came] | None = None,
) -> Capsule:
    """Return an unsaved capsule of a record for the triage worker, who may open it once, under `one_time`.

    `kept_back`: numbers of the text that wait until the worker knows that they are no parts of a receipt. `came`: of an
    arrival that joins a tip, what it does to it once it is judged.
    """
    content = {"root": root.root.hex(), "erasure": root.erasure.hex(), "receipt": receipt}
    content |= {"kept_back": json.dumps(kept_back)} if kept_back else {}
    content |= {"came": " ".join(sorted(came))} if came is not None else {}
    box = seal_handover(content, one_time, vault.manifest().triage, "capsule", root.record_id)
    return Capsule(record_id=root.record_id, box=box, due_at=in_seconds(wait))


def new_errand(
    record_id: UUID | None, kind: ErrandKind, reference: str, *, wait: float, goes_on: bool = False
) -> tuple[Errand, StoredKeyRow]:
    """Return an unsaved errand due in `wait` seconds, and its one-time key for the key store.

    `goes_on`: it brings what was told together with the tip's first words.
    """
    return _errand(record_id, kind, {"reference": reference, **({"goes_on": "yes"} if goes_on else {})}, wait)


def new_upload_errand(
    record_id: UUID, blob: UUID, file_key: bytes, media: str, *, wait: float, number: int = 0, size: int = 0
) -> tuple[Errand, StoredKeyRow]:
    """Return an unsaved errand for a file that lies in the blob store as it came, sealed under `file_key`.

    `number` and `size` are what its sender can know it by.
    """
    content = {"key": file_key.hex(), "media": media, "number": str(number), "size": str(size)}
    errand, key = _errand(record_id, ErrandKind.UPLOAD, content, wait)
    errand.blob = blob
    return errand, key


def keep_errand_once(
    errand_id: UUID,
    kind: ErrandKind,
    content: Mapping[str, str],
    *,
    wait: float,
    fetched: bool = False,
    call: UUID | None = None,
) -> None:
    """Store an errand of no record under an id of the caller's choice, unless there is one. Of twins one is stored."""
    if Errand.objects.filter(pk=errand_id).exists():
        return
    one_time = keystore.get_or_put(KeyPurpose.ONE_TIME, errand_id, new_key())
    errand = _sealed_errand(errand_id, one_time, None, kind, content, wait)
    errand.fetched, errand.call = fetched, call
    Errand.objects.bulk_create([errand], ignore_conflicts=True)


def _errand(
    record_id: UUID | None, kind: ErrandKind, content: Mapping[str, str], wait: float
) -> tuple[Errand, StoredKeyRow]:
    errand_id, one_time = uuid4(), new_key()
    errand = _sealed_errand(errand_id, one_time, record_id, kind, content, wait)
    return errand, (KeyPurpose.ONE_TIME, errand_id, one_time)


def _sealed_errand(
    errand_id: UUID, one_time: bytes, record_id: UUID | None, kind: ErrandKind, content: Mapping[str, str], wait: float
) -> Errand:
    labels = ("errand", errand_id, record_id or "no record")
    box = seal_handover(content, one_time, vault.manifest().triage, *labels)
    return Errand(id=errand_id, record_id=record_id, kind=kind, box=box, due_at=in_seconds(wait))


def tip_key(tip: Tip, unit: UnitKey, d: bytes) -> TipKey:
    """Return D in a box to a unit, unsaved."""
    labels = ("tip key", tip.pk, unit.unit_id, unit.generation)
    box = seal_to(unit.public, d, *labels)
    return TipKey(tip_id=tip.pk, unit_id=unit.unit_id, generation=unit.generation, box=box)


def informing_key(tip: Tip, unit: UnitKey, d: bytes) -> TipKey:
    """Return D in a box to a unit that reads the tip for information, unsaved; the tip's row says so, unsaved too."""
    key = tip_key(tip, unit, d)
    key.informs = True
    tip.informed = [*tip.informed, unit.unit_id]
    return key


def added_key(keys: RecordRoot, unit: UnitKey) -> AddedKey:
    """Return the key of a record alone in a box to a unit, unsaved."""
    labels = ("added key", keys.tip_id, keys.record_id, unit.unit_id, unit.generation)
    box = seal_to(unit.public, keys.root, *labels)
    place = {"record_id": keys.record_id, "tip_id": keys.tip_id, "unit_id": unit.unit_id}
    return AddedKey(**place, generation=unit.generation, box=box)


def tip_without_mailbox(unit: UnitKey, **told: Any) -> tuple[Tip, RecordRoot]:
    """Make a tip of a unit of words that came with another, and return it with the keys of its first record.

    No receipt opens it and nothing reaches its tipster. Its row is saved and signed; the caller seals its words.
    """
    pk = uuid4()
    root = RecordRoot(pk, pk, new_key(), new_key())
    keystore.put((KeyPurpose.ERASURE, pk, root.erasure), (KeyPurpose.FINGERPRINT, pk, new_key()))
    public_key = tip_pair(root.root, pk).public
    tip = Tip(id=pk, unit_id=unit.unit_id, public_key=public_key, unreachable=True, **told)
    tip.due_at = due(tip)
    sign_row(tip)
    tip.save(force_insert=True)
    tip_key(tip, unit, root.root).save(force_insert=True)
    return tip, root
