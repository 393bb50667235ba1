"""The queue: what waits for this officer's units, most urgent first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reports.alerts.waiting import alerts_of
from reports.casework.claim import claim_next
from reports.dashboard.gate import asked_by_the_page, at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.line_test import for_card
from reports.dashboard.narrowing import LISTS, NarrowForm, kept_views, own_house
from reports.dashboard.several import ACTS
from reports.dashboard.unusual import count_news
from reports.dashboard.wording import Words, due, language, since
from reports.guides import in_words
from reports.intake.submission import TAKEN, WITHOUT_RECEIPT
from reports.models import Alert, Channel, Status, Tip, Urgency
from reports.models.choices import ACT, HEARD, REWARD
from reports.queries.lists import BadCursor, BadView, View
from reports.queries.mentions import PAGE as MENTIONS
from reports.queries.mentions import count_news as count_for
from reports.queries.people import has_news
from reports.queries.queue import COUNT_CAP, QueuePage, QueueRow, page_state, queue_page
from reports.queries.readings import ReadBy, ReadState
from reports.releases.owed import to_look_at
from reports.withheld import masked_answers

PREVIEW_LENGTH = 140
MOST_OF_ANSWERS = 400
# Told elsewhere in the row, or of the record itself.
_UNSHOWN = frozenset({"category", ACT, WITHOUT_RECEIPT, HEARD, TAKEN, REWARD})
LAST_VIEW = "last view"
_READ: dict[ReadState, Words] = {
    ReadState.NEW: gettext_lazy("Nobody has read it"),
    ReadState.UPDATED: gettext_lazy("Told more since you read it"),
    ReadState.BY_ME: gettext_lazy("Read by you"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One list and how many tips are on it; the count stops at a thousand."""

    name: str
    label: Words
    count: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One tip as the list shows it."""

    tip: Tip
    preview: str = field(repr=False)
    triaged: bool
    since: str
    due: str
    language: Words
    is_mine: bool
    read: Words
    is_unread: bool
    looking: str
    alert: Alert | None
    urgency: SafeString
    choose: str


@at_the_desk
@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    after = request.GET.get("after") or None
    try:
        view = View.read(request.GET)
        found = queue_page(request.key_ring, view, after=after)
    except (BadView, BadCursor):
        raise Http404 from None
    count_news(request)
    if request.session.get(LAST_VIEW) != view.told():
        request.session[LAST_VIEW] = view.told()
    return render(request, "dashboard/queue.html", _page(request, view, found, after))


def _page(request: DeskRequest, view: View, found: QueuePage, after: str | None) -> dict[str, object]:
    units, people = own_house(request)
    mentions, overdue = count_for(request.key_ring)
    here = view.told() | ({"after": after} if after else {})
    return {
        "page": "queue",
        "view": view,
        "which": view.which,
        "told": view.told(),
        "title": LISTS[view.which],
        "tabs": [_tab(name, view, found) for name in LISTS],
        "narrow": NarrowForm(view, units, people),
        "units": units,
        "acts": ACTS,
        "mentions": _up_to(mentions, MENTIONS),
        "overdue": _up_to(overdue, MENTIONS),
        "agencies": to_look_at(request.key_ring),
        "kept": kept_views(request, view, units, people),
        "line": for_card(request),
        "people_news": has_news(request.key_ring.unit_ids, request.user),
        "lines": _lines(found, request),
        "is_first": after is None,
        "next": found.next and reverse("dashboard:queue", query=view.told() | {"after": found.next}),
        "first": reverse("dashboard:queue", query=view.told()),
        "state_address": reverse("dashboard:state", query=here | {"was": found.state}),
        "here": reverse("dashboard:queue", query=here),
    }


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
    tip = claim_next(tips=request.key_ring.tips, by=request.user)
    if tip is None:
        messages.info(request, _("Every open tip has its officer."), extra_tags="good")
        return redirect("dashboard:queue")
    messages.success(request, _("You work on this tip now."), extra_tags="good")
    return redirect("dashboard:tip", tip_id=tip.pk)


def last_view(request: DeskRequest) -> View:
    """Return the view that the officer came from."""
    try:
        return View.read(request.session.get(LAST_VIEW) or {})
    except BadView:
        return View()


def _tab(name: str, view: View, found: QueuePage) -> Tab:
    number = found.counts.get(name)
    return Tab(name, LISTS[name], "" if number is None else _up_to(number, COUNT_CAP) or "0", name == view.which)


def _up_to(number: int, most: int) -> str:
    """Return a number that was counted no further than one beyond `most`; "" for none."""
    return f"{most:,}+" if number > most else str(number or "")


def _preview(row: QueueRow) -> str:
    """The first words; where the room cut them, they end with a whole word and three dots."""
    if not row.opens:
        return str(_("Its words do not open. Tell whoever runs the line today"))
    if len(row.preview) >= PREVIEW_LENGTH:
        return row.preview.rpartition(" ")[0] + "…"
    return (
        row.preview
        or _answered(row.answers, row.findings)
        or str(_("Recorded call") if row.tip.channel == Channel.CALL else _("No words"))
    )


def _answered(answers: Mapping[str, str], found: Mapping[str, Any] | None) -> str:
    """Return what was ticked and answered in place of words, masked as on the tip's own page; "" for nothing."""
    bare = masked_answers({name: told for name, told in answers.items() if name not in _UNSHOWN}, found)
    line = " · ".join(f"{asked} {told}" for asked, told in in_words(bare))
    return line if len(line) <= MOST_OF_ANSWERS else line[:MOST_OF_ANSWERS].rpartition(" ")[0] + "…"


def _lines(found: QueuePage, request: DeskRequest) -> list[Line]:
    immediate = [row.tip.pk for row in found.rows if row.tip.urgency == Urgency.IMMEDIATE]
    alerts = alerts_of(immediate) if immediate else {}
    return [_line(row, request, alerts.get(row.tip.pk)) for row in found.rows]


def _line(row: QueueRow, request: DeskRequest, alert: Alert | None) -> Line:
    return Line(
        tip=row.tip,
        preview=_preview(row),
        triaged=row.triaged,
        since=since(row.tip),
        due=due(row.tip),
        language=language(row.tip.language),
        is_mine=row.tip.assigned_to_id == request.user.pk,
        read=_read(row.read),
        is_unread=row.read.state in (ReadState.NEW, ReadState.UPDATED),
        looking=", ".join(row.looking),
        alert=alert,
        urgency=_urgency(row.tip.urgency, row.tip.status == Status.CLOSED, get_language()),
        choose=_("Choose %(tip)s") % {"tip": row.tip.reference},
    )


@cache  # few there are, and each list shows many
def _urgency(urgency: Urgency, is_closed: bool, _language: str | None) -> SafeString:
    tip = Tip(urgency=urgency, status=Status.CLOSED if is_closed else Status.OPEN)
    return render_to_string("dashboard/urgency.html", {"tip": tip})


def _read(read: ReadBy) -> Words:
    if read.state in _READ:
        return _READ[read.state]
    who = read.names[0]
    if len(read.names) > 1:
        more = len(read.names) - 1
        who = ngettext("%(name)s and %(more)d other", "%(name)s and %(more)d others", more) % {
            "name": who,
            "more": more,
        }
    older = read.state == ReadState.OLDER
    return (_("%(who)s read it before the newest words") if older else _("Read by %(who)s")) % {"who": who}
