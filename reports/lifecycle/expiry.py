"""Erasing closed tips on their day: by the clock, through the one way of erasing, after fourteen days on a list."""

import logging
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import (
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from reports import audit, retention
from reports.clock import day_of, today
from reports.lifecycle.erasure import erase_tip
from reports.lifecycle.noted_days import MOST, UNCHANGED, bring_forward, closed_tips, soonest
from reports.models import AuditEntry, Capsule, Errand, HoldState, LegalHold, Record, Status, Tip
from reports.models.retention import STANDING
from reports.models.tip import TipQuerySet

_MOST_ERASED = 5000  # in one run, which must be over long before the broker gives it out again
_BLURRED_DAYS = 10  # what comes to a closed tip is kept to the hour for a day, and this many days are looked through
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Going:
    """A tip that is going to be erased, and the day; `held` says that a hold stops it."""

    tip: Tip
    day: date
    held: bool


def erase_due() -> int:
    """Erase tips whose noted day has come, and return how many; the rest next time. Safe to repeat and to kill."""
    erased = 0
    for tip_id in list(_due(Tip.objects.all(), today()).values_list("pk", flat=True)[:_MOST_ERASED]):
        try:
            erased += _erase_if_due(tip_id)
        except OSError as problem:  # a blob store that is away: the keys are destroyed, the rows go next time
            log.error("A tip was not erased whole: %s", type(problem).__name__)
    return erased


@transaction.atomic
def _erase_if_due(tip_id: UUID) -> bool:
    """Erase a tip unless it was opened again, or its hold asked for, since the list was made.

    What was added and waits to be judged may open it again: it is erased after that, or stays.
    """
    Tip.objects.select_for_update().filter(pk=tip_id).first()
    if Capsule.objects.filter(record__tip=tip_id).exists() or not _due(Tip.objects.filter(pk=tip_id), today()).exists():
        return False
    erase_tip(tip_id=tip_id, by=audit.WORKER)
    return True


def going(tips: TipQuerySet, *, most: int = 200) -> list[Going]:
    """Return which of these tips are erased in the next days, soonest first, with those that a hold keeps."""
    last = today() + timedelta(days=retention.WARNED_DAYS)
    held = LegalHold.objects.filter(tip=OuterRef("pk"), state__in=STANDING)
    near = _dated(tips, until=last).annotate(held=Exists(held)).select_related("unit")
    first = today() + timedelta(days=1)
    # By its index; what is merged into another tip may go some days later.
    soonest = near.order_by("erase_on", "pk")[:most]
    return sorted((Going(tip, max(tip.day, first), tip.held) for tip in soonest), key=lambda one: one.day)


def long_due() -> QuerySet[Any]:
    """The tips that should have been erased days ago by what officers see of them, and that nothing keeps."""
    return _unstopped(Tip.objects.all(), today() - timedelta(days=2), "erase_on")


def settle_days() -> None:
    """Give closed tips of before their day, bring days forward that newer rules shorten, end holds nobody confirmed.

    Kind and outcome, by which the rules speak, the desk and the worker write: so no day comes nearer than the time on
    the list, and what was changed since its day was noted waits for the next look.
    """
    rules = retention.in_force()
    for tip in islice(closed_tips(Q(erase_on=None, noted=None)), MOST):
        closed = AuditEntry.objects.filter(tip_id=tip.pk, act__in=("tip.closed", "tip.merged")).order_by("-at").first()
        tip.rests_since = timezone.localdate(closed.at) if closed else today()
        tip.erase_on = max(retention.earliest(tip, rules), today() + timedelta(days=retention.WARNED_DAYS))
        days = {"rests_since": tip.rests_since, "erase_on": tip.erase_on}
        Tip.objects.filter(pk=tip.pk, status=Status.CLOSED).update(**days)
    if rules.since:  # the shipped rules shorten nothing
        first = max(rules.since + timedelta(days=retention.WARNED_DAYS), soonest())
        later = Q(erase_on__gt=_earliest(rules)) & Q(erase_on__gt=first)
        for tip in islice(closed_tips(UNCHANGED & later), MOST):
            bring_forward(tip, max(retention.earliest(tip, rules), first))
    asked = LegalHold.objects.filter(state=HoldState.ASKED)
    asked.filter(asked_on__lte=today() - timedelta(days=retention.WARNED_DAYS)).update(state=HoldState.LAPSED)


def blur_later_arrivals() -> None:
    """Keep of what came to a closed tip since its closing the day alone, once that day is over."""
    today_begins = day_of(timezone.now())
    later = Record.objects.filter(officer=None, root_box__isnull=False)  # a tip's first words hang on its own key
    came = later.filter(at__lt=today_begins, at__gte=today_begins - timedelta(days=_BLURRED_DAYS))
    for record in came.filter(tip__status=Status.CLOSED).only("at").iterator():
        if record.at != day_of(record.at):
            Record.objects.filter(pk=record.pk).update(at=day_of(record.at))


def _earliest(rules: retention.Rules) -> "ExpressionWrapper[Any]":
    """The day on which these rules would erase a row, in the database, which so finds the few among many."""
    rows = [When(**_fits(rule), then=Value(rule.days)) for rule in rules.rows]
    days = Case(*rows, default=Value(rules.default), output_field=IntegerField())
    return ExpressionWrapper(F("rests_since") + days, output_field=DateField())


def _fits(rule: retention.Rule) -> dict[str, str]:
    return {name: told for name, told in (("category", rule.category), ("outcome", rule.outcome)) if told}


def _due(tips: TipQuerySet, day: date) -> QuerySet[Any]:
    """The tips to be erased on this day, by what is noted: of a merged one, not before the tip that leads it."""
    return _unstopped(tips, day, "noted__erase_on")


def _unstopped(tips: TipQuerySet, day: date, name: str) -> QuerySet[Any]:
    stops = retention.stopping(day)
    stopped = Exists(stops.filter(tip=OuterRef("pk"))) | Exists(stops.filter(tip=OuterRef("merge__into")))
    # What still lies at the provider is deleted there first.
    fetched = Errand.objects.filter(record__tip=OuterRef("pk"))
    return _dated(tips, until=day, name=name).filter(~stopped, ~Exists(fetched)).order_by("day", "pk")


def _dated(tips: TipQuerySet, *, until: date, name: str = "erase_on") -> QuerySet[Any]:
    """The closed tips that are erased up to a day. A tip's own day is never later: by it an index finds the few."""
    leads = f"merge__into__{name}"
    known: QuerySet[Any] = tips.annotate(day=Greatest(name, Coalesce(leads, F(name))))
    alone_or_led = Q(merge=None) | Q(**{f"{leads}__isnull": False})
    return known.filter(alone_or_led, status=Status.CLOSED, day__lte=until, **{f"{name}__lte": until})
