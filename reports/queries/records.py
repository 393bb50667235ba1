"""The records of a tip as its page reads them: by a select that is put together once, and their files where any are."""

from functools import cache
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from reports.models import Attachment, Record, Tip
from reports.models.kept import ONE, Kept, WithOfficer

_ROW = WithOfficer(Record, "officer")


def waits_beside(record: str = "") -> Q:
    """What was added to a tip and is not judged yet: nobody knows which unit may see it, or that there is anything.

    `record`: the way to the records that are asked about.
    """
    tip = f"{record}__tip_id" if record else "tip_id"
    pk = f"{record}_id" if record else "pk"
    return Q((f"{record}__capsule__isnull" if record else "capsule__isnull", False)) & ~Q((pk, F(tip)))


def judged_records(tip: Tip) -> list[tuple[Record, list[Attachment]]]:
    """Return what is judged of a tip, in order, each with who wrote it and its files."""
    rows = [(_ROW.row(values), values[-1]) for values in _judged().rows({ONE: tip.pk})]
    files = _files([record.pk for record, has_files in rows if has_files])
    for record, _ in rows:
        record.tip = tip
    return [(record, files.get(record.pk, [])) for record, _ in rows]


@cache
def _judged() -> Kept:
    found = Record.objects.filter(tip=ONE).exclude(waits_beside()).order_by("position")
    return Kept.of(found.values_list(*_ROW.columns, Exists(Attachment.objects.filter(record=OuterRef("pk")))))


def _files(ids: list[UUID]) -> dict[UUID, list[Attachment]]:
    found: dict[UUID, list[Attachment]] = {}
    for one in Attachment.objects.filter(record__in=ids) if ids else ():
        found.setdefault(one.record_id, []).append(one)
    return found
