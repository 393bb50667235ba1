"""An officer's own way in: a new password, a printed recovery code, another phone."""

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from reports.dashboard import key_cookie, known_device
from reports.dashboard.gate import at_the_desk, sign_out_of
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.paper import NewPasswordForm
from reports.dashboard.password_backend import TooBusy, turn
from reports.dashboard.second_factor import TOO_MANY, CodeForm, use_code
from reports.dashboard.throttle import CODES, PASSWORDS
from reports.models import Officer
from reports.people.codes import grouped
from reports.people.passwords import WrongPassword, change_password, check_password, print_recovery
from reports.people.standing import tell

_BUSY = _("Many people are signing in just now. Please press the button once more.")


class CurrentForm(forms.Form):
    """The password of now: an open desk alone changes no way in."""

    current = forms.CharField(
        label=_("Your password now"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your password.")},
    )


class ChangeForm(CurrentForm, NewPasswordForm):
    """The password of now and the new one."""

    field_order = ("current", "password", "again")


class OtherPhoneForm(CurrentForm, CodeForm):
    """The password, and a code of the phone that is given up."""

    field_order = ("current", "code")


@at_the_desk
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def own_password(request: DeskRequest) -> HttpResponse:
    form = ChangeForm(request.POST or None)
    if form.is_valid() and _changed(request, form):
        messages.success(
            request, str(_("Your password is changed. Your printed code is void: print a new one.")), extra_tags="good"
        )
        return redirect("dashboard:own_recovery")
    return _page(request, "dashboard/own_password.html", form)


@at_the_desk
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def own_recovery(request: DeskRequest) -> HttpResponse:
    form, code = CurrentForm(request.POST or None), ""
    if form.is_valid():
        code = tried(request, form, lambda current: print_recovery(current=current, ring=request.key_ring)) or ""
    return _page(request, "dashboard/own_recovery.html", form, code=grouped(code))


@at_the_desk
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def own_phone(request: DeskRequest) -> HttpResponse:
    """Give up the phone; signing in again sets up the next one, and new written codes."""
    form, ring = OtherPhoneForm(request.POST or None), request.key_ring
    if form.is_valid() and tried(request, form, lambda current: check_password(current=current, ring=ring)):
        officer = request.user
        if not CODES.take(str(officer.pk)):
            form.add_error("code", TOO_MANY)
        elif use_code(officer, form.cleaned_data["code"]):
            CODES.forgive(str(officer.pk))
            Authenticator.objects.filter(user=officer).delete()
            tell("people.phone_changed", officer, by=officer)
            sign_out_of(request)
            return redirect(reverse("dashboard:sign_in", query={"phone": "1"}))
        else:
            form.add_error("code", _("That code is wrong or was used already. Wait for the next one."))
    return _page(request, "dashboard/own_phone.html", form)


@sensitive_variables()
def _changed(request: DeskRequest, form: ChangeForm) -> bool:
    session = request.session.session_key or ""

    def change(current: str) -> Any:
        return change_password(
            current=current, new=form.cleaned_data["password"], ring=request.key_ring, session=session
        )

    pair = tried(request, form, change)
    if pair is None:
        return False
    request.user = Officer.objects.get(pk=request.user.pk)
    update_session_auth_hash(request, request.user)
    key_cookie.renew(request, request.user, pair)
    return True


@sensitive_variables()
def tried(request: DeskRequest, form: CurrentForm, act: Any) -> Any:
    """Do what takes the password of now, throttled as signing in is; None where it was not done."""
    bucket = known_device.bucket(request, request.user.username)
    if not PASSWORDS.take(bucket):
        form.add_error("current", _("Too many tries. Wait half a minute, then try again."))
        return None
    try:
        with turn():
            done = act(form.cleaned_data["current"])
    except WrongPassword:
        form.add_error("current", _("That is not your password."))
        return None
    except TooBusy:
        form.add_error(None, _BUSY)
        return None
    PASSWORDS.forgive(bucket)
    return done


def _page(request: DeskRequest, template: str, form: forms.Form, **more: Any) -> HttpResponse:
    return render(request, template, {"page": "you", "form": form} | more, status=422 if form.errors else 200)
