"""Notes that officers of the unit leave on a tip."""

from datetime import timedelta

from django.utils import timezone

from reports.casework.mentions import keep_mentions, mentioned_in
from reports.changing import StaleTip, changing
from reports.models import Officer, Record, RecordKind, Tip
from reports.signed_row import check_signed
from reports.writing import RecordRoot, write_record

_TWICE = timedelta(minutes=1)  # within which a note from an old page is one that was sent twice


class EmptyNote(Exception):
    """There is nothing to keep."""


def add_note(*, tip: Tip, text: str, by: Officer, version: int | None = None, plain: bool = False) -> Record:
    """Seal a note to the tip. The tipster never sees it. `plain`: no word of it mentions anybody.

    What a colleague did to the tip meanwhile does not stand in its way: `version` only
    tells a note that was sent twice.
    Raises EmptyNote, CannotMention, NotYours, StaleTip, RowChanged.
    """
    if not text.strip():
        raise EmptyNote
    mentioned = [] if plain else mentioned_in(text, tip)
    told = {"officer": " ".join(str(one.pk) for one in mentioned)} if mentioned else {}
    with changing(tip, act="note.added", by=by, version=None, **told) as changed:
        if version not in (None, changed.version) and _wrote_just_now(changed, by):
            raise StaleTip
        check_signed(changed)
        root = RecordRoot.fresh(changed.pk)
        record = write_record(root, tip=changed, kind=RecordKind.NOTE, text=text, by=by, at=timezone.now())
        keep_mentions(record, mentioned, by=by)
    return record


def _wrote_just_now(tip: Tip, by: Officer) -> bool:
    since = timezone.now() - _TWICE
    return tip.records.filter(kind=RecordKind.NOTE, officer=by, at__gte=since).exists()
