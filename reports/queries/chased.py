"""Overdue tips that an officer is told of: the own ones, and those of a unit that he leads."""

from django.db.models import F, Q, QuerySet

from reports.keyring import KeyRing
from reports.models import Chase
from reports.models.counting import Sight
from reports.models.tip import OPEN_WORK
from reports.queries.lists import sight_of


def chased(ring: KeyRing) -> QuerySet[Chase]:
    """Return what an officer is told of and is still overdue, longest overdue first, without any word of a tip."""
    found = told_to(sight_of(ring)).order_by("due_at", "tip")
    return found.select_related("tip", "tip__unit", "tip__assigned_to")


def told_to(sight: Sight) -> QuerySet[Chase]:
    """Return the same in no order."""
    is_his = Q(tip__assigned_to=sight.officer)
    theirs = Q(is_his, to_head=False) | Q(~is_his, to_head=True)  # of the own units' tips, each but once
    still = Q(tip__due_at=F("due_at"), tip__unit=F("unit"), tip__status__in=OPEN_WORK)
    return Chase.objects.filter(theirs, still, officer=sight.officer, tip__in=sight.tips)
