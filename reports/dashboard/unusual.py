"""Unusual reading, for who leads a unit and for oversight. The officers whom it names are not told who looked."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from reports import audit
from reports.clock import this_hour
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words
from reports.models import AuditEntry, Officer, Tip
from reports.queries.unusual import DAYS, LOOKED, TIMES, Unusual, Why, overseen, unusual_news, unusual_reading

MOST = 200
_BADGE = "unusual"  # in the session; the bar of every page shows it
_SAID: dict[Why, Words] = {
    Why.MANY: gettext_lazy("opened %(count)d tips in an hour; mostly it is %(usual)d"),
    Why.NIGHT: gettext_lazy("opened %(count)d tips in an hour of the night, and seldom works at night"),
    Why.CLOSED: gettext_lazy("opened %(count)d closed tips on a day; mostly it is %(usual)d"),
    Why.UNMASKED: gettext_lazy("asked for the source of %(count)d tips on a day; mostly it is %(usual)d"),
    Why.TAKEN: gettext_lazy("printed %(count)d tips on a day, or saved copies of them; mostly it is %(usual)d"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One of them in words."""

    who: str
    what: str
    when: str


@at_the_desk
@require_safe
def unusual(request: DeskRequest) -> HttpResponse:
    units = overseen(request.key_ring)
    if not units:
        raise Http404
    audit.enter(LOOKED, by=request.user)
    request.session[_BADGE] = {"hour": this_hour().isoformat(), "new": 0, "oversees": True}
    found = list(told(unusual_reading(request.key_ring, units)))
    page = {"found": found[:MOST], "is_cut": len(found) > MOST, "days": DAYS, "times": TIMES}
    return render(request, "dashboard/unusual.html", page)


def count_news(request: DeskRequest) -> None:
    """Count what is new for who must look at it, once an hour of a session: it reads thirty days of the trail."""
    hour = this_hour().isoformat()
    if request.session.get(_BADGE, {}).get("hour") != hour:
        oversees = bool(overseen(request.key_ring))
        request.session[_BADGE] = {"hour": hour, "new": unusual_news(request.key_ring), "oversees": oversees}


def unusual_in(request: DeskRequest, tip: Tip, entries: Iterable[AuditEntry]) -> list[Unusual]:
    """Return what is unusual in a tip's trail, for who may look at it; nothing for anybody else."""
    units = overseen(request.key_ring)
    if tip.unit_id not in units:
        return []
    return unusual_reading(request.key_ring, units, {entry.actor for entry in entries})


def told(found: Iterable[Unusual]) -> Iterable[Told]:
    """Return them in words."""
    names = {f"officer:{pk}": name for pk, name in Officer.objects.values_list("pk", "name")}
    return (Told(names.get(one.actor, ""), said(one), _when(one)) for one in found)


def said(one: Unusual) -> str:
    """Return what is unusual as a part of a sentence."""
    return str(_SAID[one.why]) % {"count": one.count, "usual": one.usual}


def _when(one: Unusual) -> str:
    at = localtime(one.at)
    if one.why in (Why.CLOSED, Why.UNMASKED, Why.TAKEN):
        return date_format(at, "D j M Y")
    return _("%(day)s, from %(hour)s") % {"day": date_format(at, "D j M Y"), "hour": date_format(at, "H:i")}
