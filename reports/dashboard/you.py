"""What an officer sees and sets of themselves."""

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.narrowing import own_units
from reports.models import Officer
from reports.queries.drafts import begun_by
from reports.queries.unusual import overseen


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: DeskRequest) -> HttpResponse:
    if request.method == "POST":
        Officer.objects.filter(pk=request.user.pk).update(shortcuts=request.POST.get("shortcuts") == "on")
        return redirect("dashboard:you")
    readable = request.key_ring.tips.filter(drafts__officer=request.user).distinct()
    begun = begun_by(request.user).filter(Q(tip__in=readable) | Q(tip=None))
    page = {
        "page": "you",
        "units": own_units(request),
        "begun": begun,
        "oversees": overseen(request.key_ring),
        "draft_days": settings.DRAFT_DAYS,
    }
    return render(request, "dashboard/you.html", page)
