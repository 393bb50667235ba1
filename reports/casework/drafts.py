"""Half-written words, kept for the officer who writes them: sealed to him alone, so that no colleague can open them.

They are sealed without his private key, so they are kept as well when his session has ended.
"""

from uuid import UUID, uuid5

from django.db import transaction

from reports import audit, keystore
from reports.clock import today
from reports.models import Draft, DraftField, KeyPurpose, Officer, Tip
from reports.sealing.envelope import seal_to
from reports.sealing.keys import new_key
from reports.writing import RecordRoot


def keep_draft(
    *,
    tip_id: UUID | None,
    field: DraftField,
    text: str,
    of: Officer,
    public: bytes,
    by: Officer | str | None = None,
    call: str = "",
) -> bool:
    """Keep words that `of` has begun on a tip, whole, in the place of earlier ones; return whether there were any.

    `public` is the officer's key, from his session or from a pass that was signed while it lasted; `by` is for who is
    not signed in. Nothing is kept for a tip that is gone. A call has no tip yet: `call` is the ticket of its page, so
    that another one does not take its place. It leaves no entry in the trail, whose second would tell when somebody
    called.
    """
    if not text.strip():
        return False
    with transaction.atomic():
        tip = Tip.objects.select_for_update(no_key=True).filter(pk=tip_id).first() if tip_id else None  # no erasure now
        if tip is None and field != DraftField.CALL:
            return False
        draft_id, about = draft_id_of(tip_id, field, of, call), tip_id or of.pk
        erasure = keystore.get_or_put(KeyPurpose.ERASURE, draft_id, new_key())
        root = RecordRoot(about, draft_id, new_key(), erasure)
        if tip and not Draft.objects.filter(pk=draft_id).exists():
            audit.enter("draft.kept", by=by or of, tip=tip_id, unit=tip.unit_id, field=field.value, officer=str(of.pk))
        kept = Draft(
            id=draft_id,
            officer=of,
            tip_id=tip_id,
            field=field,
            root=seal_to(public, root.root, "draft root", about, draft_id),
            body=root.seal_part(text.encode(), "draft"),
            day=today(),
        )
        fresh = ["root", "body", "day"]
        Draft.objects.bulk_create([kept], update_conflicts=True, unique_fields=["id"], update_fields=fresh)
    return True


@transaction.atomic
def keep_case_note(
    *, case_id: UUID, tip_id: UUID, text: str, of: Officer, public: bytes, by: Officer | str | None = None
) -> bool:
    """Keep a note that `of` has begun at a case, with the tip of it that is chosen, and no more with another one."""
    is_kept = keep_draft(tip_id=tip_id, field=DraftField.CASE_NOTE, text=text, of=of, public=public, by=by)
    if is_kept:
        drop_case_note(case_id=case_id, by=of, sent=True, besides=tip_id)
    return is_kept


@transaction.atomic
def drop_case_note(*, case_id: UUID, by: Officer, sent: bool = False, besides: UUID | None = None) -> bool:
    """Drop what was begun as a note with any tip of a case, `besides` one; return whether there was any."""
    begun = Draft.objects.filter(officer=by, field=DraftField.CASE_NOTE, tip__case_entries__case=case_id)
    tips = list(begun.exclude(tip=besides).values_list("tip", flat=True))
    return sum(drop_draft(tip_id=tip_id, field=DraftField.CASE_NOTE, by=by, sent=sent) for tip_id in tips) > 0


@transaction.atomic
def drop_draft(*, tip_id: UUID | None, field: DraftField, by: Officer, sent: bool = False, call: str = "") -> bool:
    """Drop the words, since they were `sent` or are not wanted; return whether there were any."""
    tip = Tip.objects.select_for_update(no_key=True).filter(pk=tip_id).first() if tip_id else None
    gone = _drop(draft_id_of(tip_id, field, by, call), by)
    if gone and not sent and tip:
        audit.enter("draft.dropped", by=by, tip=tip_id, unit=tip.unit_id, field=field.value)
    return gone


@transaction.atomic
def drop_unfinished_call(draft_id: UUID, *, by: Officer) -> bool:
    """Drop the words of one of the officer's calls, by the id under which they are kept."""
    return _drop(draft_id, by, field=DraftField.CALL)


def _drop(draft_id: UUID, by: Officer, **of: DraftField) -> bool:
    gone = Draft.objects.filter(pk=draft_id, officer=by, **of).delete()[0] > 0
    if gone:
        keystore.destroy(KeyPurpose.ERASURE, [draft_id])
    return gone


def draft_id_of(tip_id: UUID | None, field: DraftField, of: Officer, call: str = "") -> UUID:
    """Return the id of the words that an officer has begun in a field of a tip, or on the page of a call."""
    return uuid5(tip_id or of.pk, " ".join(filter(None, (str(of.pk), field.value, call))))
