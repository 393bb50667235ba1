"""Signing in, first step: user name and password, after the force's directory where it has one. And signing out."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from reports import audit
from reports.dashboard import key_cookie
from reports.dashboard.directory import forget_account, keep_account, require_own, shown_account
from reports.dashboard.gate import at_the_entrance, safe_address, sign_out_of
from reports.dashboard.password_backend import TooBusy
from reports.gateways.directory import Account, directory
from reports.models import Officer
from reports.people.accounts import OtherAccount, owner_of

OTHER_ACCOUNT = _(
    "This account and this user name do not belong together. If you have a new account,"
    " let who leads your unit part you from the old one."
)


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
        return safe_address(self.cleaned_data["next"] or "")


@at_the_entrance
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if key_cookie.open_ring(request) is not None:
        return redirect("dashboard:queue")
    account = shown_account(request)
    if directory().name and account is None:
        return _page(request, None, status=422 if request.method == "POST" else 200)
    form = _form(request, account)
    officer, status = _tried(request, form, account) if form.is_bound else (None, 200)
    if officer is None:
        return _page(request, form, account, status=status)
    request.session.flush()  # whatever this browser brought along, it starts afresh
    key_cookie.keep_waiting(request, officer)
    login = Login(user=officer, redirect_url=form.cleaned_data["next"] or None)
    if account:
        keep_account(request, account)
    response: HttpResponse = perform_password_login(request, {}, login)
    if account:
        forget_account(response)
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, Officer):
        audit.enter("sign_in.ended", by=request.user)
    sign_out_of(request)
    return redirect("dashboard:sign_in")


def _form(request: HttpRequest, account: Account | None) -> SignInForm:
    """Return the form; whose account was shown is not asked for the user name."""
    owner = owner_of(account) if account else None
    initial = {"next": safe_address(request.GET.get("next", "")), "username": owner.username if owner else ""}
    form = SignInForm(request.POST if request.method == "POST" else None, initial=initial)
    form.fields["username"].disabled = owner is not None
    return form


@sensitive_variables("form")
def _tried(request: HttpRequest, form: SignInForm, account: Account | None) -> tuple[Officer | None, int]:
    """Return the officer whose password this is, and whose account; or the status of the page that says why not."""
    status = 422
    try:
        if form.is_valid():
            officer = _officer(request, form)
            if directory().name:
                require_own(account, officer)
            return officer, 200
    except TooBusy:
        status = 503
        form.add_error(None, _("Many people are signing in just now. Please press Sign in once more."))
    except OtherAccount:
        form.add_error(None, OTHER_ACCOUNT)
    except ValidationError as refused:
        status = 429 if refused.code == "too_many_login_attempts" else 422
        form.add_error(None, refused)
    return None, status


@sensitive_variables("form")
def _officer(request: HttpRequest, form: SignInForm) -> Officer:
    """Return the officer whose password this is. Raises TooBusy, ValidationError."""
    name, password = form.cleaned_data["username"], form.cleaned_data["password"]
    found = get_adapter().authenticate(request, username=name, password=password)
    if not isinstance(found, Officer):
        raise get_adapter().validation_error("username_password_mismatch")
    return found


def _page(
    request: HttpRequest, form: SignInForm | None, account: Account | None = None, *, status: int = 200
) -> HttpResponse:
    query = request.GET
    page = {
        "form": form,
        "account": account,
        "directory": directory().name,
        "problem": query.get("directory"),
        "other": OTHER_ACCOUNT,
        "next": safe_address(query.get("next", "")),
        **{name: name in query for name in ("late", "ready", "phone")},
    }
    return render(request, "dashboard/sign_in.html", page, status=status)
