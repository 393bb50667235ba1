"""Handing tips over to a colleague of the same unit."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery

from reports.casework.claim import AlreadyClaimed, Decided, taken_on
from reports.changing import changing
from reports.clock import today
from reports.keyring import led_by
from reports.models import Officer, Recusal, Status, Tip
from reports.models.absence import is_away
from reports.models.counting import Sight
from reports.models.kept import ONE, OTHER, REMEMBERED, THIRD, Kept, tips_kept, tips_of
from reports.models.tip import TipQuerySet

_LOAD = ("pk", "name", "holds")
MANY = 100  # open tips that one officer works on: how many more they are, nobody needs to know


class NotAColleague(Exception):
    """Who is to get the tip is not of its unit, has stepped back from it, is away or is no officer any more."""


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


def with_load(officers: QuerySet[Officer]) -> QuerySet[Officer]:
    """Return officers with `holds`: on how many open tips each works, of those that whoever asks may see.

    One more than MANY stands for all that is above.
    """
    held = Tip.objects.open_work().filter(assigned_to=OuterRef("pk")).order_by().values("pk")[: MANY + 1]
    # Each once before anything is counted: who has places in several units stands there several times.
    once = Officer.objects.filter(pk__in=officers.order_by().values("pk")).order_by("name")
    return once.annotate(holds=_NumberOf(held, output_field=IntegerField()))


class Load(NamedTuple):
    """An officer, and on how many open tips he works, as `with_load` counts them."""

    pk: UUID
    name: str
    holds: int


def loads(officers: QuerySet[Officer]) -> list[Load]:
    """Return how much each of these officers has in hand."""
    return [Load(*row) for row in with_load(officers).values_list(*_LOAD)]


def in_hand(sight: Sight, most: int) -> list[Tip]:
    """Return the open tips that an officer works on, in the order of the queue, `most` at most."""
    return tips_of(_in_hand(sight, most))


@lru_cache(REMEMBERED)
def _in_hand(sight: Sight, most: int) -> Kept:
    return tips_kept(_held(sight).by_urgency()[:most])


def _held(sight: Sight) -> TipQuerySet:
    return sight.tips.filter(assigned_to=sight.officer).open_work()


def takers_of_what_is_held(sight: Sight) -> list[Load]:
    """Return the colleagues who can take something of what an officer works on, each with how much is in hand."""
    return [Load(*row) for row in _takers_of_held(sight, today()).rows()]


@lru_cache(REMEMBERED)
def _takers_of_held(sight: Sight, _day: date) -> Kept:
    units = _held(sight).values("unit")
    takers = colleagues(Officer(pk=sight.officer)).filter(memberships__unit__in=units)
    return Kept.of(with_load(takers).values_list(*_LOAD))


def takers_with_load(tip: Tip, by: Officer) -> list[Load]:
    """Return the officers who can take a tip from whoever works on it, or from `by` while nobody does."""
    told = {ONE: tip.pk, OTHER: tip.unit_id, THIRD: tip.assigned_to_id or by.pk}
    return [Load(*row) for row in _takers(today()).rows(told)]


@lru_cache(2)  # who is away changes with the day
def _takers(_day: date) -> Kept:
    others = with_load(takers(Tip(pk=ONE, unit_id=OTHER))).exclude(pk=THIRD)
    return Kept.of(others.values_list(*_LOAD))


class _NumberOf(Subquery):
    """How many rows a query has."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS one)"


def may_give(tip: Tip, by: Officer, leads: Collection[UUID]) -> bool:
    """Whether an officer of its unit may say who works on a tip: whoever works on it, or all while nobody does.

    Who leads the unit may also take it from one officer and give it to another; `leads`: the units that he leads.
    """
    return tip.assigned_to_id in (None, by.pk) or tip.unit_id in leads


def hand_over(*, tip: Tip, to: UUID, by: Officer, version: int) -> Tip:
    """Let a colleague work on a tip. Who leads its unit may be that colleague, and take it from another.

    Raises NotAColleague, AlreadyClaimed, Decided, NotYours, StaleTip.
    """
    told = {"officer": str(to)}
    if tip.assigned_to_id not in (None, by.pk):
        told["officer_was"] = str(tip.assigned_to_id)  # the version says that it still is
    with changing(tip, act="tip.handed_over", by=by, version=version, **told) as changed:
        if not may_give(changed, by, led_by(by)):
            raise AlreadyClaimed
        if changed.status == Status.CLOSED:
            raise Decided
        if changed.assigned_to_id == to:
            raise AlreadyClaimed
        taker = takers(changed).filter(pk=to).only("pk", "name").first()
        if taker is None:
            raise NotAColleague
        taken_on(changed, taker)
    return changed
