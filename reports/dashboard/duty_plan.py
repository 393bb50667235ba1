"""Planning who is on duty from when to when."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from reports.alerts.planning import BadShift, PlannedThen
from reports.alerts.roster import NotOfTheUnit
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.narrowing import own_units
from reports.dashboard.wording import Words
from reports.models import Officer

_NO_TIME = _("Choose a day and a time, like 2026-12-24 22:00.")
NOT_PLANNED: dict[type[Exception], tuple[str, Words]] = {
    BadShift: ("until", _("It has to end after it begins, after now, within 24 hours, and begin within three months.")),
    PlannedThen: ("begins", _("The officer is planned for some of that time already.")),
    NotOfTheUnit: ("planned", _("Only members of a unit can be on its duty.")),
}
"""Why a duty is not planned, beside the field at which it is said."""


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, error_messages={"required": _NO_TIME, "invalid": _NO_TIME})


class PlanForm(forms.Form):
    """Who is planned, where, and from when to when, by the clock on the wall."""

    for_unit = forms.ChoiceField(label=_("Unit"))
    planned = forms.ChoiceField(label=_("Who"))
    begins = _moment(_("From"))
    until = _moment(_("Until"))

    def __init__(self, request: DeskRequest, sent: QueryDict | None) -> None:
        super().__init__(sent)
        units = own_units(request)
        fellows = Officer.objects.filter(is_active=True, memberships__unit__in=[unit.pk for unit in units])
        officers = [(str(one.pk), one.name) for one in fellows.distinct().order_by("name")]
        self.fields["for_unit"].choices = [(str(unit.pk), unit.name) for unit in units]  # type: ignore[attr-defined]
        self.fields["planned"].choices = officers  # type: ignore[attr-defined]
