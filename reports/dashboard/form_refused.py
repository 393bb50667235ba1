"""What an officer sees whose form has lost its token, such as one that was open while another tab signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.dashboard.draft_pass import keep_by_pass
from reports.dashboard.gate import kept_private
from reports.dashboard.signed_out import typed


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page; words are shown again only if the browser says that they came from a page of ours."""
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    page = {"typed": typed(request) if is_ours else [], "kept": is_ours and keep_by_pass(request)}
    return kept_private(render(request, "dashboard/form_refused.html", page, status=403))
