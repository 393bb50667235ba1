"""Handing tips over to a colleague of the same unit."""

from uuid import UUID

from django.db.models import QuerySet

from reports.casework.claim import AlreadyClaimed, taken_on
from reports.changing import changing
from reports.models import Officer, Recusal, Status, Tip
from reports.models.absence import is_away


class NotAColleague(Exception):
    """Who is to get the tip is not of its unit, has stepped back from it, is away or is no officer any more."""


class Decided(Exception):
    """Nobody works on a closed tip."""


def colleagues(by: Officer) -> QuerySet[Officer]:
    """Return the officers to whom this one may hand something over: of the same units, and here."""
    units = by.memberships.values("unit")
    here = Officer.objects.filter(is_active=True, memberships__unit__in=units).exclude(is_away()).exclude(pk=by.pk)
    return here.distinct().order_by("name")


def takers(tip: Tip) -> QuerySet[Officer]:
    """Return the officers who can work on a tip."""
    gone = Recusal.objects.filter(tip=tip).values("officer")
    here = Officer.objects.filter(is_active=True, memberships__unit=tip.unit_id).exclude(is_away())
    return here.exclude(pk__in=gone).distinct().order_by("name")


def hand_over(*, tip: Tip, to: UUID, by: Officer, version: int) -> Tip:
    """Let a colleague work on a tip that is one's own, or nobody's.

    Raises NotAColleague, AlreadyClaimed, Decided, NotYours, StaleTip.
    """
    with changing(tip, act="tip.handed_over", by=by, version=version, officer=str(to)) as changed:
        if changed.assigned_to_id not in (None, by.pk):
            raise AlreadyClaimed
        if changed.status == Status.CLOSED:
            raise Decided
        taker = takers(changed).filter(pk=to).only("pk", "name").first()
        if taker is None:
            raise NotAColleague
        taken_on(changed, taker)
    return changed
