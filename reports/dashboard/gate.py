"""The gate before every page of the desk: an officer, both factors, and the opened key; else the sign-in page.

Who sent a form is shown what was typed instead: a session that ends must not swallow an officer's words.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial, wraps
from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.logout import logout
from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csp import csp_override

from reports.dashboard import key_cookie
from reports.dashboard.alarm import alarm_words
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.keyless import once_vouched_for, only_looks
from reports.dashboard.pressed import pressed_once
from reports.dashboard.signed_out import page_of_form, signed_out, way_back
from reports.dashboard.suspended import was_suspended_here
from reports.dashboard.typed import typed
from reports.keyring import KeyRing
from reports.models import Officer, Tip
from reports.queries.reading import find_tip
from reports.signed_people import remembered
from reports.wall import stand, wall

_LONGEST_ADDRESS = 400
_SUSPENDED = "suspended"  # what an open page hears, so that it shows words which nobody else can
# Keys, what changed meanwhile, and passkeys: nothing else needs them.
_POLICY = settings.SECURE_CSP | {"script-src": [CSP.SELF]}
with_own_scripts = csp_override(_POLICY)


def at_the_desk(view: Callable[..., HttpResponseBase]) -> Callable[..., Any]:
    """Let only signed-in officers with their opened key through; what they are shown is kept in no cache."""
    return _gate(view, by_itself=False)


def asked_by_the_page(view: Callable[..., HttpResponseBase]) -> Callable[..., Any]:
    """Around what an open page asks by itself: no sign that its officer is there. Answers 401 when nobody is."""
    return _gate(view, by_itself=True)


def _gate(view: Callable[..., HttpResponseBase], *, by_itself: bool) -> Callable[..., Any]:
    @with_own_scripts
    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with remembered(), wall():
            ring = key_cookie.open_ring(request) if _showed_both_factors(request) else None
            if ring is None:
                end_unopened(request)
                is_suspended = was_suspended_here(request)
                if by_itself:
                    return kept_private(HttpResponse(_SUSPENDED if is_suspended else "", status=401))
                return kept_private(_sign_in_again(request, is_suspended=is_suspended))
            if not by_itself:
                key_cookie.is_there(request)
            request.user, request.key_ring = ring.officer, ring  # type: ignore[attr-defined]
            request.alarm = SimpleLazyObject(partial(alarm_words, ring))  # type: ignore[attr-defined]
            request.only_looks = SimpleLazyObject(partial(only_looks, request))  # type: ignore[attr-defined, arg-type]
            request.idle_seconds = settings.IDLE_MINUTES * 60  # type: ignore[attr-defined]
            request.idle_minutes = settings.IDLE_MINUTES  # type: ignore[attr-defined]
            request.away = reverse("dashboard:away", query={"next": way_back(request)})  # type: ignore[attr-defined]
            stand(ring.officer.pk, lambda: ring.unit_ids)
            try:
                act = partial(once_vouched_for, request, partial(view, request, *args, **kwargs))  # type: ignore[arg-type]
                response = pressed_once(request, act)  # type: ignore[arg-type]
            except Http404:
                page = {"typed": typed(request) if request.method == "POST" else []}
                response = render(request, "dashboard/nothing.html", page, status=404)
            if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
                response = _no_page(request, response)
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = _as_it_is_sent(ring, iter(response))
        return kept_private(response)

    return gate


def _no_page(request: HttpRequest, refused: HttpResponseNotAllowed) -> HttpResponse:
    """Answer who opens the address of an act, after a new sign-in or by reload, with a way to the act's page."""
    page = render(request, "dashboard/nothing.html", {"form_page": page_of_form(request)}, status=405)
    page["Allow"] = refused["Allow"]
    return page


def _as_it_is_sent(ring: KeyRing, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield an answer that is made while it is sent: the gate is left by then, and the same wall must stand again."""
    with remembered(), wall():
        stand(ring.officer.pk, lambda: ring.unit_ids)
        yield from pieces


def at_the_entrance(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Around the pages of a sign-in that is under way: open to anybody, and kept in no cache either."""

    @wraps(view)
    def entrance(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return kept_private(view(request, *args, **kwargs))

    return entrance


def kept_private[Response: HttpResponseBase](response: Response) -> Response:
    """Return the answer so that no cache keeps it and no other site learns its address.

    The house's `no-referrer` would make browsers send `Origin: null`, which Django's form check rightly refuses.
    """
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    return response


def safe_address(url: str) -> str:
    """Return `url` if it leads to a page of ours and is no longer than any of them, else nothing."""
    is_short = len(url) <= _LONGEST_ADDRESS and url.isprintable() and url.startswith("/")
    return url if is_short and url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""


def own_tip(request: DeskRequest, tip_id: UUID) -> Tip:
    """Return a tip of the officer's units; any other answers as one that does not exist."""
    try:
        return find_tip(request.key_ring, tip_id)
    except Tip.DoesNotExist:
        raise Http404 from None


def _showed_both_factors(request: HttpRequest) -> bool:
    if not isinstance(request.user, Officer):
        return False
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def end_unopened(request: HttpRequest) -> None:
    """End a session without its key: it is of no use."""
    if request.user.is_authenticated:
        sign_out_of(request)


def _sign_in_again(request: HttpRequest, *, is_suspended: bool) -> HttpResponse:
    if request.method == "POST":
        return signed_out(request)
    page = "dashboard:away" if is_suspended else "dashboard:sign_in"
    return redirect(reverse(page, query={"next": request.get_full_path()}))


def sign_out_of(request: HttpRequest) -> None:
    """End the session: its row, its cookie and both halves of the key."""
    key_cookie.forget(request)
    logout(request, show_message=False)
    request.session.flush()
