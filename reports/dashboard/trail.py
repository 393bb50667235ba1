"""The trail of one tip: who did what, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words, act, actor, within_hour
from reports.models import AuditEntry, CloseReason, Status
from reports.queries.history import actor_names, history_of


@dataclass(frozen=True, slots=True)
class Step:
    """One entry in plain words."""

    when: str
    who: Words
    what: Words
    detail: Words


@at_the_desk
@require_safe
def trail(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    return render(request, "dashboard/trail.html", {"tip": tip, "history": steps(history_of(tip.pk))})


def steps(entries: Iterable[AuditEntry]) -> list[Step]:
    """Return entries in plain words, oldest first; of one hour only the arrival is known to come before the rest."""
    entries = sorted(entries, key=lambda entry: (entry.at, entry.act != "tip.arrived"))
    names = actor_names(entries)
    return [Step(_when(entry), actor(names[entry.actor]), act(entry), _detail(entry)) for entry in entries]


def _when(entry: AuditEntry) -> str:
    """Officers' acts to the minute; all else is known to the hour only."""
    if entry.actor.startswith("officer:"):
        return date_format(timezone.localtime(entry.at), "D j M Y, H:i")
    return within_hour(entry.at)


def _detail(entry: AuditEntry) -> Words:
    if entry.act == "tip.moved" and entry.detail.get("to") in Status.values:
        return Status(entry.detail["to"]).label
    if entry.act == "tip.closed" and entry.detail.get("reason") in CloseReason.values:
        return CloseReason(entry.detail["reason"]).label
    return ""
