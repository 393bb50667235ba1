"""Notes that officers of the unit leave on a tip."""

from django.utils import timezone

from reports.changing import changing
from reports.models import Officer, Record, RecordKind, Tip
from reports.signed_row import check_signed
from reports.writing import RecordRoot, write_record


class EmptyNote(Exception):
    """There is nothing to keep."""


def add_note(*, tip: Tip, text: str, by: Officer, version: int | None = None) -> Record:
    """Seal a note to the tip. The tipster never sees it. Raises EmptyNote, NotYours, StaleTip, RowChanged."""
    if not text.strip():
        raise EmptyNote
    with changing(tip, act="note.added", by=by, version=version) as changed:
        check_signed(changed)
        root = RecordRoot.fresh(changed.pk)
        return write_record(root, tip=changed, kind=RecordKind.NOTE, text=text, by=by, at=timezone.now())
