"""What a suspended officer reads: behind both factors, and in the browser whose open session his suspension ended.

Both have shown password and second factor. To everybody else a suspended officer is as good as unknown.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.models import Officer
from reports.people.sessions import suspended_in
from reports.people.standing import administrators

_HERE = "desk suspended"  # in a session of nobody: whose open session it was


def was_suspended_here(request: HttpRequest) -> bool:
    """Return whether a suspension that still holds ended what this browser had open; it goes on knowing it.

    The cookie of a session that is gone lasts for one answer, so it is put into the session of nobody that follows.
    """
    ended = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    officer_id = request.session.get(_HERE) or (suspended_in(ended) if ended else "")
    if not officer_id or not Officer.objects.filter(pk=officer_id, is_active=False).exists():
        return False
    request.session.setdefault(_HERE, officer_id)
    return True


def who_administers() -> str:
    """Return the names of those to ask."""
    return ", ".join(officer.name for officer in administrators())


def suspended_page(request: HttpRequest, next_page: str = "") -> HttpResponse:
    """Return the page that says so, and whom to ask. It names nobody who is suspended."""
    page = {"administrators": who_administers(), "next": next_page}
    return render(request, "dashboard/suspended.html", page, status=403)
