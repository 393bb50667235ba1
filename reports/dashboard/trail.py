"""The trail of one tip: who did what, and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from types import MappingProxyType
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.alerts.called import Called, called_until
from reports.dashboard.act_details import detail
from reports.dashboard.act_words import act
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.unusual import said, unusual_in
from reports.dashboard.wording import Words, actor, within_hour
from reports.models import AuditEntry
from reports.queries.history import MOST, actor_names, history_of, hour_of, is_kept_to_the_hour
from reports.queries.unusual import READING, Unusual


@dataclass(frozen=True, slots=True)
class Step:
    """One entry in plain words; `clock` is its time inside its hour, `called` what an alert did before."""

    hour: datetime
    day: str
    clock: str
    who: Words
    what: Words
    detail: Words
    unusual: str = ""
    called: Called | None = None


@dataclass(frozen=True, slots=True)
class Hour:
    """What was done in one hour: first what is kept to the hour, then officers' acts in their order."""

    title: str
    steps: list[Step]


@at_the_desk
@require_safe
def trail(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    entries = history_of(tip.pk, request.key_ring, most=MOST + 1)
    cut = MOST if len(entries) > MOST else 0
    found = unusual_in(request, tip, entries)
    told = steps(entries[-MOST:], found, called_until(entries))
    page = {"tip": tip, "hours": hours(told), "cut": cut, "unusual": bool(found)}
    return render(request, "dashboard/trail.html", page)


def steps(
    entries: Iterable[AuditEntry], unusual: Iterable[Unusual] = (), called: Mapping[UUID, Called] = MappingProxyType({})
) -> list[Step]:
    """Return entries in plain words, in the order they come in; `unusual` is what the reader may know of them.

    `called` is what alerts did until they were confirmed, by entry.
    """
    entries, unusual = list(entries), list(unusual)
    names = actor_names(entries)
    told = [_step(entry, names, _flags(entry, unusual)) for entry in entries]
    return [replace(step, called=called.get(entry.pk)) for entry, step in zip(entries, told, strict=True)]


def _flags(entry: AuditEntry, unusual: Iterable[Unusual]) -> str:
    if entry.act not in READING:
        return ""
    return "; ".join(said(one) for one in unusual if one.covers(entry))


def hours(all_steps: list[Step]) -> list[Hour]:
    """Return the steps hour by hour, so that nobody reads an order into what is kept to the hour."""
    return [Hour(_title(hour), list(inside)) for hour, inside in groupby(all_steps, key=lambda step: step.hour)]


def _title(hour: datetime) -> str:
    return f"{_day(hour)}, {within_hour(hour, with_day=False)}"


def _step(entry: AuditEntry, names: Mapping[str, str], unusual: str) -> Step:
    who = actor(names[entry.actor])
    clock = date_format(timezone.localtime(entry.at), "H:i")
    if is_kept_to_the_hour(entry):
        clock = _("in the hour from %(hour)s") % {"hour": clock}
    if entry.detail.get("token"):
        who = _("%(name)s, by token") % {"name": who}
    return Step(hour_of(entry), _day(entry.at), clock, who, act(entry), detail(entry, names), unusual)


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "D j M Y")
