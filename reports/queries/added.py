"""What was added to a tip in danger, as the duty unit reads it: it holds the key of these words and none of the tip."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from reports import audit, keystore
from reports.keyring import KeyRing
from reports.models import AddedKey, Alert, Attachment, KeyPurpose, Membership, Officer, Record, Recusal, Status, Tip
from reports.models.choices import APART
from reports.namesakes import namesakes
from reports.queries.named import keeps, places_of
from reports.queries.reading import UNREADABLE, opened_part
from reports.wall import whole_house

# An older desk, still running beside this one, passes a tip to standards and leaves these keys.
_IS_APART = Q(tip__unit__purpose__in=APART)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """One addition, unmasked. `findings` is what triage saved of it; `files` says how many came with it."""

    record: Record
    text: str = field(repr=False)
    answers: Mapping[str, str] = field(repr=False)
    findings: Mapping[str, Any] = field(repr=False)
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAdded:
    """What the duty unit reads of a tip. `spoilt`: so many additions do not open though they should."""

    tip: Tip
    alert: Alert | None
    added: tuple[Added, ...] = field(repr=False)
    spoilt: int


@whole_house()  # the tips are other units', and what a tip's unit is for is read from it
def with_added(ring: KeyRing, tips: Iterable[UUID]) -> set[UUID]:
    """Return those of these tips of which a unit of this officer reads what was added."""
    return set(_keys(ring).filter(tip__in=list(tips)).values_list("tip_id", flat=True))


@whole_house()  # the tips are other units'
def seen_to(ring: KeyRing) -> list[Tip]:
    """Return the open tips whose alert this officer confirmed, of which he reads what was added and no more."""
    theirs = Tip.objects.filter(pk__in=_keys(ring).values("tip"), alert__confirmed_by=ring.officer)
    rest = theirs.exclude(status=Status.CLOSED).exclude(unit__in=ring.unit_ids)
    return list(rest.exclude(informed__overlap=ring.unit_ids).select_related("unit").newest_first())


@whole_house()  # the tip is another unit's
def find_added(ring: KeyRing, tip_id: UUID) -> Tip:
    """Return a tip of which a unit of this officer reads what was added; that one tries another one is audited.

    Raises Tip.DoesNotExist.
    """
    if not _keys(ring).filter(tip=tip_id).exists():
        audit.enter("tip.refused", by=ring.officer, tip=tip_id)
        raise Tip.DoesNotExist
    return Tip.objects.select_related("unit").get(pk=tip_id)


@whole_house()  # the tip is another unit's
def read_added(ring: KeyRing, tip_id: UUID) -> ReadAdded:
    """Open what was added to a tip. The reading is audited, as is an attempt at any other tip.

    Raises Tip.DoesNotExist.
    """
    tip = find_added(ring, tip_id)
    keys = list(_keys(ring).filter(tip=tip_id).select_related("record").order_by("record__position"))
    audit.enter("tip.added_read", by=ring.officer, tip=tip.pk, unit=tip.unit_id)
    added, spoilt = _opened(ring, keys)
    alert = Alert.objects.select_related("confirmed_by").filter(pk=tip_id).first()
    return ReadAdded(tip=tip, alert=alert, added=tuple(added), spoilt=len(spoilt))


@whole_house()  # tips from which the officer of this session stepped back too
def added_naming(ring: KeyRing, unit: UUID, officer: Officer) -> set[UUID]:
    """Return the tips of which a unit reads what was added, where that may speak of an officer.

    What this session cannot look through may, too. Not tips of his own units: those were looked through for him.
    """
    own = Membership.objects.filter(officer=officer).values("unit")
    others = AddedKey.objects.filter(unit=unit).exclude(tip__unit__in=own).exclude(_IS_APART)
    keys = list(others.exclude(tip__in=_left_by(officer)).select_related("record"))
    kept_from = set(_left_by(ring.officer).values_list("tip_id", flat=True))
    added, spoilt = _opened(ring, [key for key in keys if key.tip_id not in kept_from])
    places = places_of(officer, joins=unit)
    named = {one.record.tip_id for one in added if _names(one, officer) or keeps(one.findings, places)}
    return named | {key.tip_id for key in keys if key.tip_id in kept_from or key in spoilt}


def _keys(ring: KeyRing) -> QuerySet[AddedKey]:
    return AddedKey.objects.filter(unit__in=ring.unit_ids).exclude(_IS_APART).exclude(tip__in=_left_by(ring.officer))


def _left_by(officer: Officer) -> QuerySet[Recusal, Any]:
    return Recusal.objects.filter(officer=officer).values("tip")


def _names(one: Added, officer: Officer) -> bool:
    words = "\n".join((one.text, *map(str, one.answers.values())))
    return bool(namesakes(words, [officer.name]))


def _opened(ring: KeyRing, keys: Iterable[AddedKey]) -> tuple[list[Added], list[AddedKey]]:
    """Open what is not erased; return with it the keys of what should open and does not."""
    keys = list(keys)
    erasures = keystore.get_many(KeyPurpose.ERASURE, [key.record_id for key in keys])
    added, spoilt = [], []
    for key in keys:
        if key.record_id not in erasures and key.record_id not in erasures.spoilt:
            continue
        try:
            added.append(_open(ring, key, erasures.opened(key.record_id)))
        except UNREADABLE:
            spoilt.append(key)
    return added, spoilt


def _open(ring: KeyRing, key: AddedKey, erasure: bytes) -> Added:
    """Raises NotYours, CannotOpen."""
    record = key.record
    labels = ("added key", key.tip_id, key.record_id, key.unit_id, key.generation)
    root = ring.open_box(key.unit_id, key.box, *labels)
    said = json.loads(opened_part(record, root, erasure, "body", record.body))
    found = json.loads(opened_part(record, root, erasure, "findings", record.findings or b""))
    files = Attachment.objects.filter(record=record).count()
    return Added(record=record, text=said["text"], answers=said["answers"], findings=found, files=files)
