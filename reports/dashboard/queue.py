"""The queue: what waits for this officer's units."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest


@at_the_desk
@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    return render(request, "dashboard/queue.html", {})
