"""What narrows a list: the form above it, the officer's kept views, and what each is called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reports.casework.saved_views import (
    MOST_TELL,
    TooManyTell,
    TooManyViews,
    drop_view,
    keep_view,
    looked_through,
    set_telling,
    views_of,
)
from reports.dashboard.choice import Choice
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import LANGUAGES, Words
from reports.keyring import led_by
from reports.models import Category, Channel, SavedView, Status, Unit
from reports.models.raw import ids, plain_rows
from reports.models.tip import OPEN_WORK
from reports.queries.lists import AGES, NOBODY, BadView, View
from reports.queries.lists import LISTS as LISTED

LISTS: dict[str, Words] = {
    "open": gettext_lazy("Open"),
    "urgent": gettext_lazy("Immediate"),
    "unassigned": gettext_lazy("Unassigned"),
    "mine": gettext_lazy("Mine"),
    "for_us": gettext_lazy("Waiting for us"),
    "for_tipster": gettext_lazy("Waiting for the tipster"),
    "overdue": gettext_lazy("Overdue"),
    "again": gettext_lazy("Closed, told again"),
    "informed": gettext_lazy("For information"),
    "all": gettext_lazy("All"),
}
_NOBODY: Words = gettext_lazy("Nobody yet")
_DAYS: dict[int, Words] = {
    1: gettext_lazy("The last day"),
    7: gettext_lazy("The last week"),
    30: gettext_lazy("The last month"),
    90: gettext_lazy("The last three months"),
}
_OLDER: dict[int, Words] = {
    1: gettext_lazy("A day"),
    7: gettext_lazy("A week"),
    30: gettext_lazy("A month"),
    90: gettext_lazy("Three months"),
}
_SHOWS: dict[str, Words] = {
    "unread": gettext_lazy("What I have not read"),
    "nobody_read": gettext_lazy("What nobody has read"),
    "not_junk": gettext_lazy("What does not read like junk"),
    "unreachable": gettext_lazy("Tipsters whom nothing reaches"),
    "undelivered": gettext_lazy("Questions whose text did not arrive"),
}
_DAY = forms.TextInput(attrs={"type": "date", "pattern": "[0-9]{4}-[0-9]{2}-[0-9]{2}", "placeholder": "2026-11-29"})
_MOST_NEWS = 99
_HOUSE = (
    "SELECT DISTINCT unit.id, unit.name, officer.id, officer.name FROM membership"
    " JOIN unit ON unit.id = unit_id JOIN officer ON officer.id = officer_id AND officer.is_active"
    " WHERE unit_id = ANY(%s::uuid[])"
)


class Named(NamedTuple):
    """A unit or an officer, as choices and names of views show them."""

    pk: UUID
    name: str


class NarrowForm(forms.Form):
    """Choices that leave some tips of a list out."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False, widget=Choice)
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False, widget=Choice)
    assigned_to = forms.ChoiceField(label=gettext_lazy("Worked on by"), required=False, widget=Choice)
    category = forms.ChoiceField(label=gettext_lazy("About"), required=False, widget=Choice)
    channel = forms.ChoiceField(label=gettext_lazy("Came by"), required=False, widget=Choice)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False, widget=Choice)
    days = forms.ChoiceField(label=gettext_lazy("Arrived in"), required=False, widget=Choice)
    older = forms.ChoiceField(label=gettext_lazy("Older than"), required=False, widget=Choice)
    since = forms.CharField(label=gettext_lazy("Came from"), required=False, widget=_DAY)
    until = forms.CharField(label=gettext_lazy("Came until"), required=False, widget=_DAY)
    shows = forms.ChoiceField(label=gettext_lazy("Show only"), required=False, widget=Choice)

    def __init__(self, view: View, units: Iterable[Named], people: Iterable[Named]) -> None:
        super().__init__(initial=view.told())
        choices: dict[str, Iterable[tuple[object, Words]]] = {
            "unit": units,
            "status": [(one, Status(one).label) for one in (OPEN_WORK if LISTED[view.which].is_open_work else Status)],
            "assigned_to": [(NOBODY, _NOBODY), *people],
            "category": Category.choices,
            "channel": Channel.choices,
            "language": LANGUAGES.items(),
            "days": [(days, _DAYS[days]) for days in AGES],
            "older": _OLDER.items(),
            "shows": _SHOWS.items(),
        }
        for name, known in choices.items():
            self.fields[name].choices = [("", _("Any")), *known]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class KeptView:
    """A kept view as the page shows it. `by` names the colleague who shares it.

    `tells`: whether its officer is told of what comes to it; `news`: how much that is, no further than `_MOST_NEWS`.
    """

    id: UUID
    label: str
    address: str
    is_own: bool
    is_open: bool
    by: str
    shared: str
    tells: bool
    news: str
    may_be_taken: bool
    """Whether a colleague shares it with a unit that the officer leads, and it is open."""


def own_units(request: DeskRequest) -> list[Unit]:
    """Return the officer's units by name."""
    return list(Unit.objects.filter(pk__in=request.key_ring.unit_ids).order_by("name"))


def own_house(request: DeskRequest) -> tuple[list[Named], list[Named]]:
    """Return the officer's units and who works in them, the officer too, by name: asked for in one statement."""
    rows = plain_rows("default", _HOUSE, ids(*request.key_ring.unit_ids))
    units, people = {Named(*row[:2]) for row in rows}, {Named(*row[2:]) for row in rows}
    return sorted(units, key=_by_name), sorted(people, key=_by_name)


def _by_name(one: Named) -> tuple[str, UUID]:
    return one.name.casefold(), one.pk


def kept_views(request: DeskRequest, view: View, units: Iterable[Named], people: Iterable[Named]) -> list[KeptView]:
    """Return the views that the officer may open; one that no longer fits what there is is left out."""
    names = {str(one.pk): one.name for one in (*units, *people)}
    shown = []
    for kept in views_of(request.user, request.key_ring.unit_ids):
        try:
            told = View.read(kept.filters)
        except BadView:
            continue
        if told.unit and told.unit not in names:
            continue
        is_own, is_open, news = kept.officer_id == request.user.pk, told == view, 0
        if is_own and is_open:
            looked_through(kept)
        elif is_own and kept.tells_since:
            news = told.news(request.key_ring, kept.tells_since, _MOST_NEWS + 1)
        taken = is_open and not is_own and kept.shared_with_id in led_by(request.user)
        shown.append(_shown(kept, told, names, is_own=is_own, is_open=is_open, news=news, may_be_taken=taken))
    return shown


def _shown(
    kept: SavedView, view: View, names: Mapping[str, str], *, is_own: bool, is_open: bool, news: int, may_be_taken: bool
) -> KeptView:
    return KeptView(
        id=kept.pk,
        label=label(view, names),
        address=reverse("dashboard:queue", query=view.told()),
        is_own=is_own,
        is_open=is_open,
        by="" if is_own else kept.officer.name,
        shared=kept.shared_with.name if is_own and kept.shared_with else "",
        tells=is_own and kept.tells_since is not None,
        news=f"{_MOST_NEWS}+" if news > _MOST_NEWS else str(news or ""),
        may_be_taken=may_be_taken,
    )


def label(view: View, names: Mapping[str, str]) -> str:
    """Return what a view is called: the list, and then what narrows it. `names` are those of units and officers."""
    parts: list[Words] = [LISTS[view.which]]
    if view.unit:
        parts.append(names.get(view.unit, _("Another unit")))
    if view.status:
        parts.append(Status(view.status).label)
    if view.assigned_to:
        parts.append(_NOBODY if view.assigned_to == NOBODY else names.get(view.assigned_to, _("Another officer")))
    if view.category:
        parts.append(Category(view.category).label)
    if view.channel:
        parts.append(Channel(view.channel).label)
    if view.language:
        parts.append(LANGUAGES[view.language])
    if view.days:
        parts.append(_DAYS[view.days])
    if view.older:
        parts.append(_("older than %(age)s") % {"age": str(_OLDER[view.older]).lower()})
    parts += [_("from %(day)s") % {"day": view.since}] if view.since else []
    parts += [_("until %(day)s") % {"day": view.until}] if view.until else []
    if view.shows:
        parts.append(_SHOWS[view.shows])
    return ", ".join(map(str, parts))


@at_the_desk
@require_POST
def keep(request: DeskRequest) -> HttpResponse:
    """Keep the view that the form names."""
    try:
        view = View.read(request.POST)
    except BadView:
        raise Http404 from None
    share = request.POST.get("share", "")
    shared_with = {str(unit_id): unit_id for unit_id in request.key_ring.unit_ids}.get(share)
    if share and shared_with is None:
        raise Http404
    if not view.is_narrowed:
        messages.warning(request, _("Not kept: this list is not narrowed, and stands here anyway."), extra_tags="warn")
        return redirect(reverse("dashboard:queue", query=view.told()))
    was = SavedView.objects.filter(officer=request.user, filters=view.told()).select_related("shared_with").first()
    try:
        keep_view(view.told(), by=request.user, shared_with=shared_with)
    except TooManyViews:
        messages.warning(request, _("You keep twenty views already. Drop one first."), extra_tags="warn")
    else:
        messages.success(request, _("The view is kept. It stands under the lists."), extra_tags="good")
        if was and was.shared_with and was.shared_with_id != shared_with:
            said = _("%(unit)s has it no more: keep it for them again if that was not meant.")
            messages.warning(request, said % {"unit": was.shared_with.name}, extra_tags="warn")
    return redirect(reverse("dashboard:queue", query=view.told()))


@at_the_desk
@require_POST
def drop(request: DeskRequest, view_id: UUID) -> HttpResponse:
    """Drop one of the officer's own views, or take a colleague's from a unit that the officer leads."""
    try:
        drop_view(view_id, by=request.user)
    except SavedView.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("The view is dropped."), extra_tags="good")
    return redirect("dashboard:queue")


@at_the_desk
@require_POST
def tell(request: DeskRequest, view_id: UUID) -> HttpResponse:
    """Let one of the officer's own views tell of tips that come to it, or no more."""
    tells = request.POST.get("tells") == "on"
    try:
        set_telling(view_id, by=request.user, tells=tells)
    except SavedView.DoesNotExist:
        raise Http404 from None
    except TooManyTell:
        said = _("You are told of %(most)d views already. Stop one first.") % {"most": MOST_TELL}
        messages.warning(request, said, extra_tags="warn")
    else:
        told = _("The queue tells you when a new tip arrives in this view; not of one passed on or corrected into it.")
        said = told if tells else _("You will not be told any more.")
        messages.success(request, said, extra_tags="good")
    view = View.read(SavedView.objects.get(pk=view_id).filters)
    return redirect(reverse("dashboard:queue", query=view.told()))
