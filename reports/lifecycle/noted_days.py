"""Noting on which day closed tips are erased, where nobody else can write: what stands in the tip, desk and worker may.

A tip goes no sooner than thirteen days after it was first seen closed here, and no later than the rules keep any tip:
so whoever writes as the desk can neither have tips erased without their time on the list, nor one kept by its day.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import batched, islice
from typing import Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from reports import audit, retention
from reports.clock import today
from reports.keystore import which_are_there
from reports.models import ErasureDay, HoldState, KeyPurpose, LegalHold, Status, Tip
from reports.models.retention import STANDING

MOST = 20_000  # in one run, which must be over long before the broker gives it out again
_SLICE = 500
_DAY: Final = timedelta(days=1)
_SEEN: Final = timedelta(days=retention.WARNED_DAYS) - _DAY  # a closed tip is seen here within a day
UNCHANGED: Final = Q(erase_on=F("noted__erase_on"), rests_since=F("noted__rests_since"))
_CHANGED: Final = Q(erase_on=None) | Q(rests_since=None) | ~UNCHANGED
log = logging.getLogger(__name__)


def note_days() -> None:
    """Note the days of tips that were closed since, and put back those that were changed. Safe to repeat."""
    standing = LegalHold.objects.filter(state__in=STANDING)
    held = Exists(standing.filter(tip=OuterRef("pk")))
    # One after the other: of both together Postgres would look for each row by itself.
    ErasureDay.objects.filter(tip__in=standing.values("tip")).delete()
    ErasureDay.objects.filter(~Exists(Tip.objects.filter(pk=OuterRef("pk"), status=Status.CLOSED))).delete()
    new = Q(noted=None, erase_on__isnull=False) & ~Q(held)
    for tips in batched(islice(closed_tips(new), MOST), _SLICE):
        _note(tips)
    for tip in islice(closed_tips(Q(noted__isnull=False) & _CHANGED), MOST):
        if _is_closed_anew(tip):
            _note([tip])
        else:
            _put_back(tip)


def soonest() -> date:
    """Return the first day to which a closed tip's day may be set now: the time on the list is before it."""
    return today() + _SEEN


def bring_forward(tip: Tip, day: date) -> None:
    """Note an earlier day for a tip that says what is noted of it, and let it say so."""
    row = tip.noted
    row.erase_on = day
    with transaction.atomic():
        row.save(update_fields=["erase_on"])
        _tell(row)


def closed_tips(which: Q) -> Iterator[Tip]:
    """Yield closed tips, read some at a time."""
    closed = Tip.objects.filter(which, status=Status.CLOSED).select_related("noted").order_by("pk")
    rows = list(closed[:_SLICE])
    while rows:
        yield from rows
        rows = list(closed.filter(pk__gt=rows[-1].pk)[:_SLICE])


def _note(tips: Sequence[Tip]) -> None:
    """Note the days that stand in these tips, within the bounds; in the tip stands what is noted."""
    first, latest = soonest(), today() + timedelta(days=retention.in_force().longest)
    early = [tip.pk for tip in tips if tip.erase_on and tip.erase_on < first]
    readable = which_are_there(KeyPurpose.ERASURE, early)
    rows = []
    for tip in tips:
        day = min(tip.erase_on or latest, latest)
        if tip.pk in readable:  # what was taken back, and has no key any more, waits for nothing
            day = max(day, first)
        rows.append(ErasureDay(tip=tip, rests_since=tip.rests_since or today(), erase_on=day))
    told = ("rests_since", "erase_on")
    ErasureDay.objects.bulk_create(rows, update_conflicts=True, unique_fields=["tip"], update_fields=told)
    for row in rows:
        _tell(row)


def _is_closed_anew(tip: Tip) -> bool:
    """Whether a tip was opened since, and closed again; or kept for a court and let go, both within hours."""
    if tip.rests_since is None or tip.erase_on is None:
        return False
    since = min(tip.noted.rests_since + _DAY, today() - _DAY)
    return since <= tip.rests_since <= today() or tip.holds.filter(state=HoldState.LIFTED).exists()


@transaction.atomic
def _put_back(tip: Tip) -> None:
    if _tell(tip.noted):
        log.error("The day on which a tip is erased was changed by another process: it is put back.")
        audit.enter("tip.day_put_back", by=audit.WORKER, tip=tip.pk, unit=tip.unit_id)


def _tell(row: ErasureDay) -> bool:
    """Let the tip say what is noted, unless it was opened or closed anew meanwhile."""
    was = row.tip
    same = Tip.objects.filter(pk=was.pk, status=Status.CLOSED, erase_on=was.erase_on, rests_since=was.rests_since)
    told = {"rests_since": row.rests_since, "erase_on": row.erase_on}
    return told != {"rests_since": was.rests_since, "erase_on": was.erase_on} and same.update(**told) > 0
