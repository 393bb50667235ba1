"""Which unit reads what, at the desk: the table in force, and changing it with a second person."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.dashboard.by_two import REFUSALS, ByTwo
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words
from reports.models import Category, Unit
from reports.rulebook.routing import BOOK, open_targets, propose
from reports.triage.routes import FIXED, BadRoutes, in_force

_REFUSALS: dict[str, Words] = REFUSALS | {
    "own": _(
        "An administrator and somebody who leads a unit must agree: somebody else of the other role confirms this."
    ),
    "word": _("Choose a unit for each kind."),
    "unit": _("A unit in it cannot be chosen: there is no such unit, or it reads what is about the police."),
    "few": _("A unit in it has fewer than two members who could open what comes."),
}
_BY_TWO = ByTwo(
    book=BOOK,
    wrong=(BadRoutes,),
    words=lambda refused: _REFUSALS[refused.reason],
    confirmed=_("It is in force for every tip that is judged from now on."),
    unfit=_REFUSALS["word"],
)


class RoutesForm(forms.Form):
    """A unit for each kind of tip."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        able = {unit.slug: unit.name for unit in open_targets()}
        for kind in Category:
            if kind not in FIXED:
                now = self.initial.get(kind.value, "")
                choices = (able if not now else {now: _name(now)} | able).items()
                self.fields[kind.value] = forms.ChoiceField(label=str(kind.label), choices=list(choices))


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def routing(request: DeskRequest) -> HttpResponse:
    routes, do = in_force(), request.POST.get("do", "")
    form = RoutesForm(request.POST if do == "propose" else None, initial=dict(routes.units))
    problem: Words | None = ""
    if request.method == "POST":
        act = {"propose": lambda: form.is_valid() and propose(form.cleaned_data, by=request.user)}
        problem = _BY_TWO.problem(request, act)
        if problem is None:
            return redirect("dashboard:routing")
    shared = _BY_TWO.page(request)
    waiting = shared["readable"]
    told = waiting.told if waiting else {}
    page: dict[str, Any] = shared | {
        "page": "settings",
        "version": routes.version,
        "rows": [(Category(kind).label, _name(unit)) for kind, unit in routes.units.items() if kind in Category.values],
        "changes": [
            (Category(kind).label, _name(routes.units.get(kind, "")), _name(unit))
            for kind, unit in told.items()
            if unit != routes.units.get(kind) and kind in Category.values
        ],
        "form": form,
        "problem": problem,
        "is_open": bool(problem) and do == "propose",
    }
    return render(request, "dashboard/routing.html", page, status=422 if problem else 200)


def _name(slug: str) -> str:
    unit = Unit.objects.filter(slug=slug).first()
    return unit.name if unit else slug
