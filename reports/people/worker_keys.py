"""New keys of the worker, in steps that can each be broken off: what has to be done next is seen from what is there.

1. New keys are put before the old ones: the worker opens with both. Nobody seals to the new ones yet.
2. The root key signs a manifest that lists them: from then on everything that comes in is sealed to them.
3. What waits sealed to the old ones is boxed anew. Only the outer box is changed: no word and no number is opened.
4. When the worker has needed the old keys for nothing for a whole day, they are destroyed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from django.db import transaction
from django.db.models import Model

from reports import audit, vault
from reports.clock import today
from reports.models import (
    AlertPhone,
    AskedPhone,
    Capsule,
    Correction,
    Dispatch,
    Errand,
    FindingCorrection,
    Hook,
    KeyAge,
    Line,
)
from reports.people.secret_files import WORKER_KEYS, add_version, drop_before, mark, note_in_force
from reports.people.signing import open_root_key
from reports.sealing.envelope import ENVELOPE, seal_to
from reports.sealing.keys import KeyPair
from reports.sealing.labels import Label
from reports.sealing.opening import CannotOpen, open_box
from reports.worker_box import RELAY, TRIAGE

QUIET = timedelta(days=2)  # days have no hours: so between the last use of an old key and its end lies a whole one
_SLICE: Final = 500
_BY: Final = "command line"


class Stage(StrEnum):
    """How far the worker's new keys have come."""

    STEADY = "steady"
    MADE = "made"  # the worker has them, the manifest does not list them
    IN_FORCE = "in force"  # the old ones still open what was sealed to them
    LOST = "lost"  # the manifest lists a key that is not here: nothing that comes in can be judged


class StillNeeded(Exception):
    """The old keys cannot end yet: they are in force, or something was sealed to them not long ago."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """One kind of thing that is sealed to the worker: where the box lies, to which key, and for which place."""

    model: type[Model]
    column: str
    key: str
    labels: Callable[[Any], tuple[Label, ...]]


BOXES: Final = (
    Boxes(Capsule, "box", TRIAGE, lambda row: ("handover", "capsule", row.pk)),
    Boxes(Errand, "box", TRIAGE, lambda row: ("handover", "errand", row.pk, row.record_id or "no record")),
    Boxes(Dispatch, "box", RELAY, lambda row: ("handover", "dispatch", row.pk, row.line_id)),
    Boxes(Line, "number", RELAY, lambda row: ("line", row.pk, row.tip_id)),
    Boxes(Line, "receipt", RELAY, lambda row: ("line receipt", row.pk, row.tip_id)),
    Boxes(AlertPhone, "number", RELAY, lambda row: ("alert phone", row.pk, row.officer_id)),
    Boxes(AskedPhone, "number", RELAY, lambda row: ("alert phone", row.pk, row.officer_id)),
    Boxes(Correction, "sealed", TRIAGE, lambda row: ("correction", row.tip_id, row.pk)),
    Boxes(FindingCorrection, "sealed", TRIAGE, lambda row: ("finding correction", row.tip_id, row.pk)),
    Boxes(Hook, "box", RELAY, lambda row: ("hook", row.pk, row.unit_id)),
)


def stage() -> Stage:
    """Return how far it has come, from the key files here and the manifest in force."""
    now = vault.manifest()
    places = []
    for name, listed in ((TRIAGE, now.triage), (RELAY, now.relay)):
        publics = [pair.public for pair in vault.worker_pairs(name)]
        if listed not in publics:
            return Stage.LOST
        places.append((publics.index(listed), len(publics)))
    if any(place for place, _ in places):
        return Stage.MADE
    return Stage.IN_FORCE if any(count > 1 for _, count in places) else Stage.STEADY


def make() -> None:
    """Put new keys before those that the manifest lists; what was begun is completed."""
    now = vault.manifest()
    for name, listed in ((TRIAGE, now.triage), (RELAY, now.relay)):
        if vault.worker_pair(name).public == listed:
            add_version(name)
    audit.enter("keys.worker_made", by=_BY)


def sign(*, passphrase: str, sealed_root: str) -> str:
    """Return a manifest that lists the new keys, signed by the root key. Raises WrongPassphrase."""
    root, now = open_root_key(passphrase, sealed_root), vault.manifest()
    triage, relay = vault.worker_pair(TRIAGE).public, vault.worker_pair(RELAY).public
    fresh = replace(now, version=now.version + 1, triage=triage, relay=relay)
    audit.enter("keys.worker_signed", by=_BY, version=fresh.version)
    return fresh.signed(root)


def note() -> None:
    """Note since when the keys that the manifest lists are in force, and that the old ones are gone once they are."""
    for name in WORKER_KEYS:
        has_before = len(vault.worker_pairs(name)) > 1
        if note_in_force(name, mark(name), before_is_good=has_before):
            audit.enter("keys.worker_in_force", by="manifest", key=name)
        if not has_before:
            KeyAge.objects.filter(name=name).update(before_is_good=False)


def box_anew() -> int:
    """Box anew what lies sealed to the old keys, and return how many; each slice is kept at once."""
    return sum(_box_kind(kind) for kind in BOXES)


def left_under_old() -> int:
    """Count what only an old key opens."""
    return sum(_fresh_box(kind, row) is not None for kind in BOXES for row in _rows(kind).iterator(_SLICE))


def end_old() -> None:
    """Destroy the old keys. Raises StillNeeded."""
    ages = KeyAge.objects.filter(name__in=WORKER_KEYS)
    late = [max(age.since, age.before_used_on or age.since) > today() - QUIET for age in ages]
    if stage() != Stage.IN_FORCE or len(late) < len(WORKER_KEYS) or any(late) or left_under_old():
        raise StillNeeded
    audit.enter("keys.worker_old_ended", by=_BY)
    for name in WORKER_KEYS:
        if len(vault.worker_pairs(name)) > 1:
            drop_before(name)
    note()


def _rows(kind: Boxes) -> Any:
    return kind.model._base_manager.exclude(**{f"{kind.column}__isnull": True}).order_by("pk")


def _box_kind(kind: Boxes) -> int:
    done, last = 0, None
    while True:
        with transaction.atomic():
            rest = _rows(kind) if last is None else _rows(kind).filter(pk__gt=last)
            rows: Sequence[Any] = list(rest.select_for_update(skip_locked=True, of=("self",))[:_SLICE])
            for row in rows:
                box = _fresh_box(kind, row)
                if box is not None:
                    done += kind.model._base_manager.filter(pk=row.pk).update(**{kind.column: box})
        if len(rows) < _SLICE:
            return done
        last = rows[-1].pk


def _fresh_box(kind: Boxes, row: Any) -> bytes | None:
    """Return what a row holds in a box to the key in force, or None where it lies in one, or opens under no key."""
    in_force, *before = vault.worker_pairs(kind.key)
    box, labels = getattr(row, kind.column), kind.labels(row)
    if bytes(box[:1]) == ENVELOPE:  # corrections of before they lay in boxes
        return seal_to(in_force.public, bytes(box), *labels)
    if _opened(in_force, box, labels) is not None:
        return None
    for pair in before:
        inner = _opened(pair, box, labels)
        if inner is not None:
            return seal_to(in_force.public, inner, *labels)
    return None


def _opened(pair: KeyPair, box: bytes, labels: tuple[Label, ...]) -> bytes | None:
    try:
        return open_box(pair, box, *labels)
    except CannotOpen:
        return None
