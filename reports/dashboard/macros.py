"""Macros: what a unit often does to a tip, put together under Settings and done by one key on a tip's page."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from reports.casework.claim import AlreadyClaimed, Decided
from reports.casework.macros import (
    CannotBeOne,
    Does,
    NotYourUnit,
    TooManyMacros,
    drop_macro,
    macros_of,
    make_macro,
    units_made_for,
)
from reports.casework.refer import NobodyLeft, NoSuchWay, NotAnswered
from reports.casework.status import MoveNotAllowed
from reports.dashboard.acts import REFUSED, version_of
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.macro_names import told
from reports.dashboard.taken_on import warn_of_absence
from reports.dashboard.tip import tip_page
from reports.dashboard.wording import Words
from reports.dialogue.canned import ENGLISH
from reports.dialogue.canned import in_force as questions
from reports.dialogue.reply import NoMailbox
from reports.models import Category, CloseReason, Macro, Unit
from reports.models.choices import APART
from reports.queries.lists import is_id
from reports.rulebook.macros import NoSuchQuestion, OfAnotherUnit, do_macro

_PROBLEMS: dict[type[Exception], Words] = {
    CannotBeOne: gettext_lazy(
        "Choose something that it does, and at most one of: a question, an outcome, another unit. What goes to another"
        " unit is taken on there."
    ),
    NotYourUnit: gettext_lazy("Only who leads a unit, or an administrator, says what its macros do."),
    TooManyMacros: gettext_lazy("The unit has nine macros already: each has a digit as its key. Drop one first."),
}
# The first that fits is said, so what is a kind of another stands before it.
_REFUSED: dict[type[Exception], Words] = {
    **REFUSED,
    AlreadyClaimed: gettext_lazy("A colleague works on this tip already."),
    Decided: gettext_lazy("Nobody works on a closed tip."),
    MoveNotAllowed: gettext_lazy("A tip cannot go from its status to that one."),
    NobodyLeft: gettext_lazy("Nobody of that unit could read this tip. Pass it on to another unit, or to standards."),
    NotAnswered: gettext_lazy("It leaves standards or oversight from its own page alone, by whoever has read it."),
    NoSuchWay: gettext_lazy("The tip cannot go to that unit."),
    NoMailbox: gettext_lazy("A question cannot reach the tipster."),
    NoSuchQuestion: gettext_lazy("Its question is not offered for this kind of tip, or was withdrawn."),
    OfAnotherUnit: gettext_lazy("It is a macro of another unit."),
}


class MacroForm(forms.Form):
    """What a macro does, in this order."""

    unit = forms.ChoiceField(label=gettext_lazy("For the tips of"))
    takes_on = forms.BooleanField(label=gettext_lazy("Takes the tip on"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Says what it is about"), required=False)
    question = forms.ChoiceField(label=gettext_lazy("Asks the tipster"), required=False)
    outcome = forms.ChoiceField(label=gettext_lazy("Closes it because"), required=False)
    to = forms.ChoiceField(label=gettext_lazy("Passes it on to"), required=False)

    def __init__(self, *given: Any, units: list[Unit], **more: Any) -> None:
        super().__init__(*given, **more)
        others = Unit.objects.exclude(purpose__in=APART).order_by("name")
        asked = {name: row.words[ENGLISH] for name, row in questions().rows.items()}
        choices: dict[str, Any] = {
            "unit": [(str(unit.pk), unit.name) for unit in units],
            "category": [("", _("Nothing")), *Category.choices],
            "question": [("", _("Nothing")), *sorted(asked.items(), key=lambda row: row[1])],
            "outcome": [("", _("It does not close it")), *CloseReason.choices],
            "to": [("", _("Nobody")), *((unit.slug, unit.name) for unit in others)],
        }
        for name, known in choices.items():
            self.fields[name].choices = known  # type: ignore[attr-defined]


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def macros(request: DeskRequest) -> HttpResponse:
    """Show the macros of the officer's units, and put them together for who may."""
    units = units_made_for(request.user)
    form = MacroForm(request.POST if request.POST.get("do") == "make" else None, units=units)
    problem: Words = ""
    if request.method == "POST":
        try:
            done = _changed(request, form)
        except tuple(_PROBLEMS) as refused:
            done, problem = False, _PROBLEMS[type(refused)]
        except Macro.DoesNotExist:
            done = True
        if done:
            return redirect("dashboard:macros")
    shown = macros_of({*request.key_ring.unit_ids, *(unit.pk for unit in units)})
    makes = {unit.pk for unit in units}
    page = {
        "page": "settings",
        "form": form if units else None,
        "problem": problem,
        "rows": [(macro, told(macro), macro.unit_id in makes) for macro in shown],
    }
    return render(request, "dashboard/macros.html", page, status=422 if request.method == "POST" else 200)


def _changed(request: DeskRequest, form: MacroForm) -> bool:
    """Do what the pressed button says; return whether it was done."""
    chosen = request.POST.get("macro", "")
    if request.POST.get("do") == "drop" and is_id(chosen):
        drop_macro(UUID(chosen), by=request.user)
        messages.success(request, _("The macro is dropped."), extra_tags="good")
        return True
    if not form.is_valid():
        return False
    told_by = dict(form.cleaned_data)
    make_macro(
        Does(**{name: told_by[name] for name in told_by if name != "unit"}), unit=UUID(told_by["unit"]), by=request.user
    )
    messages.success(request, _("The macro is made. It stands on the tips of its unit."), extra_tags="good")
    return True


@at_the_desk
@require_POST
def on_tip(request: DeskRequest, tip_id: UUID, macro_id: UUID) -> HttpResponse:
    """Do to a tip all that a macro does, or nothing."""
    tip = own_tip(request, tip_id)
    macro = get_object_or_404(macros_of(request.key_ring.unit_ids), pk=macro_id)
    try:
        do_macro(macro=macro, tip=tip, ring=request.key_ring, version=version_of(request))
    except tuple(_REFUSED) as refused:
        why = next(words for kind, words in _REFUSED.items() if isinstance(refused, kind))
        return tip_page(request, own_tip(request, tip_id), status=409, refused=why)
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)
    messages.success(request, _("Done: %(what)s") % {"what": told(macro)}, extra_tags="good")
    if macro.takes_on:
        warn_of_absence(request)
    return redirect("dashboard:queue") if macro.to else redirect("dashboard:tip", tip_id=tip_id)
