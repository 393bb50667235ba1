"""The cases of the officer's units: tips that are worked on together."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.queries.cases import cases


@at_the_desk
@require_safe
def case_list(request: DeskRequest) -> HttpResponse:
    return render(request, "dashboard/cases.html", {"page": "cases", "cases": cases(request.key_ring)})
