"""Before the password, where the force has a directory: the browser goes there and comes back with an account.

It comes back from another site, so cookies that are bound to ours (`Strict`) are not sent along. Therefore one cookie
of ten minutes carries first the question and then the account, signed. It opens nothing: the password still stands
before the officer, and the second factor behind it.
"""

from dataclasses import asdict
from typing import Any, Final

from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from reports import audit
from reports.dashboard.gate import at_the_entrance, safe_address
from reports.gateways.directory import Account, Question, Refused, Unavailable, directory, remembered
from reports.models import Officer
from reports.people.accounts import OtherAccount, bind_account, is_bound
from reports.people.standing import NotAllowed

COOKIE: Final = f"{'__Host-' if settings.SESSION_COOKIE_SECURE else ''}desk-directory"
_SECONDS: Final = 600
_ASKED, _SHOWN = "reports.dashboard.directory asked", "reports.dashboard.directory shown"
_IN_SESSION: Final = "desk account"


@at_the_entrance
@require_safe
def to_directory(request: HttpRequest) -> HttpResponse:
    """Send the browser to the directory."""
    if not directory().name:
        raise Http404
    try:
        question = directory().ask(_back_to(), anew="anew" in request.GET)
    except Unavailable:
        return back_to_sign_in("silent")
    response = redirect(question.address)
    _remember(response, _ASKED, remembered(question) | {"next": safe_address(request.GET.get("next", ""))})
    return response


@at_the_entrance
@require_safe
def from_directory(request: HttpRequest) -> HttpResponse:
    """Take what the browser brings back. What was asked is asked once: the cookie is another one afterwards."""
    asked = _carried(request, _ASKED)
    try:
        question = Question("", asked["state"], asked["nonce"], asked["verifier"])
        account = directory().answered(request.GET.dict(), question, _back_to())
    except Unavailable:
        response = back_to_sign_in("silent")
    except (Refused, KeyError):
        response = back_to_sign_in("refused")
    else:
        response = back_to_sign_in(next=asked["next"])
        _remember(response, _SHOWN, asdict(account))
        return response
    forget_account(response)
    return response


def shown_account(request: HttpRequest) -> Account | None:
    """Return the account that this browser has shown within ten minutes."""
    told = _carried(request, _SHOWN) if directory().name else {}
    return Account(**told) if told else None


def forget_account(response: HttpResponse) -> None:
    """Let the browser forget what it asked or showed."""
    response.delete_cookie(COOKIE, samesite="Lax")


def require_own(account: Account | None, officer: Officer) -> Account:
    """Return the account that was shown, if it can be the officer's; else leave an entry. Raises OtherAccount."""
    try:
        if account is None:
            raise OtherAccount
        is_bound(officer, account)
    except OtherAccount:
        audit.enter("sign_in.account_refused", by="nobody", officer=str(officer.pk))
        raise
    return account


def keep_account(request: HttpRequest, account: Account) -> None:
    """Put the account aside until the second factor is shown."""
    request.session[_IN_SESSION] = asdict(account)


def settle_account(request: HttpRequest, officer: Officer) -> None:
    """Bind the account of an officer who has shown both factors, or send the officer back."""
    told = request.session.pop(_IN_SESSION, None)
    if not directory().name:
        return
    try:
        bind_account(officer=officer, account=require_own(Account(**told) if told else None, officer))
    except (OtherAccount, NotAllowed):
        request.session.flush()
        raise ImmediateHttpResponse(back_to_sign_in("other")) from None


def back_to_sign_in(problem: str = "", **more: str) -> HttpResponse:
    """Go to the sign-in page, which says what went wrong."""
    query = {"directory": problem, **more}
    return redirect(reverse("dashboard:sign_in", query={name: told for name, told in query.items() if told}))


def _back_to() -> str:
    """Return the one address to which the directory sends browsers back: ours as it is set, whoever asks."""
    return f"{settings.DESK_URL}{reverse('dashboard:from_directory')}"


def _remember(response: HttpResponse, salt: str, told: dict[str, str]) -> None:
    response.set_cookie(
        COOKIE,
        signing.dumps(told, salt=salt),
        max_age=_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _carried(request: HttpRequest, salt: str) -> dict[str, Any]:
    try:
        told: dict[str, Any] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=salt, max_age=_SECONDS)
    except signing.BadSignature:
        return {}
    return told
