"""When nobody is there: an open page tells that its officer still is, and one that nobody touches is covered."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboard import key_cookie
from reports.dashboard.gate import asked_by_the_page, at_the_entrance, end_unopened, safe_address
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.suspended import suspended_page, was_suspended_here


@asked_by_the_page
@require_safe
def here(request: DeskRequest) -> HttpResponse:
    """Hear from a page that its officer types, scrolls or listens."""
    key_cookie.is_there(request)
    return HttpResponse(status=204)


@at_the_entrance
@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """Stand in the place of a page that nobody touched, and end its session, unless another page of it is in use."""
    in_use = key_cookie.idle_seconds(request) < settings.IDLE_MINUTES * 60 and key_cookie.open_ring(request) is not None
    if not in_use:
        end_unopened(request)
    next_page = safe_address(request.GET.get("next", ""))
    if not in_use and was_suspended_here(request):
        return suspended_page(request, next_page)
    page = {"in_use": in_use, "minutes": settings.IDLE_MINUTES, "next": next_page}
    return render(request, "dashboard/away.html", page)
