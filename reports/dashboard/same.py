"""Tips that name the same people, plates, boats, phones or places as one: looked for on request, kept nowhere."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import DeskRequest
from reports.queries.things import find_same


@at_the_desk
@require_safe
def same(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    found, compared = find_same(request.key_ring, tip)
    return render(request, "dashboard/same.html", {"tip": tip, "found": found, "compared": compared})
