"""The trail of one tip: who did what, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words, act, actor, within_hour
from reports.models import AuditEntry, CloseReason, Status
from reports.queries.history import MOST, actor_names, history_of, hour_of, is_kept_to_the_hour


@dataclass(frozen=True, slots=True)
class Step:
    """One entry in plain words; `clock` is its time inside its hour, `day` the day."""

    hour: datetime
    day: str
    clock: str
    who: Words
    what: Words
    detail: Words


@dataclass(frozen=True, slots=True)
class Hour:
    """What was done in one hour: first what is kept to the hour, then officers' acts in their order."""

    title: str
    steps: list[Step]


@at_the_desk
@require_safe
def trail(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    entries = history_of(tip.pk, most=MOST + 1)
    cut = MOST if len(entries) > MOST else 0
    return render(request, "dashboard/trail.html", {"tip": tip, "hours": hours(steps(entries[-MOST:])), "cut": cut})


def steps(entries: Iterable[AuditEntry]) -> list[Step]:
    """Return entries in plain words, in the order they come in."""
    entries = list(entries)
    names = actor_names(entries)
    return [_step(entry, actor(names[entry.actor])) for entry in entries]


def hours(all_steps: list[Step]) -> list[Hour]:
    """Return the steps hour by hour, so that nobody reads an order into what is kept to the hour."""
    return [Hour(_title(hour), list(inside)) for hour, inside in groupby(all_steps, key=lambda step: step.hour)]


def _title(hour: datetime) -> str:
    return f"{_day(hour)}, {within_hour(hour, with_day=False)}"


def _step(entry: AuditEntry, who: Words) -> Step:
    clock = date_format(timezone.localtime(entry.at), "H:i")
    if is_kept_to_the_hour(entry):
        clock = _("in the hour from %(hour)s") % {"hour": clock}
    return Step(hour_of(entry), _day(entry.at), clock, who, act(entry), _detail(entry))


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "D j M Y")


def _detail(entry: AuditEntry) -> Words:
    if entry.act == "tip.moved" and entry.detail.get("to") in Status.values:
        return Status(entry.detail["to"]).label
    if entry.act == "tip.closed" and entry.detail.get("reason") in CloseReason.values:
        return CloseReason(entry.detail["reason"]).label
    return ""
