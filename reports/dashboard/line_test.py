"""The line's daily test of itself at the desk: how it went, what came, and the number that shows that it was read."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.casework.line_test import NotYourTest, ReadTest, WrongNumber, confirm_read, read_tests
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.queries.line_health import LineHealth, line_health


class NumberForm(forms.Form):
    """The number that stands in the test."""

    number = forms.CharField(
        label=_("The number of the test, as you read it"),
        max_length=4,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def line_test(request: DeskRequest) -> HttpResponse:
    health = line_health()
    form = NumberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            confirm_read(request.key_ring, health.tests, form.cleaned_data["number"], by=request.user)
        except NotYourTest:
            form.add_error("number", _("Members of reception read it."))
        except WrongNumber:
            form.add_error("number", _("That is not the number in what came. Read it once more below."))
        else:
            messages.success(request, _("Noted: you have read today's test of the line."), extra_tags="good")
            return redirect("dashboard:line_test")
    page: dict[str, Any] = {"page": "status", "health": health, "form": form, "read": _opened(request, health)}
    return render(request, "dashboard/line_test.html", page, status=422 if form.errors else 200)


def _opened(request: DeskRequest, health: LineHealth) -> list[ReadTest] | None:
    try:
        return read_tests(request.key_ring, health.tests, by=request.user)
    except NotYourTest:
        return None


def for_card(request: DeskRequest) -> LineHealth | None:
    """Return what the queue says of the line: what is wrong to everybody, what waits to be read to who can read it."""
    health = line_health()
    theirs = any(test.tip and test.tip.unit_id in request.key_ring.unit_ids for test in health.tests)
    return health if health.problems or (health.can_be_read and theirs) else None
