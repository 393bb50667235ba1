"""Thieves with what they carry away, and what they can read with it. Each tells what was tried."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from django.db.models import BinaryField

from reports import keystore
from reports.keystore import KeyGone
from reports.models import (
    Capsule,
    Correction,
    Errand,
    FindingCorrection,
    Fingerprint,
    KeyPurpose,
    Line,
    MailboxCopy,
    Record,
    StoredKey,
    TipKey,
)
from reports.sealing.handover import open_handover
from reports.sealing.keys import KeyPair, derive, pair_from_seed, record_key
from reports.sealing.opening import CannotOpen, open_box, unseal, unseal_by_any
from reports.triage.steps.fingerprints import kind_of, unpack
from tests.triage.tips import judge

SEALED = (TipKey, Record, MailboxCopy, Capsule, Errand, Line, Fingerprint, Correction, FindingCorrection)


def boxes() -> Iterator[tuple[str, bytes, tuple[object, ...]]]:
    """Every box in the main database, with the labels it was made for."""
    for key in TipKey.objects.exclude(box=None):
        yield "tip key", bytes(key.box or b""), ("tip key", key.tip_id, key.unit_id, key.generation)
    for record in Record.objects.exclude(root_box=None):
        yield "record root", bytes(record.root_box or b""), ("record root", record.tip_id, record.pk)
    for copy in MailboxCopy.objects.select_related("record"):
        yield "mailbox root", bytes(copy.root_box), ("mailbox root", copy.record.tip_id, copy.pk)


def opened_by(pairs: list[KeyPair]) -> tuple[int, list[str]]:
    """Try each pair on each box; return how many tries there were, and what opened."""
    tries, found = 0, []
    for what, box, labels in boxes():
        for pair in pairs:
            tries += 1
            if opens(lambda pair=pair, box=box, labels=labels: open_box(pair, box, *labels)):  # type: ignore[misc]
                found.append(what)
    return tries, found


def words_of_capsules(pair: KeyPair, *, with_key_store: bool) -> list[str]:
    """What the worker's pair reads of the capsules that lie there now, with the one-time keys or without."""
    read = []
    for capsule in Capsule.objects.select_related("record"):
        labels = ("capsule", capsule.pk)
        try:
            one_time = keystore.get(KeyPurpose.ONE_TIME, capsule.pk) if with_key_store else bytes(32)
            told = open_handover(capsule.box, one_time, pair, *labels)
        except (KeyGone, CannotOpen):
            continue
        record = capsule.record
        key = record_key(bytes.fromhex(told["root"]), bytes.fromhex(told["erasure"]), record.tip_id, record.pk, "body")
        read.append(unseal(key, record.body, "body", record.tip_id, record.pk).decode())
    return read


def numbers_of_lines(pair: KeyPair) -> list[str]:
    """What the relay worker's pair reads of the lines that live now, with the key store."""
    read = []
    for line in Line.objects.all():
        labels = ("line", line.pk, line.tip_id)
        try:
            inner = open_box(pair, line.number, *labels)
        except CannotOpen:
            continue
        read.append(unseal(keystore.get(KeyPurpose.LINE, line.pk), inner, *labels, padding=32).decode())
    return read


def words_in_fingerprints(secrets: Iterable[bytes], dictionary: Iterable[str]) -> set[str]:
    """Which words of a dictionary somebody finds in the fingerprints, who has the key store and these secrets."""
    known: set[int] = set()
    for row in Fingerprint.objects.all():
        f = keystore.get(KeyPurpose.FINGERPRINT, row.pk)
        keys = [f, *secrets, *(derive(secret, "fingerprint", f, row.pk) for secret in secrets)]
        try:
            known |= unpack(unseal_by_any(keys, row.sealed, "fingerprint", row.pk))
        except CannotOpen:
            continue
    return {word for word in dictionary if any(one in known for one in _told_by(word))}


def rules_in_corrections(secrets: Iterable[bytes]) -> set[str]:
    """Which rules, and so words, somebody finds in officers' corrections, who has the key store and these secrets."""
    found: set[str] = set()
    for row in Correction.objects.all():
        labels = ("correction", row.tip_id, row.pk)
        f = keystore.get(KeyPurpose.FINGERPRINT, row.tip_id)
        inner = [bytes(row.sealed)]
        for secret in secrets:
            with suppress(CannotOpen):
                inner.append(open_box(pair_from_seed(secret), row.sealed, *labels))
        for one in inner:
            with suppress(CannotOpen):
                found |= json.loads(unseal(f, one, *labels))["features"].keys()
    return found


def _told_by(word: str) -> Iterator[int]:
    """Features that tell of a word, a name or a number, and not of its letters or of what it may mean alone."""
    told = unpack(judge(word).fingerprint) | unpack(judge(f"{word.capitalize()} hides it").fingerprint)
    return (one for one in told if kind_of(one) in ("word", "phone", "person"))


def numbers_by_their_hashes(secrets: Iterable[bytes], tried: Iterable[str]) -> set[str]:
    """Which of these telephone numbers somebody knows again in the lines, who has the key store and these secrets."""
    held = {bytes(line.lookup) for line in Line.objects.all()}
    ids = StoredKey.objects.filter(purpose=KeyPurpose.EPOCH).values_list("id", flat=True)
    epochs = keystore.get_many(KeyPurpose.EPOCH, ids).values()
    return {
        number
        for number in tried
        for epoch in epochs
        if not held.isdisjoint(
            [derive(epoch, "line lookup", number), *(derive(key, "line lookup", epoch, number) for key in secrets)]
        )
    }


def opens(act: Callable[[], object]) -> bool:
    """Whether something can be opened."""
    try:
        act()
    except (CannotOpen, KeyGone):
        return False
    return True


def sealed_values() -> dict[str, list[bytes]]:
    """Every sealed value of the main database, by its column."""
    found: dict[str, list[bytes]] = {}
    for model in SEALED:
        for field in model._meta.local_concrete_fields:
            if isinstance(field, BinaryField):
                values = model._default_manager.values_list(field.name, flat=True)  # type: ignore[attr-defined]
                found[f"{model._meta.db_table}.{field.name}"] = [bytes(value) for value in values if value]
    return found
