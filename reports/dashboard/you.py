"""What an officer sees and sets of themselves."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.narrowing import own_units
from reports.dashboard.wording import due
from reports.models import Officer, Tip
from reports.queries.chased import chased
from reports.queries.drafts import MOST_BEGUN, begun_by
from reports.queries.unusual import overseen

OVERDUE = 50


@dataclass(frozen=True, slots=True)
class Late:
    """An overdue tip that the officer is told of: what has to happen, and whether it is as head of the unit."""

    tip: Tip
    told: str
    to_head: bool


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: DeskRequest) -> HttpResponse:
    if request.method == "POST":
        Officer.objects.filter(pk=request.user.pk).update(shortcuts=request.POST.get("shortcuts") == "on")
        return redirect("dashboard:you")
    late = list(chased(request.key_ring)[: OVERDUE + 1])
    page = {
        "overdue": [Late(each.tip, due(each.tip), each.to_head) for each in late[:OVERDUE]],
        "is_cut": len(late) > OVERDUE,
        "page": "you",
        "units": own_units(request),
        "begun": begun_by(request.key_ring),
        "most_begun": MOST_BEGUN,
        "oversees": overseen(request.key_ring),
        "draft_days": settings.DRAFT_DAYS,
    }
    return render(request, "dashboard/you.html", page)
