"""The second factor: a code from the officer's phone, or one of the recovery codes."""

import json
from collections.abc import Iterator
from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.stages import LoginStage
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports import audit
from reports.dashboard import key_cookie, known_device
from reports.dashboard.gate import at_the_entrance, with_own_scripts
from reports.dashboard.throttle import CODES
from reports.models import Officer
from reports.people.codes import use_phone_code
from reports.people.passkeys import are_possible, ask_for_one_of, passkeys_of, shown_passkey
from reports.people.standing import tell

_ASKED = "desk passkey asked for"
_NO_CODE = _("That code is wrong or was used already. Wait for the next one.")
_NO_PASSKEY = _("That passkey was not taken. Try once more, or type a code.")
TOO_MANY = _("Too many wrong codes. Wait five minutes, then try one more.")


class SecondFactorStage(LoginStage):
    """Holds a sign-in until the second factor is shown, or set up at the first sign-in."""

    key = "desk_second_factor"
    urlname = "dashboard:second_factor"

    def handle(self) -> tuple[HttpResponse, bool]:
        """Send the officer on to the page that is due."""
        page = "dashboard:second_factor" if totp_of(self.login.user) else "dashboard:enrol"
        return redirect(page), True


in_second_stage = login_stage_required(stage=SecondFactorStage.key, redirect_urlname="dashboard:sign_in")
"""Lets only those through whose password was right a moment ago."""


class CodeForm(forms.Form):
    """The code."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_(
            "Six digits from the app on your phone. No phone at hand? Type one of your written codes,"
            " or the one-time code that a colleague gave you."
        ),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "digits"}),
        error_messages={"required": _("Type the code.")},
    )


@with_own_scripts
@at_the_entrance
@in_second_stage
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    stage = request._login_stage  # type: ignore[attr-defined]
    officer: Officer = stage.login.user
    if not key_cookie.is_waiting(request, officer):
        return took_too_long(request)
    if totp_of(officer) is None:
        return redirect("dashboard:enrol")
    form, answer = CodeForm(request.POST or None), request.POST.get("answer")
    if answer:
        form.fields["code"].required = False
    if form.is_valid():
        if not CODES.take(str(officer.pk)):
            form.add_error("code", TOO_MANY)
        elif used := _used(request, officer, answer, form.cleaned_data["code"]):
            CODES.forgive(str(officer.pk))
            post_authentication(request, used)
            return finish(request, stage)
        elif officer.is_active and not answer and _phone_given_up(officer, form.cleaned_data["code"]):
            CODES.forgive(str(officer.pk))
            return redirect("dashboard:enrol")
        else:
            audit.enter("sign_in.code_refused", by="nobody", officer=str(officer.pk))
            form.add_error("code", _NO_PASSKEY if answer else _NO_CODE)
    page = {"form": form, "options": _asked_for_passkey(request, officer)}
    answered = render(request, "dashboard/second_factor.html", page, status=422 if form.errors else 200)
    answered.uses = "publickey-credentials-get" if page["options"] else ""  # type: ignore[attr-defined]
    return answered


def _used(request: HttpRequest, officer: Officer, answer: str | None, code: str) -> Authenticator | None:
    """Return the passkey that the browser shows, or what the code came from, or None."""
    if answer:
        state = request.session.pop(_ASKED, {})
        try:
            return shown_passkey(officer, state, json.loads(answer))
        except ValueError:
            return None
    used = use_code(officer, code)
    if used and used.type == Authenticator.Type.RECOVERY_CODES:
        tell("people.written_code_used", officer, by=officer)
    return used


def _asked_for_passkey(request: HttpRequest, officer: Officer) -> str:
    """Return what the browser is asked, where this officer has a passkey; each is asked once."""
    if not are_possible() or not passkeys_of(officer):
        return ""
    asked = ask_for_one_of(officer)
    request.session[_ASKED] = asked.state
    return json.dumps(asked.options)


@transaction.atomic
def _phone_given_up(officer: Officer, code: str) -> bool:
    """Whether this was a colleague's one-time code for a lost phone: then the old phone and written codes are void."""
    if not use_phone_code(officer, code):
        return False
    Authenticator.objects.filter(user=officer).delete()
    return True


def finish(request: HttpRequest, stage: Any, *, then: str = "") -> HttpResponse:
    """Let the sign-in go on to its end, and on to the page `then` or the one that was asked for."""
    response: HttpResponse = stage.exit()
    if then:
        response = redirect(then)
    known_device.remember(request, response, stage.login.user)
    return response


def took_too_long(request: HttpRequest) -> HttpResponse:
    """Start again: the key waits five minutes and no longer."""
    key_cookie.forget(request)
    request.session.flush()
    return redirect(reverse("dashboard:sign_in", query={"late": "1"}))


def totp_of(officer: Any) -> Authenticator | None:
    """Return the officer's TOTP authenticator."""
    found: Authenticator | None = Authenticator.objects.filter(user=officer, type=Authenticator.Type.TOTP).first()
    return found


@transaction.atomic
def use_code(officer: Officer, code: str) -> Authenticator | None:
    """Use up a code and return what it came from, or None. No code works twice, in whatever process."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
    own = Authenticator.objects.select_for_update().filter(user=officer, type__in=kinds)
    for authenticator in sorted(own, key=lambda one: one.type != Authenticator.Type.TOTP):
        is_totp = authenticator.type == Authenticator.Type.TOTP
        if _totp_fits(authenticator, code) if is_totp else authenticator.wrap().validate_code(code):
            authenticator.refresh_from_db()
            return authenticator
    return None


def _totp_fits(authenticator: Authenticator, code: str) -> bool:
    """Compare with the codes of now, and remember the one that fitted in the row, which all processes share."""
    counter = fitting_counter(decrypt(authenticator.data["secret"]), code)
    if counter is None or counter <= authenticator.data.get("last_counter", 0):
        return False
    authenticator.data["last_counter"] = counter
    authenticator.save(update_fields=["data"])
    return True


def fitting_counter(secret: str, code: str) -> int | None:
    """Return the half minute whose code this is, or None."""
    digits = "".join(code.split())
    counters: Iterator[int] = yield_hotp_counters_from_time()
    for counter in counters:
        if constant_time_compare(digits, format_hotp_value(hotp_value(secret, counter))):
            return counter
    return None
