"""The first sign-in: the officer's phone becomes the second factor, and recovery codes are written down."""

from dataclasses import dataclass
from typing import Any

import qrcode
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports import audit
from reports.dashboard import key_cookie
from reports.dashboard.gate import at_the_desk, at_the_entrance
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.second_factor import (
    TOO_MANY,
    CodeForm,
    finish,
    fitting_counter,
    in_second_stage,
    took_too_long,
    totp_of,
)
from reports.dashboard.throttle import CODES
from reports.models import Officer
from reports.sealing.opening import CannotOpen

_SETTING_UP = "desk new secret"  # sealed in the session until the first code has shown that the phone has it


@dataclass(frozen=True, slots=True)
class Square:
    """A QR code as one SVG path: no style, no data: address, so that the strict policy needs no hole."""

    side: int
    path: str


@at_the_entrance
@in_second_stage
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    stage = request._login_stage  # type: ignore[attr-defined]
    officer: Officer = stage.login.user
    if not key_cookie.is_waiting(request, officer):
        return took_too_long(request)
    if totp_of(officer) is not None:
        return redirect("dashboard:second_factor")
    secret = _new_secret(request)
    form = CodeForm(request.POST or None)
    form.fields["code"].help_text = _("Six digits, a new code every half minute.")
    if form.is_valid():
        if not CODES.take(str(officer.pk)):
            form.add_error("code", TOO_MANY)
        elif counter := fitting_counter(secret, form.cleaned_data["code"]):
            CODES.forgive(str(officer.pk))
            return _enrolled(request, stage, secret, counter)
        else:
            form.add_error("code", _("That is not the code. Check the clock of your phone, then type the next one."))
    address = get_adapter().build_totp_url(officer, secret)
    groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
    page = {"form": form, "square": square(address), "groups": groups, "officer": officer}
    return render(request, "dashboard/enrol.html", page, status=422 if form.errors else 200)


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: DeskRequest) -> HttpResponse:
    """Show the codes until the officer says they are written down; then never again."""
    kind = Authenticator.Type.RECOVERY_CODES
    authenticator = Authenticator.objects.filter(user=request.user, type=kind).first()
    codes = authenticator.wrap() if authenticator else None
    if codes is None or codes.did_view:
        return redirect("dashboard:queue")
    if request.method == "POST":
        codes.mark_as_viewed()
        return redirect("dashboard:queue")
    halves = [(code[:4], code[4:]) for code in codes.generate_codes()]
    return render(request, "dashboard/recovery_codes.html", {"codes": halves})


def square(address: str) -> Square:
    """Return the QR code of `address` with its quiet zone."""
    code = qrcode.QRCode(border=4)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    dots = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return Square(side=len(rows), path="".join(dots))


def _new_secret(request: HttpRequest) -> str:
    """Return the seed that is being set up; a reload shows the same one."""
    try:
        return str(decrypt(request.session[_SETTING_UP]))
    except (KeyError, ValueError, CannotOpen):
        secret: str = generate_totp_secret()
        request.session[_SETTING_UP] = encrypt(secret)
        return secret


@transaction.atomic
def _enrolled(request: HttpRequest, stage: Any, secret: str, counter: int) -> HttpResponse:
    officer: Officer = stage.login.user
    authenticator = TOTP.activate(officer, secret).instance
    authenticator.data["last_counter"] = counter
    authenticator.save(update_fields=["data"])
    RecoveryCodes.activate(officer)
    audit.enter("sign_in.enrolled", by=officer)
    request.session.pop(_SETTING_UP, None)
    post_authentication(request, authenticator)
    return finish(request, stage, then="dashboard:recovery_codes")
