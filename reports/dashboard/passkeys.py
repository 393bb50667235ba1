"""An officer's passkeys: added after the password, named, removed. Without a script only the list works."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.own_keys import CurrentForm, tried
from reports.people.passkeys import (
    LONGEST_NAME,
    PasskeyRefused,
    add_passkey,
    are_possible,
    ask_for_new,
    name_passkey,
    passkeys_of,
    remove_passkey,
)
from reports.people.passwords import check_password

_MAKING = "desk new passkey"  # in the session, until the browser has answered
_REFUSED = _("That did not work: it is no passkey that was just made here, or you have ten already.")


class NewPasskeyForm(CurrentForm):
    """What the officer calls it, and the password of now."""

    name = forms.CharField(
        label=_("What you call it"),
        help_text=_("Such as: blue key, my phone. Colleagues do not see it."),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Give it a name.")},
    )
    field_order = ("name", "current")


@at_the_desk
@sensitive_post_parameters("current")
@require_http_methods(["GET", "HEAD", "POST"])
def own_passkeys(request: DeskRequest) -> HttpResponse:
    do = request.POST.get("do", "")
    if request.method != "POST":
        request.session.pop(_MAKING, None)
        return _page(request, NewPasskeyForm())
    if do == "begin":
        return _begin(request)
    if do == "add":
        return _add(request)
    if do not in ("name", "remove"):
        raise Http404
    try:
        passkey = int(request.POST.get("passkey", ""))
        if do == "name":
            name_passkey(passkey, officer=request.user, name=request.POST.get("name", ""))
        else:
            remove_passkey(passkey, officer=request.user)
    except (ValueError, PasskeyRefused):
        raise Http404 from None
    return redirect("dashboard:own_passkeys")


def _begin(request: DeskRequest) -> HttpResponse:
    form, ring = NewPasskeyForm(request.POST), request.key_ring
    if not (form.is_valid() and tried(request, form, lambda current: check_password(current=current, ring=ring))):
        return _page(request, form)
    asked = ask_for_new(request.user)
    request.session[_MAKING] = {"state": asked.state, "name": form.cleaned_data["name"]}
    return render(request, "dashboard/new_passkey.html", {"page": "you", "options": json.dumps(asked.options)})


def _add(request: DeskRequest) -> HttpResponse:
    making: dict[str, Any] = request.session.pop(_MAKING, {})
    try:
        answer = json.loads(request.POST.get("answer", ""))
        add_passkey(officer=request.user, name=making["name"], state=making["state"], answer=answer)
    except (ValueError, KeyError, PasskeyRefused):
        messages.warning(request, str(_REFUSED), extra_tags="danger")
    else:
        messages.success(
            request, str(_("The passkey counts from the next sign-in on, beside your phone.")), extra_tags="good"
        )
    return redirect("dashboard:own_passkeys")


def _page(request: DeskRequest, form: NewPasskeyForm) -> HttpResponse:
    page = {"page": "you", "form": form, "passkeys": passkeys_of(request.user), "possible": are_possible()}
    return render(request, "dashboard/own_passkeys.html", page, status=422 if form.errors else 200)
