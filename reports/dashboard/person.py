"""One colleague: how they stand in each unit, and what another officer may do about it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.people import code_page, health, units_led
from reports.dashboard.wording import Words
from reports.gateways.directory import directory
from reports.keyring import NotYours
from reports.models import AccountLink, CodeKind, Joining, Officer
from reports.people.accounts import part_account
from reports.people.codes import ENDS_ALL, give_code
from reports.people.handing import NobodyVouches, OtherFingerprint, SecondPerson, hand_keys, needs_second
from reports.people.places import ask_in, set_head, take_out
from reports.people.standing import (
    HeadDecides,
    LastKey,
    NotAllowed,
    require_decides,
    require_fellow,
    require_vouches,
    units_of,
)
from reports.people.suspending import FewLeft, reinstate, suspend
from reports.signed_people import PersonChanged
from reports.two_persons import is_here


class NotTicked(Exception):
    """Whoever gives a code that ends all that the officer has open has not said that he knows it."""


_REFUSED: dict[type[Exception], Words] = {
    NotAllowed: _("That is not yours to decide, or it is decided already. This is how it stands now."),
    NotYours: _("Only a member who holds the unit's key can hand it over."),
    Joining.DoesNotExist: _("Nothing waits here any more: somebody was quicker."),
    SecondPerson: _("You let this officer in, so another member of the unit has to hand the key over."),
    NobodyVouches: _("Who let this officer in was suspended since. Somebody who leads the unit lets the officer in anew"
                     " first."),
    OtherFingerprint: _("That is not the fingerprint of the key that lies here. Compare it once more, in person or by"
                        " phone. If it still differs, hand over nothing and tell an administrator."),
    PersonChanged: _("This officer's row is not the one that was signed. Somebody has changed the database."
                     " Hand over nothing, and tell an administrator."),
    LastKey: _("Too few officers would be left who can open the unit's tips. Let another officer join first."),
    HeadDecides: _("Standards or oversight would keep fewer than two who open its tips. Only a member who leads it"
                   " may do that: let the other member lead it, and call. To end at once all that is open, say that the"
                   " phone is lost."),
    NotTicked: _("Nothing was done yet: tick that all the officer has open ends, then press again."),
    FewLeft: _("One officer alone could then open a unit's tips. Tick that you know it, or let another join first."),
}  # fmt: skip

_TOLD: dict[str, Words] = {
    "suspend": _("Suspended. All sessions have ended, and the tips are back with their units."),
    "reinstate": _("Reinstated, with the keys held before."),
    "part": _("Parted. The next account with which the officer signs in is bound."),
    "hand": _("The key is handed over. It works with the officer's next page."),
    "ask_in": _("A member of the unit has to hand the key over now."),
    "take_out": _("Taken out of the unit. What the officer knew makes a new key necessary: see below."),
    "head": _("It is changed who leads the unit."),
    "no_head": _("It is changed who leads the unit."),
}

_VOID = _(
    "The one-time codes that %(giver)s had given and nobody had used are void. Tell those who hold them, and give new"
    " ones to whom you vouch for: %(names)s."
)


class HandForm(forms.Form):
    """What the colleague reads out."""

    fingerprint = forms.CharField(
        label=_("Fingerprint"),
        help_text=_("Six groups of four, as the officer reads them out from the page behind their own name."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("code")
def person(request: DeskRequest, officer_id: UUID) -> HttpResponse:
    officer = _found(request, officer_id)
    do, _colon, what = request.POST.get("do", "").partition(":")
    if request.method == "POST":
        try:
            if do == "code" and what in CodeKind.values:
                if what in ENDS_ALL and request.POST.get("ends") != "on":
                    raise NotTicked
                code = give_code(officer=officer, kind=CodeKind(what), by=request.user)
                return code_page(request, officer, CodeKind(what), code)
            told = _do(request, officer, do, what)
        except tuple(_REFUSED) as refused:
            messages.warning(request, str(_REFUSED[type(refused)]), extra_tags="danger")
        else:
            if told:
                messages.success(request, str(told), extra_tags="good")
        return redirect("dashboard:people" if _is_gone(request, officer) else request.path)
    return render(request, "dashboard/person.html", _page(request, officer))


def _found(request: DeskRequest, officer_id: UUID) -> Officer:
    """Return a colleague; somebody of other units answers as nobody would."""
    officer = Officer.objects.filter(pk=officer_id).first()
    try:
        if officer is None or officer.pk == request.user.pk:
            raise NotAllowed
        require_fellow(request.user, officer)
    except NotAllowed:
        raise Http404 from None
    return officer


def _is_gone(request: DeskRequest, officer: Officer) -> bool:
    try:
        _found(request, officer.pk)
    except Http404:
        return True
    return False


def _may(rule: Callable[[Officer, Officer], None], request: DeskRequest, officer: Officer) -> bool:
    try:
        rule(request.user, officer)
    except NotAllowed:
        return False
    return True


def _page(request: DeskRequest, officer: Officer) -> dict[str, Any]:
    own, theirs = set(request.key_ring.unit_ids), units_of(officer)
    led = units_led(request.user)
    shown = [(health_, one) for health_ in health(request) for one in health_.members if one.officer.pk == officer.pk]
    return {
        "page": "people",
        "officer": officer,
        "places": shown,
        "own": own,
        "let_in": {one.unit_id for one in officer.joinings.all() if needs_second(one, request.user)},
        "unvouched": {one.unit_id for one in officer.joinings.all() if not is_here(one.asked_by)},
        "led": {unit.pk for unit in led},
        "joinable": [unit for unit in led if unit.pk not in theirs] if officer.is_active else [],
        "decides": _may(require_decides, request, officer),
        "vouches": _may(require_vouches, request, officer),
        "form": HandForm(),
        "directory": directory().name,
        "is_bound": AccountLink.objects.filter(officer=officer).exists(),
        "kinds": CodeKind,
    }


def _do(request: DeskRequest, officer: Officer, do: str, what: str) -> Words:
    """Do what the button says, and return what is told of it."""
    void: list[Officer] = []
    if do == "suspend":
        void = suspend(officer=officer, by=request.user, though_few=request.POST.get("though_few") == "on")
    elif do == "reinstate":
        reinstate(officer=officer, by=request.user)
    elif do == "part":
        part_account(officer=officer, by=request.user)
    elif do in _TOLD:
        void = _in_unit(request, officer, do, _id(what or request.POST.get("unit", "")))
    if void:
        names = ", ".join(one.name for one in void)
        return f"{_TOLD[do]} {_VOID % {'giver': officer.name, 'names': names}}"
    return _TOLD.get(do, "")


def _in_unit(request: DeskRequest, officer: Officer, do: str, unit: UUID) -> list[Officer]:
    """Do it, and return whose one-time codes ended with it."""
    if do == "hand":
        fingerprint = request.POST.get("fingerprint", "")
        hand_keys(officer=officer.pk, unit=unit, fingerprint=fingerprint, ring=request.key_ring)
    elif do == "ask_in":
        ask_in(officer=officer, unit=unit, by=request.user)
    elif do == "take_out":
        return take_out(officer=officer, unit=unit, by=request.user)
    else:
        set_head(officer=officer, unit=unit, is_head=do == "head", by=request.user)
    return []


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
