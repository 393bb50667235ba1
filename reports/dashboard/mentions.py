"""The notes in which colleagues mention this officer."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.queries.mentions import mentions_page


@at_the_desk
@require_safe
def mentions(request: DeskRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    try:
        found, following = mentions_page(request.key_ring, after=after)
    except ValueError:
        raise Http404 from None
    older = following and reverse("dashboard:mentions", query={"after": following})
    page = {"page": "mentions", "mentions": found, "older": older, "is_first": not after}
    return render(request, "dashboard/mentions.html", page)
