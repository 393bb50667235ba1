"""An officer's own half-written words, opened in his session."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from reports import keystore
from reports.keyring import KeyRing
from reports.models import Draft, DraftField, KeyPurpose, Recusal, Tip
from reports.sealing.keys import record_key
from reports.sealing.opening import CannotOpen, unseal

MOST_CALLS = 200  # that are opened, for their hour stands in their words; nobody begins so many in two days
MOST_BEGUN = 100  # that are listed: nobody finishes more, and each asks for a tip


@dataclass(frozen=True, slots=True)
class Begun:
    """Words that were not sent, and the day on which they were kept last."""

    text: str = field(repr=False)
    day: date


def begun_on(ring: KeyRing, tip: Tip) -> Mapping[str, Begun]:
    """Return what the officer has begun to write on a tip, by the name of the field.

    What no longer opens is left out: it was sealed to a key that he has no more.
    """
    return {draft.field: begun for draft, begun in _opened(ring, Draft.objects.filter(officer=ring.officer, tip=tip))}


def begun_calls(ring: KeyRing) -> Mapping[UUID, Begun]:
    """Return what the officer has begun to write of calls that are stored as no tip yet, by its id."""
    calls = Draft.objects.filter(officer=ring.officer, tip=None, field=DraftField.CALL).order_by("-day", "id")
    return {draft.pk: begun for draft, begun in _opened(ring, calls[:MOST_CALLS])}


def _opened(ring: KeyRing, found: QuerySet[Draft]) -> Iterator[tuple[Draft, Begun]]:
    drafts = list(found)
    erasures = keystore.get_many(KeyPurpose.ERASURE, [draft.pk for draft in drafts]) if drafts else {}
    for draft in drafts:
        if draft.pk in erasures:
            try:
                root = ring.open_own(draft.root, "draft root", draft.about, draft.pk)
                key = record_key(root, erasures[draft.pk], draft.about, draft.pk, "draft")
                text = unseal(key, draft.body, "draft", draft.about, draft.pk).decode()
            except CannotOpen:
                continue
            yield draft, Begun(text, draft.day)


def left_behind(ring: KeyRing) -> list[tuple[Draft, Begun]]:
    """Return an officer's notes and questions on tips that he may work on no more: no page has a field for them."""
    fields = (DraftField.QUESTION, DraftField.NOTE)
    kept_from = Recusal.objects.filter(officer=ring.officer).values("tip")  # who may be named meets it nowhere
    own = Draft.objects.filter(officer=ring.officer, field__in=fields, tip__isnull=False).exclude(tip__in=kept_from)
    worked_on = ring.tips.filter(pk__in=own.values("tip"), unit__in=ring.unit_ids)
    gone = own.exclude(tip__in=worked_on.values("pk"))
    return list(_opened(ring, gone.order_by("-day", "tip", "field")[:MOST_BEGUN]))


def begun_by(ring: KeyRing) -> list[Draft]:
    """Return what the officer has begun of late, on tips that he may read or on none, newest first, unopened."""
    newest = Draft.objects.filter(officer=ring.officer).defer("root", "body").order_by("-day", "tip", "field")
    drafts = list(newest[:MOST_BEGUN])
    tips = ring.tips.in_bulk([draft.tip_id for draft in drafts if draft.tip_id])
    for draft in drafts:
        if draft.tip_id in tips:
            draft.tip = tips[draft.tip_id]
    return [draft for draft in drafts if draft.tip_id is None or draft.tip_id in tips]
