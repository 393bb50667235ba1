"""Closed tips of whose matter a new one may tell: put on a list for a look. Nothing is opened, linked or merged.

The status stays as it was: whoever holds the old tip's receipt sees it, and must not learn that somebody else told.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F

from reports import audit
from reports.models import CloseReason, Status, Tip
from reports.retention import JUNK
from reports.triage.assessment import Assessment

LIKELY = 0.5  # how likely it tells of the same, from which on a closed matter is worth a look
_NO_MATTER = (*JUNK, CloseReason.DUPLICATE)


def tell_of_closed(judged: Sequence[tuple[Assessment, Tip]]) -> None:
    """Point from closed tips to these new ones of the same unit; what their units may not see is left out before.

    A row that somebody holds is not waited for, as he may be waiting for one held here: the new tip's page says it too.
    """
    wanted = {
        UUID(found.value): tip
        for assessment, tip in judged
        if not tip.looks_junk
        for found in assessment.duplicates
        if found.score >= LIKELY
    }
    if not wanted:
        return
    closed = Tip.objects.select_for_update(skip_locked=True).filter(pk__in=list(wanted), status=Status.CLOSED)
    for old in closed.exclude(outcome__in=_NO_MATTER).only("pk", "unit_id"):
        if old.unit_id == wanted[old.pk].unit_id:
            Tip.objects.filter(pk=old.pk).update(again_because=wanted[old.pk].pk, version=F("version") + 1)
            newer = wanted[old.pk].reference
            audit.enter("tip.told_again", by=audit.WORKER, tip=old.pk, unit=old.unit_id, other=newer)
