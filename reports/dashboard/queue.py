"""The queue: what waits for this officer's units, most urgent first."""

from dataclasses import dataclass, field

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words, language, since
from reports.models import Channel, Tip
from reports.queries.queue import COUNT_CAP, BadCursor, QueueRow, queue_page

PREVIEW_LENGTH = 140
TABS: dict[str, Words] = {
    "open": _("Open"),
    "urgent": _("Immediate"),
    "unassigned": _("Unassigned"),
    "mine": _("Mine"),
    "all": _("All"),
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
    language: Words
    is_mine: bool


@at_the_desk
@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    which = request.GET.get("list", "open")
    after = request.GET.get("after") or None
    try:
        found = queue_page(request.key_ring, which=which, after=after)
    except (KeyError, BadCursor):
        raise Http404 from None
    page = {
        "which": which,
        "title": TABS[which],
        "tabs": [Tab(name, label, _count(found.counts.get(name)), name == which) for name, label in TABS.items()],
        "lines": [_line(row, request) for row in found.rows],
        "is_first": after is None,
        "next": found.next and reverse("dashboard:queue", query={"list": which, "after": found.next}),
        "first": reverse("dashboard:queue", query={"list": which}),
    }
    return render(request, "dashboard/queue.html", page)


def _count(number: int | None) -> str:
    if number is None:
        return ""
    return f"{COUNT_CAP:,}+" if number > COUNT_CAP else str(number)


def _preview(row: QueueRow) -> str:
    """The first words; where the room cut them, they end with a whole word and three dots."""
    if len(row.preview) >= PREVIEW_LENGTH:
        return row.preview.rpartition(" ")[0] + "…"
    return row.preview or str(_("Recorded call") if row.tip.channel == Channel.CALL else _("No words"))


def _line(row: QueueRow, request: DeskRequest) -> Line:
    return Line(
        tip=row.tip,
        preview=_preview(row),
        triaged=row.triaged,
        since=since(row.tip),
        language=language(row.tip.language),
        is_mine=row.tip.assigned_to_id == request.user.pk,
    )
