"""Signing in, first step: user name and password. And signing out."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from reports import audit
from reports.dashboard import key_cookie
from reports.dashboard.gate import at_the_entrance, sign_out_of
from reports.dashboard.password_backend import TooBusy
from reports.models import Officer

_LONGEST_ADDRESS = 200


class SignInForm(forms.Form):
    """User name and password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Type your user name.")},
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your password.")},
    )
    next = forms.Field(required=False, widget=forms.HiddenInput)  # never a reason to refuse: clean_next drops it

    def clean_username(self) -> str:
        """Return the name as it is stored: without regard to case."""
        return str(self.cleaned_data["username"]).casefold()

    def clean_next(self) -> str:
        """Return where to go after the sign-in, or nothing."""
        return _safe(self.cleaned_data["next"] or "")


@at_the_entrance
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if key_cookie.open_ring(request) is not None:
        return redirect("dashboard:queue")
    if request.method != "POST":
        return _page(request, SignInForm(initial={"next": _safe(request.GET.get("next", ""))}))
    form = SignInForm(request.POST)
    status = 422
    try:
        officer = _officer(request, form) if form.is_valid() else None
    except TooBusy:
        officer, status = None, 503
        form.add_error(None, _("Many people are signing in just now. Please press Sign in once more."))
    except ValidationError as refused:
        officer, status = None, 429 if refused.code == "too_many_login_attempts" else 422
        form.add_error(None, refused)
    if officer is None:
        return _page(request, form, status=status)
    request.session.flush()  # whatever this browser brought along, it starts afresh
    key_cookie.keep_waiting(request, officer)
    login = Login(user=officer, redirect_url=form.cleaned_data["next"] or None)
    response: HttpResponse = perform_password_login(request, {}, login)
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, Officer):
        audit.enter("sign_in.ended", by=request.user)
    sign_out_of(request)
    return redirect("dashboard:sign_in")


@sensitive_variables("form")
def _officer(request: HttpRequest, form: SignInForm) -> Officer:
    """Return the officer whose password this is. Raises TooBusy, ValidationError."""
    name, password = form.cleaned_data["username"], form.cleaned_data["password"]
    found = get_adapter().authenticate(request, username=name, password=password)
    if not isinstance(found, Officer):
        raise get_adapter().validation_error("username_password_mismatch")
    return found


def _safe(url: str) -> str:
    """Return `url` if it leads to a page of ours and is no longer than any of them, else nothing."""
    is_short = len(url) <= _LONGEST_ADDRESS and url.isprintable() and url.startswith("/")
    return url if is_short and url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""


def _page(request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
    page = {"form": form, "late": "late" in request.GET, "ready": "ready" in request.GET}
    page["phone"] = "phone" in request.GET
    return render(request, "dashboard/sign_in.html", page, status=status)
