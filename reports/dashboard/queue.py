"""The queue: what waits for this officer's units, most urgent first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from reports.casework.claim import claim_next
from reports.dashboard.gate import asked_by_the_page, at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.line_test import for_card
from reports.dashboard.narrowing import LISTS, NarrowForm, kept_views, own_house
from reports.dashboard.rows import lines, rows
from reports.dashboard.several import ACTS
from reports.dashboard.taken_on import warn_of_keeping
from reports.dashboard.unusual import count_news
from reports.dashboard.wording import Words
from reports.models import Tip, TriageState
from reports.queries.closed_line import closed_line
from reports.queries.lists import DATES, BadCursor, BadView, View
from reports.queries.meanwhile import meanwhile
from reports.queries.mentions import PAGE as MENTIONS
from reports.queries.mentions import count_news as count_for
from reports.queries.people import unseen_acts
from reports.queries.queue import COUNT_CAP, QueuePage, list_counts, page_state, queue_page
from reports.releases.owed import to_look_at

LAST_VIEW = "last view"
FROM_SEARCH = {"from": "search"}
_OPENED_FROM = "opened from"
_MOST_OPENED = 50  # tips of which a session knows from which list they were opened

_OF_UNITS: Mapping[str, Words] = {
    "people.unit_renamed": gettext_lazy("A unit has a new name."),
    "people.unit_made": gettext_lazy("There is a new unit."),
}
_NO_DAYS = gettext_lazy("A day cannot be read, so no day narrows this list: write days like 2026-11-29.")
_COLLEAGUES = gettext_lazy("How a colleague gets in has changed.")


@dataclass(frozen=True, slots=True)
class Tab:
    """One list and how many tips are on it; the count stops at a thousand."""

    name: str
    label: Words
    count: str
    is_open: bool


@at_the_desk
@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    after = request.GET.get("after") or None
    try:
        view = _asked_for(request)
        found = queue_page(request.key_ring, view, after=after)
    except (BadView, BadCursor):
        raise Http404 from None
    count_news(request)
    if request.session.get(LAST_VIEW) != view.told():
        request.session[LAST_VIEW] = view.told()
    return render(request, "dashboard/queue.html", _page(request, view, found, after))


def _asked_for(request: DeskRequest) -> View:
    """Return the view of the address; where a day cannot be read, without days, which is said. Raises BadView."""
    try:
        return View.read(request.GET)
    except BadView:
        view = View.read({name: word for name, word in request.GET.items() if name not in DATES})
        messages.warning(request, _NO_DAYS, extra_tags="warn")
        return view


def _page(request: DeskRequest, view: View, found: QueuePage, after: str | None) -> dict[str, object]:
    """Return the page; its rows are written while Postgres counts what stands around them."""
    shown = lines(found.rows)
    written: list[SafeString] = []
    each = rows(shown, request.user, view.told(), can_tick=view.which != "informed")
    with meanwhile(map(written.append, each)):
        around = _around(request, view, found, after)
    return around | {"lines": shown, "rows": mark_safe("".join(written))}  # noqa: S308 - each is escaped


def _around(request: DeskRequest, view: View, found: QueuePage, after: str | None) -> dict[str, object]:
    counts = list_counts(request.key_ring)
    units, people = own_house(request)
    mentions, overdue = count_for(request.key_ring)
    here = view.told() | ({"after": after} if after else {})
    return {
        "page": "queue",
        "view": view,
        "which": view.which,
        "told": view.told(),
        "title": LISTS[view.which],
        "tabs": [_tab(name, view, counts.get(name)) for name in LISTS],
        "narrow": partial(NarrowForm, view, units, people),  # made where the page does not remember it
        "units": units,
        "people": people,
        "acts": ACTS,
        "mentions": _up_to(mentions, MENTIONS),
        "overdue": _up_to(overdue, MENTIONS),
        "agencies": to_look_at(request.key_ring),
        "kept": kept_views(request, view, units, people),
        "line": for_card(request),
        "closed": closed_line(),
        "people_news": _news(unseen_acts(request.key_ring.unit_ids, request.user)),
        "is_first": after is None,
        "fits": _fits(request, view, found, after) if view.is_narrowed else "",
        "next": found.next and reverse("dashboard:queue", query=view.told() | {"after": found.next}),
        "first": reverse("dashboard:queue", query=view.told()),
        "state_address": reverse("dashboard:state", query=here | {"was": found.state}),
        "here": reverse("dashboard:queue", query=here),
    }


def _fits(request: DeskRequest, view: View, found: QueuePage, after: str | None) -> str:
    """Return how many tips a narrowed list holds; not counted further than the lists are, nor where all are in view.

    Nothing of a list by who read what: that is asked of each tip.
    """
    number = len(found.rows)
    if view.shows and (found.next or after):
        return ""
    if found.next or after:  # one that nobody judged yet may name who asks: those alone that are shown count
        judged = view.of(request.key_ring).exclude(triage=TriageState.WAITING)[: COUNT_CAP + 1].count()
        number = judged + sum(row.tip.triage == TriageState.WAITING for row in found.rows)
    if number > COUNT_CAP:
        return _("More than %(most)s tips fit.") % {"most": f"{COUNT_CAP:,}"}
    return ngettext("One tip fits.", "%(number)d tips fit.", number) % {"number": number} if number else ""


def _news(acts: Collection[str]) -> list[Words]:
    """What to look at under *People*, in a sentence for each kind."""
    told = [words for one, words in _OF_UNITS.items() if one in acts]
    return [*told, _COLLEAGUES] if set(acts) - _OF_UNITS.keys() else told


@asked_by_the_page
@require_safe
def state(request: DeskRequest) -> HttpResponse:
    """Tell whether the page that a browser has still shows what it would show now: 204, or 200 with a sentence."""
    try:
        now = page_state(request.key_ring, View.read(request.GET), after=request.GET.get("after") or None)
    except (BadView, BadCursor):
        raise Http404 from None
    if now == request.GET.get("was"):
        return HttpResponse(status=204)
    return HttpResponse(_("The list has changed."), content_type="text/plain; charset=utf-8")


@at_the_desk
@require_POST
def take_next(request: DeskRequest) -> HttpResponse:
    """Take on the first tip that nobody works on."""
    if not request.key_ring.unit_ids:  # an administrator who is in no unit
        messages.warning(request, _("You hold no unit's key, so there is no tip to take."), extra_tags="warn")
        return redirect("dashboard:queue")
    tip = claim_next(request.key_ring)
    if tip is None:
        messages.info(request, _("Every open tip has its officer."), extra_tags="good")
        return redirect("dashboard:queue")
    messages.success(request, _("You work on this tip now."), extra_tags="good")
    warn_of_keeping(request, tip)
    return redirect("dashboard:tip", tip_id=tip.pk)


def opened_from(request: DeskRequest, tip: Tip) -> View | None:
    """Return the view that a tip was opened from, be it in one of several windows: its address in a list says it.

    The session remembers it for what leads back to the tip without saying it. Else it is the list that was opened last.
    None: a search found it.
    """
    opened = request.session.get(_OPENED_FROM, {})
    asked = _view_of(request.GET) if "list" in request.GET else None
    told = FROM_SEARCH if FROM_SEARCH.items() <= request.GET.dict().items() else asked.told() if asked else None
    if told and opened.get(str(tip.pk)) != told:
        newest = [*((one, each) for one, each in opened.items() if one != str(tip.pk)), (str(tip.pk), told)]
        request.session[_OPENED_FROM] = dict(newest[-_MOST_OPENED:])
    told = told or opened.get(str(tip.pk)) or request.session.get(LAST_VIEW) or {}
    return None if told == FROM_SEARCH else _view_of(told) or View()


def _view_of(told: Mapping[str, Any]) -> View | None:
    try:
        return View.read(told)
    except BadView:
        return None


def _tab(name: str, view: View, number: int | None) -> Tab:
    return Tab(name, LISTS[name], "" if number is None else _up_to(number, COUNT_CAP) or "0", name == view.which)


def _up_to(number: int, most: int) -> str:
    """Return a number that was counted no further than one beyond `most`; "" for none."""
    return f"{most:,}+" if number > most else str(number or "")
