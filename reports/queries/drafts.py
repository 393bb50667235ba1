"""An officer's own half-written words, opened in his session."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from reports import keystore
from reports.keyring import KeyRing
from reports.models import CaseTip, Draft, DraftField, KeyPurpose, Recusal, Tip
from reports.sealing.keys import record_key
from reports.sealing.opening import CannotOpen, unseal

MOST_CALLS = 200  # that are opened, for their hour stands in their words; nobody begins so many in two days
_OF_FIELDS = (DraftField.QUESTION, DraftField.NOTE, DraftField.CASE_NOTE)
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


def begun_on_case(ring: KeyRing, tips: Iterable[Tip]) -> tuple[Tip, Begun] | None:
    """Return the note that the officer has begun at a case of these tips, and the tip with which it is to be kept."""
    by_id = {tip.pk: tip for tip in tips}
    begun = Draft.objects.filter(officer=ring.officer, field=DraftField.CASE_NOTE, tip__in=by_id)
    for draft, words in _opened(ring, begun.order_by("-day", "id")):
        if draft.tip_id:
            return by_id[draft.tip_id], words
    return None


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
    kept_from = Recusal.objects.filter(officer=ring.officer).values("tip")  # who may be named meets it nowhere
    own = Draft.objects.filter(officer=ring.officer, field__in=_OF_FIELDS, tip__isnull=False)
    worked_on = ring.tips.filter(pk__in=own.values("tip"), unit__in=ring.unit_ids)
    in_cases = CaseTip.objects.filter(case__unit__in=ring.unit_ids, tip__in=worked_on.values("pk"))
    has_field = Q(tip__in=worked_on.values("pk")) & ~Q(field=DraftField.CASE_NOTE) | Q(tip__in=in_cases.values("tip"))
    gone = own.exclude(tip__in=kept_from).exclude(has_field)
    return list(_opened(ring, gone.order_by("-day", "tip", "field")[:MOST_BEGUN]))


def begun_by(ring: KeyRing) -> list[tuple[Draft, UUID | None]]:
    """Return what the officer has begun of late, on tips that he may read or on none, newest first, unopened.

    Beside it stands the case at which a note was begun.
    """
    newest = Draft.objects.filter(officer=ring.officer).defer("root", "body").order_by("-day", "tip", "field")
    drafts = list(newest[:MOST_BEGUN])
    tips = ring.tips.in_bulk([draft.tip_id for draft in drafts if draft.tip_id])
    noted = [draft.tip_id for draft in drafts if draft.field == DraftField.CASE_NOTE]
    entries = CaseTip.objects.filter(case__unit__in=ring.unit_ids, tip__in=noted) if noted else CaseTip.objects.none()
    cases: dict[UUID | None, UUID] = dict(entries.values_list("tip", "case"))
    for draft in drafts:
        if draft.tip_id in tips:
            draft.tip = tips[draft.tip_id]
    there = [draft for draft in drafts if draft.tip_id is None or draft.tip_id in tips]
    return [
        (draft, cases.get(draft.tip_id) if draft.field == DraftField.CASE_NOTE else None)
        for draft in there
        if draft.field != DraftField.CASE_NOTE or draft.tip_id in cases
    ]
