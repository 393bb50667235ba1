"""An officer's own half-written words, opened in his session."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from reports import keystore
from reports.keyring import KeyRing
from reports.models import Draft, DraftField, KeyPurpose, Tip
from reports.sealing.keys import record_key
from reports.sealing.opening import CannotOpen, unseal

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
    return _opened(ring, Draft.objects.filter(officer=ring.officer, tip=tip))


def begun_call(ring: KeyRing) -> Begun | None:
    """Return what the officer has begun to write of a call that is stored as no tip yet."""
    return _opened(ring, Draft.objects.filter(officer=ring.officer, tip=None)).get(DraftField.CALL.value)


def _opened(ring: KeyRing, found: QuerySet[Draft]) -> dict[str, Begun]:
    drafts = list(found)
    erasures = keystore.get_many(KeyPurpose.ERASURE, [draft.pk for draft in drafts]) if drafts else {}
    begun = {}
    for draft in drafts:
        if draft.pk in erasures:
            try:
                root = ring.open_own(draft.root, "draft root", draft.about, draft.pk)
                key = record_key(root, erasures[draft.pk], draft.about, draft.pk, "draft")
                text = unseal(key, draft.body, "draft", draft.about, draft.pk).decode()
            except CannotOpen:
                continue
            begun[draft.field] = Begun(text, draft.day)
    return begun


def begun_by(ring: KeyRing) -> list[Draft]:
    """Return what the officer has begun of late, on tips that he may read or on none, newest first, unopened."""
    newest = Draft.objects.filter(officer=ring.officer).defer("root", "body").order_by("-day", "tip", "field")
    drafts = list(newest[:MOST_BEGUN])
    tips = ring.tips.in_bulk([draft.tip_id for draft in drafts if draft.tip_id])
    for draft in drafts:
        if draft.tip_id in tips:
            draft.tip = tips[draft.tip_id]
    return [draft for draft in drafts if draft.tip_id is None or draft.tip_id in tips]
