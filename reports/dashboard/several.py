"""One act on several tips: chosen in a list, shown beforehand, followed while the worker does it, undone for a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from reports.casework.bulk import (
    MOST,
    RUNNING,
    SIMPLE,
    UNDO,
    BadValue,
    NothingChosen,
    TooLate,
    begin,
    choose,
    counts,
    look_ahead,
    undo,
    unread_of,
)
from reports.casework.handing_over import colleagues, loads
from reports.dashboard.asking import loaded
from reports.dashboard.gate import asked_by_the_page, at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.macro_names import for_many
from reports.dashboard.macro_names import told as macro_name
from reports.dashboard.taken_on import warn_of_absence
from reports.dashboard.wording import Words
from reports.models import Bulk, BulkAct, BulkState, BulkStep, BulkStepState, Category, CloseReason, Officer, Urgency
from reports.queries.lists import BadView, View

SHOWN = 200
WHY: dict[str, Words] = {
    "not_yours": gettext_lazy("it is not with your unit, or you stepped back from it"),
    "stale": gettext_lazy("somebody changed it after you saw it"),
    "closed": gettext_lazy("it is closed"),
    "unread": gettext_lazy("nobody has read all that it tells: open it first"),
    "untriaged": gettext_lazy("it is not triaged yet, and may speak of the police"),
    "taken": gettext_lazy("a colleague works on it"),
    "colleague": gettext_lazy("it could not be given to that colleague"),
    "alert": gettext_lazy("its alert is running, or that of a tip merged into it: look at it on its own page"),
    "nothing": gettext_lazy("there is nothing to change"),
    "not_waiting": gettext_lazy("no question is open"),
    "other_macro": gettext_lazy("it is with another unit than the macro, or the macro was dropped"),
}
ACTS: dict[str, Words] = {
    BulkAct.CLAIM: gettext_lazy("Take them on"),
    BulkAct.GIVE: gettext_lazy("Give them to a colleague"),
    BulkAct.CLOSE: gettext_lazy("Close them"),
    BulkAct.CATEGORY: gettext_lazy("Say what they are about"),
    BulkAct.ASK_AGAIN: gettext_lazy("Ask again on a day"),
    BulkAct.MACRO: gettext_lazy("Do what a macro does"),
}
_ASKED = {
    BulkAct.GIVE: gettext_lazy("To whom?"),
    BulkAct.CLOSE: gettext_lazy("Close because"),
    BulkAct.CATEGORY: gettext_lazy("What they are about"),
    BulkAct.MACRO: gettext_lazy("Which macro?"),
}


class ValueForm(forms.Form):
    """What an act on several tips is done with."""

    def __init__(self, *given: Any, bulk: Bulk, **more: Any) -> None:
        super().__init__(*given, **more)
        if bulk.act == BulkAct.ASK_AGAIN:
            wrong = {"required": _("Choose a day."), "invalid": _("This is no day. Write it like 2026-12-24.")}
            day = forms.DateInput(attrs={"type": "date"})
            self.fields["value"] = forms.DateField(label=_("Ask again on"), widget=day, error_messages=wrong)
            return
        choices: dict[str, Iterable[tuple[str, Words]]] = {
            BulkAct.GIVE: loaded(loads(colleagues(bulk.officer))),
            BulkAct.CLOSE: CloseReason.choices,
            BulkAct.CATEGORY: Category.choices,
            BulkAct.MACRO: for_many(bulk.officer),
        }
        wrong = {"required": _("Choose one."), "invalid_choice": _("Choose one of these.")}
        known = [("", _("Choose")), *choices[bulk.act]]
        self.fields["value"] = forms.ChoiceField(label=_ASKED[BulkAct(bulk.act)], choices=known, error_messages=wrong)


@dataclass(frozen=True, slots=True)
class Refused:
    """One tip for which the act is refused, and why."""

    step: BulkStep
    why: Words


@dataclass(frozen=True, slots=True)
class Lately:
    """What the officer did to several tips within a day, so that it is found again and can be undone."""

    bulk: Bulk
    act: Words
    value: Words
    undo_until: datetime | None


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def choose_several(request: DeskRequest) -> HttpResponse:
    """Keep what was ticked in a list, or all that is on it. Shows what the officer did to several tips lately."""
    if request.method != "POST":
        done = Bulk.objects.filter(officer=request.user).exclude(state=BulkState.CHOSEN).order_by("-at")[:SHOWN]
        names = _colleagues_of(done)
        lately = [Lately(bulk, ACTS[bulk.act], _told(bulk, names), _undo_until(bulk)) for bulk in done]
        return render(request, "dashboard/lately.html", {"page": "queue", "lately": lately})
    try:
        view = View.read(request.POST)
    except BadView:
        raise Http404 from None
    try:
        bulk = choose(_chosen(request, view), act=request.POST.get("act", ""), by=request.user)
    except NothingChosen:
        messages.warning(request, _("Tick at least one tip, and choose what to do."), extra_tags="warn")
        return redirect(reverse("dashboard:queue", query=view.told()))
    return redirect("dashboard:several", bulk_id=bulk.pk)


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def several(request: DeskRequest, bulk_id: UUID) -> HttpResponse:
    bulk = _own(request, bulk_id)
    if request.method != "POST":
        form = None if bulk.act in SIMPLE else ValueForm(bulk=bulk, initial={"value": bulk.value})
        return _page(request, bulk, form)
    do, form = request.POST.get("do"), None
    try:
        if do == "value" and bulk.act not in SIMPLE:
            form = ValueForm(request.POST, bulk=bulk)
            if not form.is_valid():
                return _page(request, bulk, form, status=422)
            look_ahead(bulk, str(form.cleaned_data["value"]))
        elif do == "begin":
            _begin(request, bulk)
        elif do == "undo":
            undo(bulk)
    except BadValue:
        if form:
            form.add_error("value", _("Choose a day from tomorrow on, within a year."))
        return _page(request, bulk, form, status=422)
    except TooLate:
        messages.warning(request, _("Too late: this is how it stands."), extra_tags="warn")
    return redirect("dashboard:several", bulk_id=bulk.pk)


def _begin(request: DeskRequest, bulk: Bulk) -> None:
    if _takes_on(bulk) and _immediate(bulk) and not request.POST.get("sure"):
        messages.warning(request, _("Tick that you see to those that are immediate."), extra_tags="warn")
        return
    begin(bulk)
    messages.success(request, _("It is begun."), extra_tags="good")
    if bulk.act in SIMPLE:
        warn_of_absence(request)


@asked_by_the_page
@require_safe
def several_now(request: DeskRequest, bulk_id: UUID) -> HttpResponse:
    """Tell a page that follows it how far it is: 204 while nothing has changed, else a sentence."""
    bulk = _own(request, bulk_id)
    if _state(bulk) == request.GET.get("was"):
        return HttpResponse(status=204)
    found = counts(bulk)
    told = _("%(done)d of %(all)d are done.") % {"done": _done(bulk, found), "all": sum(found.values())}
    if bulk.state not in RUNNING:
        told = _("It is finished.")
    return HttpResponse(told, content_type="text/plain; charset=utf-8")


def _page(request: DeskRequest, bulk: Bulk, form: ValueForm | None, *, status: int = 200) -> HttpResponse:
    found = counts(bulk)
    is_undone = bulk.state == BulkState.UNDONE  # then what was never changed is told no more
    left = [BulkStepState.TOUCHED] if is_undone else [BulkStepState.REFUSED, BulkStepState.TOUCHED]
    refused = bulk.steps.filter(state__in=left).select_related("tip")
    is_looked_at = bool(bulk.value) or bulk.act in SIMPLE
    will, immediate = bulk.steps.filter(state=BulkStepState.WAITING), _immediate(bulk)
    page = {
        "bulk": bulk,
        "form": form,
        "act": ACTS[bulk.act],
        "value": _told(bulk, _colleagues_of([bulk])),
        "counts": found,
        "total": sum(found.values()),
        "done": _done(bulk, found),
        "is_looked_at": is_looked_at and bulk.state == BulkState.CHOSEN,
        "is_running": bulk.state in RUNNING,
        "state_address": reverse("dashboard:several_now", args=[bulk.pk], query={"was": _state(bulk)}),
        "will": will.select_related("tip__assigned_to").order_by("tip__urgency", "id")[:SHOWN],
        "left_unread": refused.filter(why="unread").count(),
        "unread_junk": will.filter(tip__in=unread_of(bulk)).count(),
        "immediate": immediate,
        "takes_danger": immediate > 0 and _takes_on(bulk),
        "refused": [Refused(step, WHY.get(step.why, "")) for step in refused.order_by("why", "id")[:SHOWN]],
        "undo_until": _undo_until(bulk),
        "undo_hours": UNDO // timedelta(hours=1),
        "closes": bulk.closes,
        "most": MOST,
        "shown": SHOWN,
    }
    return render(request, "dashboard/several.html", page, status=status)


def _immediate(bulk: Bulk) -> int:
    return bulk.steps.filter(state=BulkStepState.WAITING, tip__urgency=Urgency.IMMEDIATE).count()


def _takes_on(bulk: Bulk) -> bool:
    """Whether somebody becomes the one who sees to these tips."""
    return bulk.act in (BulkAct.CLAIM, BulkAct.GIVE) or (bulk.macro is not None and bulk.macro.takes_on)


def _own(request: DeskRequest, bulk_id: UUID) -> Bulk:
    found = Bulk.objects.select_related("officer").filter(pk=bulk_id, officer=request.user).first()
    if found is None:
        raise Http404
    return found


def _chosen(request: DeskRequest, view: View) -> list[tuple[UUID, int]]:
    if request.POST.get("which") == "all":
        tips = view.order.sort(view.of(request.key_ring))
        return list(tips.values_list("pk", "version")[:MOST])
    ticked = [named for text in request.POST.getlist("tip")[:MOST] if (named := named_tip(text))]
    readable = set(request.key_ring.tips.filter(pk__in=[pk for pk, _version in ticked]).values_list("pk", flat=True))
    return [(pk, version) for pk, version in ticked if pk in readable]


def named_tip(text: str) -> tuple[UUID, int] | None:
    """Return the id and the version that a tick names."""
    tip_id, _colon, version = text.partition(":")
    try:
        return UUID(tip_id), min(int(version), 2**31 - 1) if version.isdecimal() else 0
    except ValueError:
        return None


def _colleagues_of(bulks: Iterable[Bulk]) -> dict[str, str]:
    ids = {bulk.value for bulk in bulks if bulk.act == BulkAct.GIVE and bulk.value}
    return {str(pk): name for pk, name in Officer.objects.filter(pk__in=ids).values_list("pk", "name")} if ids else {}


def _told(bulk: Bulk, names: Mapping[str, str]) -> Words:
    if not bulk.value:
        return ""
    if bulk.macro:
        return macro_name(bulk.macro)
    if bulk.act == BulkAct.MACRO:
        return ""
    if bulk.act == BulkAct.GIVE:
        return names.get(bulk.value, "")
    words = {BulkAct.CLOSE: CloseReason, BulkAct.CATEGORY: Category}.get(BulkAct(bulk.act))
    return words(bulk.value).label if words else bulk.value


def _undo_until(bulk: Bulk) -> datetime | None:
    return bulk.at + UNDO if bulk.state == BulkState.DONE and timezone.now() < bulk.at + UNDO else None


def _done(bulk: Bulk, found: Mapping[str, int]) -> int:
    left = BulkStepState.DONE if bulk.state == BulkState.UNDOING else BulkStepState.WAITING
    return sum(found.values()) - found[left]


def _state(bulk: Bulk) -> str:
    return f"{bulk.state}-{_done(bulk, counts(bulk))}"
