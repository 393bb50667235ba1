"""The hotline at the desk: open or closed, who talks to callers, and what still lies at the phone company."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words
from reports.dialogue.closing import NotANumber, close_hotline, open_hotline
from reports.dialogue.duty import begin_duty, duty_phone, end_duty
from reports.models import ErrandKind, Hotline, Officer
from reports.queries.ledger import ledger, overdue

_HOURS = (1, 2, 4, 6, 8)
_KINDS: dict[str, Words] = {
    ErrandKind.RECORDING: _("Recordings"),
    ErrandKind.MEDIA: _("Pictures and sounds"),
    ErrandKind.MESSAGE: _("Texts"),
    ErrandKind.CALL: _("Records of calls"),
}


class ClosingForm(forms.Form):
    """The number to name while the line is closed."""

    other_number = forms.CharField(
        label=_("Another number to call"),
        help_text=_("Texts and calls name it while the line is closed. Leave it empty to name none."),
        max_length=20,
        required=False,
    )


class DutyForm(forms.Form):
    """The phone on which an officer talks to callers, and for how long."""

    duty_number = forms.CharField(
        label=_("Phone to put callers through to"),
        help_text=_(
            "In full, with + and the country; it is kept locked. Callers who press 4 are put through. Neither sees the"
            " other's number."
        ),
        max_length=20,
    )
    hours = forms.TypedChoiceField(
        label=_("For how many hours"), choices=[(hours, hours) for hours in _HOURS], coerce=int, initial=_HOURS[-1]
    )


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def hotline(request: DeskRequest) -> HttpResponse:
    sent, do = request.POST or None, request.POST.get("do", "")
    closing, duty = ClosingForm(sent if do == "close" else None), DutyForm(sent if do == "begin" else None)
    if request.method == "POST" and _switched(request, do, closing, duty):
        return redirect("dashboard:hotline")
    state = Hotline.objects.first()
    page: dict[str, Any] = {
        "page": "hotline",
        "form": duty if duty.errors else closing,
        "closing": closing,
        "duty": duty,
        "on_duty": duty_phone(state) if state else "",
        "talks": _who_talks(state),
        "state": state,
        "waiting": [(_KINDS[row.kind], row) for row in ledger()],
        "overdue": overdue(),
    }
    return render(request, "dashboard/hotline.html", page, status=422 if closing.errors or duty.errors else 200)


def _who_talks(state: Hotline | None) -> str:
    """Return the name of the officer whose phone callers are put through to."""
    if state is None or state.duty_officer_id is None:
        return ""
    return Officer.objects.values_list("name", flat=True).get(pk=state.duty_officer_id)


def _switched(request: DeskRequest, do: str, closing: ClosingForm, duty: DutyForm) -> bool:
    try:
        told = _switch(request.user, do, closing, duty)
    except NotANumber:
        if do == "close":
            closing.add_error(
                "other_number",
                _("This is not a number that can be called, or it is the hotline's own. Use digits only."),
            )
        else:
            duty.add_error(
                "duty_number",
                _("Nobody can have this number, or it is the hotline's own. Begin with + and the country: +1 758 …"),
            )
        return False
    if told:
        messages.success(request, told, extra_tags="good")
    return bool(told)


def _switch(officer: Officer, do: str, closing: ClosingForm, duty: DutyForm) -> str:
    """Do what the button says, and return what is told of it, or "" where a form is not right. Raises NotANumber."""
    if do == "open":
        open_hotline(by=officer)
        return str(_("The hotline is open."))
    if do == "end":
        end_duty(by=officer)
        return str(_("Nobody is put through any more."))
    if do == "close" and closing.is_valid():
        close_hotline(other_number=closing.cleaned_data["other_number"], by=officer)
        return str(_("The hotline is closed. Texts are still taken."))
    if do == "begin" and duty.is_valid():
        begin_duty(number=duty.cleaned_data["duty_number"], hours=duty.cleaned_data["hours"], by=officer)
        return str(_("Callers who ask for an officer are now put through."))
    return ""
