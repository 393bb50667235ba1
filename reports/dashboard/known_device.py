"""Browsers in which an officer has signed in before: their tries count apart, and guesses elsewhere lock nobody out.

The device cookie that OWASP describes: signed, for a year, and naming a random id for each officer who has shown both
factors in this browser. It opens nothing. It survives signing out; that is what it is for.
"""

from secrets import token_urlsafe
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from reports.models import Officer

COOKIE: Final = f"{'__Host-' if settings.SESSION_COOKIE_SECURE else ''}desk-device"
_YEAR = 365 * 24 * 3600
_SALT = "reports.dashboard.known_device"
_MOST_OFFICERS = 8  # who share a browser; the one who signed in longest ago gives way


def bucket(request: HttpRequest, username: str) -> str:
    """Return under which name a try counts: the officer's known device, or the user name that all other tries share."""
    known = _known(request)
    officer_id = Officer.objects.filter(username=username).values_list("pk", flat=True).first() if known else None
    device = known.get(str(officer_id))
    return f"{officer_id}\0{device}" if device else username  # a form lets no NUL through: nobody can type this


def remember(request: HttpRequest, response: HttpResponse, officer: Officer) -> None:
    """Let the browser of an officer who has just shown both factors count as known; its id is new each time."""
    others = [(name, device) for name, device in _known(request).items() if name != str(officer.pk)]
    known = [*others[1 - _MOST_OFFICERS :], (str(officer.pk), token_urlsafe(16))]
    response.set_cookie(
        COOKIE,
        signing.dumps(dict(known), salt=_SALT),
        max_age=_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        known: dict[str, str] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_YEAR)
    except signing.BadSignature:
        return {}
    return known
