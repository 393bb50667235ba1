"""The officer's opened key between two requests: sealed in the session, under a value that only the browser holds.

Whoever reads the session table finds nothing without the cookie; whoever takes the cookie finds nothing once the
session is gone. Between password and second factor another such pair of session value and cookie waits five minutes.
The opened key opens no more when its officer has done nothing for a while.
"""

import time
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from reports.keyring import KeyRing, NotYours, ring_of
from reports.keystore import KeyGone
from reports.models import Officer
from reports.sealing.envelope import seal_key
from reports.sealing.keys import KEY_SIZE, KeyPair, new_key, pair_from_seed
from reports.sealing.opening import CannotOpen, unseal_key

UNREADABLE = (NotYours, KeyGone, CannotOpen)
"""What the rooms raise where an officer's keys do not open what is stored."""
WAIT_SECONDS = 300
_SEEN = "desk seen"  # in the session: when the officer last did something, to about a minute
_ROUGHLY = 60  # seconds within which that is not written down anew
_PREFIX = "__Host-" if settings.SESSION_COOKIE_SECURE else ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an opened key is kept: the name in the session is also the label it is sealed for."""

    session: str
    cookie: str
    seconds: int | None


WAITING = _Place("desk key waiting", f"{_PREFIX}desk-wait", WAIT_SECONDS)
OPENED = _Place("desk key", f"{_PREFIX}desk-key", None)


class DeskRequest(HttpRequest):
    """A request of an officer who is signed in, as the gate lets it through."""

    user: Officer
    key_ring: KeyRing


class KeyCookieMiddleware:
    """Gives every request a `key_ring` that opens when it is first used, and writes the cookies back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.key_ring = SimpleLazyObject(partial(open_ring, request))  # type: ignore[attr-defined]
        response = self._get_response(request)
        if request.resolver_match is not None and request.resolver_match.app_name == "dashboard":
            # Under no-referrer a browser sends `Origin: null` with a form, and the CSRF check refuses it.
            response.headers["Referrer-Policy"] = "same-origin"
        for place, value in _changes(request).items():
            if value is None:
                response.delete_cookie(place.cookie, samesite="Strict")
                continue
            response.set_cookie(
                place.cookie,
                value,
                max_age=place.seconds,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Strict",
            )
        return response


def hand_over(request: HttpRequest, pair: KeyPair) -> None:
    """Leave a freshly opened key on the request, for the sign-in that is under way."""
    request._opened_key = pair  # type: ignore[attr-defined]


def keep_waiting(request: HttpRequest, officer: Officer) -> None:
    """Put the key that the password opened aside until the second factor is shown."""
    pair: KeyPair = request._opened_key  # type: ignore[attr-defined]
    _keep(request, WAITING, officer.pk, pair)


def is_waiting(request: HttpRequest, officer: Officer) -> bool:
    """Return whether the key still waits for this officer's second factor."""
    return _kept(request, WAITING, officer) is not None


def settle(request: HttpRequest, officer: Officer) -> None:
    """Move the waiting key into the session of the officer who has shown both factors."""
    pair = _kept(request, WAITING, officer)
    _drop(request, WAITING)
    if pair is not None:
        _keep(request, OPENED, officer.pk, pair)


def renew(request: HttpRequest, officer: Officer, pair: KeyPair) -> None:
    """Keep an officer's new key in the session that goes on, in the place of the old one."""
    _keep(request, OPENED, officer.pk, pair)


def forget(request: HttpRequest) -> None:
    """Destroy what is kept for this browser, in the session and in the cookies."""
    for place in (WAITING, OPENED):
        _drop(request, place)


def open_ring(request: HttpRequest) -> KeyRing | None:
    """Return the officer's key ring, or None where half of it is missing or nobody was there for long."""
    if OPENED.cookie not in request.COOKIES:
        return None
    if idle_seconds(request) > settings.IDLE_MINUTES * 60 + _ROUGHLY:
        return None
    officer = get_user(request)  # the row itself: Django's lazy `request.user` is refused where rows are related
    if not isinstance(officer, Officer):
        return None
    pair = _kept(request, OPENED, officer)
    return None if pair is None else ring_of(officer, pair)


def idle_seconds(request: HttpRequest) -> float:
    """Return how long the officer of this session has done nothing, at the most."""
    return time.time() - int(request.session.get(_SEEN, 0))


def is_there(request: HttpRequest) -> None:
    """Write down that the officer does something now."""
    if idle_seconds(request) > _ROUGHLY:
        request.session[_SEEN] = int(time.time())


def _keep(request: HttpRequest, place: _Place, officer_id: UUID, pair: KeyPair) -> None:
    value, until = new_key(), int(time.time()) + (place.seconds or settings.SESSION_COOKIE_AGE)
    sealed = seal_key(value, pair.private, place.session, officer_id, until)
    request.session[place.session] = [until, b64encode(sealed).decode()]
    _changes(request)[place] = urlsafe_b64encode(value).decode()
    if place is OPENED:
        request.session[_SEEN] = int(time.time())


def _kept(request: HttpRequest, place: _Place, officer: Officer) -> KeyPair | None:
    try:
        until, sealed = request.session[place.session]
        value = urlsafe_b64decode(request.COOKIES[place.cookie])
        if time.time() > until or len(value) != KEY_SIZE:
            return None
        pair = pair_from_seed(unseal_key(value, b64decode(sealed), place.session, officer.pk, until))
    except (KeyError, ValueError, TypeError, BadBase64, CannotOpen):
        return None
    return pair if pair.public == bytes(officer.public_key) else None


def _drop(request: HttpRequest, place: _Place) -> None:
    request.session.pop(place.session, None)
    _changes(request)[place] = None


def _changes(request: HttpRequest) -> dict[_Place, str | None]:
    """What the middleware has to write into the cookies of the answer."""
    changes: dict[_Place, str | None] = request.__dict__.setdefault("_desk_cookies", {})
    return changes
