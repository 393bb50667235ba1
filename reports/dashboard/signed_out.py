"""What an officer sees who sent a form after the session ended, or of a tip that is no longer his: what was typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.dashboard.draft_pass import keep_by_pass
from reports.dashboard.suspended import was_suspended_here, who_administers
from reports.dashboard.typed import is_of_a_call, typed


def signed_out(request: HttpRequest) -> HttpResponse:
    """Return the page. Only what the request itself brought stands on it: nobody is signed in.

    Words of a page that had a pass are kept, and need not be shown.
    """
    again = reverse("dashboard:sign_in", query={"next": way_back(request)})
    is_suspended = was_suspended_here(request)
    page = {
        "typed": typed(request),
        "kept": not is_suspended and keep_by_pass(request),
        "again": again,
        "is_call": is_of_a_call(request),
        "is_suspended": is_suspended,
        "administrators": who_administers() if is_suspended else "",
    }
    return render(request, "dashboard/signed_out.html", page, status=403)


def way_back(request: HttpRequest) -> str:
    """Return the page itself, or, of what a form answers, the page with the form."""
    if request.method == "GET":
        return request.get_full_path()
    return page_of_form(request)


def page_of_form(request: HttpRequest) -> str:
    """Return the page with the form that is answered at this address: the tip, the case, the call, or the queue."""
    if is_of_a_call(request):
        return reverse("dashboard:take_call")
    named = request.resolver_match.kwargs if request.resolver_match else {}
    for name, page in (("tip_id", "dashboard:tip"), ("case_id", "dashboard:case")):
        if name in named:
            return reverse(page, args=[named[name]])
    return reverse("dashboard:queue")
