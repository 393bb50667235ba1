"""The first words of many tips, for a list that nobody asked to read."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from reports import keystore
from reports.keyring import KeyRing
from reports.models import KeyPurpose, Record, Tip
from reports.queries.masking import masked
from reports.queries.reading import opened_part
from reports.sealing.opening import CannotOpen


@dataclass(frozen=True, slots=True)
class FirstWords:
    """What a list shows of a tip: its first words, masked; where it has none, its answers as they were given.

    `findings` are those that say what to mask in them, as they are stored, or None. `opens`: whether its own words,
    which are not erased, can be opened.
    """

    text: str = field(repr=False)
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    findings: Mapping[str, Any] | None = field(default=None, repr=False)
    opens: bool = True


def first_words(ring: KeyRing, tips: Iterable[Tip], length: int = 140) -> dict[UUID, FirstWords]:
    """Return the first words of many tips, but for those that are erased: keys and erasure keys are fetched in bulk.

    What triage found to identify the tipster is masked: a list shows words that nobody asked to read.
    """
    names = [tip.pk for tip in tips]
    roots, erasures = ring.roots(names), keystore.get_many(KeyPurpose.ERASURE, names)
    records = Record.objects.filter(pk__in=names).only("pk", "tip_id", "body", "findings").in_bulk()
    told = {}
    for tip_id in records.keys() & (erasures.keys() | erasures.spoilt):
        try:
            shown = _shown(records[tip_id], roots[tip_id], erasures.opened(tip_id))
        except (KeyError, CannotOpen):  # the list shows the others
            told[tip_id] = FirstWords("", opens=False)
            continue
        line = " ".join(shown.text[: 2 * length].split())[:length]
        told[tip_id] = FirstWords(line) if line else shown
    return told


def _shown(record: Record, root: bytes, erasure: bytes) -> FirstWords:
    said = json.loads(opened_part(record, root, erasure, "body", record.body))
    if record.findings is None:
        return FirstWords(said["text"], said["answers"])
    findings = json.loads(opened_part(record, root, erasure, "findings", record.findings))
    return FirstWords(masked(said["text"], findings), said["answers"], findings)
