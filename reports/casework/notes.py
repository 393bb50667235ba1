"""Notes that officers of the unit leave on a tip."""

from django.utils import timezone

from reports.casework.mentions import keep_mentions, mentioned_in
from reports.changing import changing
from reports.models import Officer, Record, RecordKind, Tip
from reports.signed_row import check_signed
from reports.writing import RecordRoot, write_record


class EmptyNote(Exception):
    """There is nothing to keep."""


def add_note(*, tip: Tip, text: str, by: Officer, version: int | None = None, plain: bool = False) -> Record:
    """Seal a note to the tip. The tipster never sees it. `plain`: no word of it mentions anybody.

    Raises EmptyNote, CannotMention, NotYours, StaleTip, RowChanged.
    """
    if not text.strip():
        raise EmptyNote
    mentioned = [] if plain else mentioned_in(text, tip)
    told = {"officer": " ".join(str(one.pk) for one in mentioned)} if mentioned else {}
    with changing(tip, act="note.added", by=by, version=version, **told) as changed:
        check_signed(changed)
        root = RecordRoot.fresh(changed.pk)
        record = write_record(root, tip=changed, kind=RecordKind.NOTE, text=text, by=by, at=timezone.now())
        keep_mentions(record, mentioned, by=by)
    return record
