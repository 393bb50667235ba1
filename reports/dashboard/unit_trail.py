"""What my unit did: the trail for who leads a unit, and for oversight."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from reports.alerts.called import called_until
from reports.clock import is_in_reach
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.trail import Step, steps
from reports.dashboard.wording import Words
from reports.keyring import NotYours
from reports.models import AuditEntry, Officer, Unit
from reports.models.tip import reference
from reports.queries.lists import BadCursor
from reports.queries.unit_trail import ActsPage, Asked, Kind, unit_acts
from reports.queries.unusual import is_oversight, overseen

_NO_UNIT, _ALL = "none", "all"
_KINDS: dict[Kind, Words] = {
    Kind.READ: gettext_lazy("Read or listed"),
    Kind.SEARCHED: gettext_lazy("Searched"),
    Kind.TAKEN_OUT: gettext_lazy("Printed, saved as a file, or given out"),
    Kind.WORK: gettext_lazy("Worked on tips, cases and settings"),
    Kind.PEOPLE: gettext_lazy("Signed in, duty, people and keys"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One act; `question` is what was searched for, `is_shut` that the reader cannot open it."""

    step: Step
    tip_id: UUID | None
    reference: str
    opens: bool
    question: str = field(repr=False)
    is_shut: bool


class AskedForm(forms.Form):
    """Whose acts, on which day, of what kind."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    officer = forms.ChoiceField(label=gettext_lazy("Officer"), required=False)
    day = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    kind = forms.ChoiceField(label=gettext_lazy("What was done"), required=False)

    def __init__(self, *args: object, units: list[tuple[str, Words]], officers: list[tuple[str, Words]]) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        everything = [("", gettext_lazy("All"))]
        choices = {"unit": units, "officer": everything + officers, "kind": everything + list(_KINDS.items())}
        for name, known in choices.items():
            self.fields[name].choices = known  # type: ignore[attr-defined]

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and not is_in_reach(day):
            raise forms.ValidationError(self.fields["day"].error_messages["invalid"])
        return day

    def asked(self) -> Asked:
        """Return what is asked for."""
        told = self.cleaned_data
        return Asked(
            unit=None if told["unit"] in (_NO_UNIT, _ALL) else UUID(told["unit"]),
            of_all=told["unit"] == _ALL,
            officer=UUID(told["officer"]) if told["officer"] else None,
            day=told["day"],
            kind=Kind(told["kind"]) if told["kind"] else None,
        )


@at_the_desk
@require_safe
def unit_trail(request: DeskRequest) -> HttpResponse:
    units = _units(request)
    if not units:
        raise Http404
    form = AskedForm({"unit": units[0][0], **request.GET.dict()}, units=units, officers=_officers(request))
    if not form.is_valid():
        return render(request, "dashboard/unit_trail.html", {"page": "unit_trail", "form": form}, status=422)
    asked = form.asked()
    try:
        found = unit_acts(request.key_ring, asked, after=request.GET.get("after", ""))
    except (NotYours, BadCursor):
        raise Http404 from None
    page = {
        "page": "unit_trail",
        "form": form,
        "lines": list(_lines(found)),
        "next": found.next and urlencode({"unit": form.cleaned_data["unit"], **asked.told(), "after": found.next}),
        "is_later": "after" in request.GET,
        "hides_notes": is_oversight(request.key_ring),
    }
    return render(request, "dashboard/unit_trail.html", page)


def _units(request: DeskRequest) -> list[tuple[str, Words]]:
    rows = Unit.objects.filter(pk__in=overseen(request.key_ring)).order_by("name").values_list("pk", "name")
    units: list[tuple[str, Words]] = [(str(pk), name) for pk, name in rows]
    sees_all = is_oversight(request.key_ring)
    if len(units) > 1:
        units.append((_ALL, _("All units") if sees_all else _("All my units")))
    return [*units, (_NO_UNIT, _("No unit"))] if sees_all else units


def _officers(request: DeskRequest) -> list[tuple[str, Words]]:
    officers = Officer.objects.filter(memberships__unit__in=overseen(request.key_ring)).distinct()
    return [(str(pk), name) for pk, name in officers.order_by("name").values_list("pk", "name")]


def _lines(found: ActsPage) -> Iterable[Line]:
    for entry, step in zip(found.entries, steps(found.entries, called=called_until(found.entries)), strict=True):
        yield _line(entry, step, found)


def _line(entry: AuditEntry, step: Step, found: ActsPage) -> Line:
    question = found.questions.get(entry.pk, "")
    return Line(
        step=step,
        tip_id=entry.tip_id,
        reference=reference(entry.tip_id) if entry.tip_id else "",
        opens=entry.tip_id in found.opens,
        question=question,
        is_shut=entry.act == "tips.searched" and not question,
    )
