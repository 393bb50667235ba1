"""Notes that officers of the unit leave on a tip."""

from django.db import transaction
from django.utils import timezone

from reports import audit
from reports.keyring import require_member
from reports.models import Officer, Record, RecordKind, Tip
from reports.signed_row import check_signed
from reports.writing import RecordRoot, write_record


class EmptyNote(Exception):
    """There is nothing to keep."""


@transaction.atomic
def add_note(*, tip: Tip, text: str, by: Officer) -> Record:
    """Seal a note to the tip. The tipster never sees it. Raises EmptyNote, NotYours, RowChanged."""
    if not text.strip():
        raise EmptyNote
    tip = Tip.objects.select_for_update().get(pk=tip.pk)
    require_member(tip, by)
    check_signed(tip)
    root = RecordRoot.fresh(tip.pk)
    record = write_record(root, tip=tip, kind=RecordKind.NOTE, text=text, by=by, at=timezone.now())
    audit.enter("note.added", by=by, tip=tip.pk, unit=tip.unit_id)
    return record
