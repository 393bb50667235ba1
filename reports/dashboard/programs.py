"""An officer's programs: tokens that open the officer's own keys, and hooks that tell a unit's programs of changes."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.narrowing import own_units
from reports.dashboard.password_backend import PasswordOpensKey, TooBusy
from reports.dashboard.throttle import PASSWORDS
from reports.hooks.keeping import HookRefused, drop_hook, hooks_of, make_hook
from reports.keyring import NotYours
from reports.people.tokens import SCOPES, NoSuchToken, TokenRefused, make_token, revoke_token, tokens_of

_SCOPES = {
    "read": _("Read lists and tips, search, and take release copies out; what could identify a tipster stays masked"),
    "act": _("Take tips on, ask, note, pass on, close and write down outcomes, in your name"),
    "statistics": _("Count; opens no tip"),
}
_DAYS = {7: _("One week"), 30: _("One month"), 90: _("Three months"), 365: _("One year")}


class TokenForm(forms.Form):
    """A new token."""

    label = forms.CharField(
        label=_("Which program is it for?"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write which program it is for.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=[(scope, _SCOPES[scope]) for scope in SCOPES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    days = forms.TypedChoiceField(label=_("For how long?"), choices=list(_DAYS.items()), coerce=int, initial=90)
    password = forms.CharField(
        label=_("Your password"),
        help_text=_("So that nobody makes a token at a desk that you left open."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your password.")},
    )


class HookForm(forms.Form):
    """A new hook."""

    unit = forms.ChoiceField(label=_("Unit"))
    hook_label = forms.CharField(
        label=_("Which program is told?"), max_length=60, error_messages={"required": _("Write which program is told.")}
    )
    address = forms.CharField(
        label=_("Its address"), max_length=300, error_messages={"required": _("Write the address of the program.")}
    )

    def __init__(self, request: DeskRequest, sent: Any = None) -> None:
        super().__init__(sent)
        self.fields["unit"].choices = [(str(unit.pk), unit.name) for unit in own_units(request)]  # type: ignore[attr-defined]


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def programs(request: DeskRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    if request.POST.get("do") == "hook":
        return _new_hook(request, HookForm(request, request.POST))
    return _new_token(request, TokenForm(request.POST))


@at_the_desk
@require_POST
def revoke(request: DeskRequest, token_id: UUID) -> HttpResponse:
    try:
        revoke_token(token_id, by=request.user)
    except NoSuchToken:
        raise Http404 from None
    messages.success(request, str(_("The token opens nothing any more.")), extra_tags="good")
    return redirect("dashboard:programs")


@at_the_desk
@require_POST
def drop(request: DeskRequest, hook_id: UUID) -> HttpResponse:
    try:
        drop_hook(hook_id, by=request.user)
    except NotYours:
        raise Http404 from None
    messages.success(request, str(_("That program is told nothing any more.")), extra_tags="good")
    return redirect("dashboard:programs")


def _new_token(request: DeskRequest, form: TokenForm) -> HttpResponse:
    if form.is_valid():
        _check_password(request, form)
    if not form.errors:
        said = form.cleaned_data
        try:
            made = make_token(label=said["label"], scopes=said["scopes"], days=said["days"], ring=request.key_ring)
        except TokenRefused:
            form.add_error(None, _("You have ten tokens. Revoke one first."))
        else:
            return _page(request, made=made)
    return _page(request, form=form, token_form=form, status=422)


def _check_password(request: DeskRequest, form: TokenForm) -> None:
    name = request.user.username
    if not PASSWORDS.take(name):
        form.add_error("password", _("Too many wrong passwords. Wait a minute, then try once more."))
        return
    try:
        officer = PasswordOpensKey().authenticate(None, username=name, password=form.cleaned_data["password"])
    except TooBusy:
        form.add_error("password", _("Many are signing in just now. Try once more."))
        return
    if officer is None:
        form.add_error("password", _("That is not your password."))
    else:
        PASSWORDS.forgive(name)


def _new_hook(request: DeskRequest, form: HookForm) -> HttpResponse:
    if form.is_valid():
        said = form.cleaned_data
        try:
            key = make_hook(
                label=said["hook_label"], address=said["address"], unit_id=UUID(said["unit"]), by=request.user
            )
        except HookRefused:
            form.add_error("address", _("Nothing is told there: the administrator lists the hosts that may be told."))
        else:
            return _page(request, signing_key=key)
    return _page(request, form=form, hook_form=form, status=422)


def _page(request: DeskRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    page = {
        "page": "you",
        "tokens": tokens_of(request.user),
        "hooks": hooks_of(request.user),
        "hosts": settings.HOOK_HOSTS,
        "token_form": TokenForm(),
        "hook_form": HookForm(request),
    }
    return render(request, "dashboard/programs.html", page | more, status=status)
