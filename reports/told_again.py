"""Closed tips of whose matter a newer one may tell: put on a list for a look. Nothing is opened, linked or merged.

The status stays as it was: whoever holds the old tip's receipt sees it, and must not learn that somebody else told.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import F

from reports import audit
from reports.models import CloseReason, Status, Tip
from reports.retention import JUNK

LIKELY = 0.5  # how likely it tells of the same, from which on a closed matter is worth a look
_NO_MATTER = (*JUNK, CloseReason.DUPLICATE)


def point_from_closed(wanted: Mapping[UUID, Tip]) -> None:
    """Point from those of these tips that are closed to the newer one beside each, where both are of one unit.

    A row that somebody holds is not waited for, as he may be waiting for one held here: the new tip's page says it too.
    """
    newer = {old: tip for old, tip in wanted.items() if not tip.looks_junk}
    if not newer:
        return
    closed = Tip.objects.select_for_update(skip_locked=True).filter(pk__in=list(newer), status=Status.CLOSED)
    for old in closed.exclude(outcome__in=_NO_MATTER).only("pk", "unit_id"):
        if old.unit_id == newer[old.pk].unit_id:
            Tip.objects.filter(pk=old.pk).update(again_because=newer[old.pk].pk, version=F("version") + 1)
            told = newer[old.pk].reference
            audit.enter("tip.told_again", by=audit.WORKER, tip=old.pk, unit=old.unit_id, other=told)
