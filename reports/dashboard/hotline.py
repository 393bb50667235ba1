"""The hotline at the desk: open or closed, and what still lies at the phone company."""

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
from reports.models import ErrandKind, Hotline
from reports.queries.ledger import ledger, overdue

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


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def hotline(request: DeskRequest) -> HttpResponse:
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and _switched(request, form):
        return redirect("dashboard:hotline")
    page: dict[str, Any] = {
        "page": "hotline",
        "form": form,
        "state": Hotline.objects.first(),
        "waiting": [(_KINDS[row.kind], row) for row in ledger()],
        "overdue": overdue(),
    }
    return render(request, "dashboard/hotline.html", page, status=422 if form.errors else 200)


def _switched(request: DeskRequest, form: ClosingForm) -> bool:
    if request.POST.get("do") == "open":
        open_hotline(by=request.user)
        messages.success(request, str(_("The hotline is open.")), extra_tags="good")
        return True
    if not form.is_valid():
        return False
    try:
        close_hotline(other_number=form.cleaned_data["other_number"], by=request.user)
    except NotANumber:
        form.add_error("other_number", _("This is not a number that can be called. Use digits only."))
        return False
    messages.success(request, str(_("The hotline is closed. Texts are still taken.")), extra_tags="good")
    return True
