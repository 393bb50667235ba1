"""The phone on which an officer is alerted: entered by himself, confirmed by a code, and shown on no page."""

from typing import Final

from django import forms
from django.contrib import messages
from django.utils.translation import gettext_lazy as _

from reports.alerts.phones import (
    A_DAY,
    TRIES,
    NotANumber,
    TooMany,
    Typed,
    ask_number,
    confirm_number,
    forget_number,
    waiting_number,
)
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words
from reports.models import AlertPhone

ACTS: Final = ("number", "code", "forget")
_OVER = _("This code is no longer good. Enter the number again: another code is texted to it.")


class NumberForm(forms.Form):
    """The phone on which this officer is alerted."""

    number = forms.CharField(
        label=_("Your alert phone"),
        help_text=_("In full, with + and the country. It is locked away at once: no screen can show it."),
        max_length=24,
    )


class CodeForm(forms.Form):
    """The code that was texted to it."""

    number_code = forms.CharField(
        label=_("The six digits in our text"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


def number_page(request: DeskRequest) -> dict[str, object]:
    """Return what the page tells of an officer's own number: whether one is kept, or waits to be confirmed."""
    kept = AlertPhone.objects.filter(officer=request.user).values_list("is_confirmed", flat=True).first()
    waits = waiting_number(request.user)
    return {"has_number": kept is not None, "is_confirmed": bool(kept), "waits_until": waits and waits.good_until}


def number_done(request: DeskRequest, do: str, number: NumberForm, code: CodeForm) -> bool:
    """Do what the button says, and tell of it. False where a form is not right."""
    told: Words = ""
    if do == "forget":
        forget_number(of=request.user)
        told = _("Your number is forgotten: you are not called any more.")
    elif do == "number" and number.is_valid():
        told = _asked(request, number)
    elif do == "code" and code.is_valid():
        told = _typed(request, code)
    if told:
        messages.success(request, str(told), extra_tags="good")
    return bool(told)


def _asked(request: DeskRequest, number: NumberForm) -> Words:
    try:
        ask_number(number.cleaned_data["number"], of=request.user)
    except NotANumber:
        number.add_error("number", _("This is not a number in full. Begin with + and the country: +1 758 …"))
    except TooMany:
        number.add_error(
            "number", _("You had %(most)d codes texted within a day. Try again tomorrow.") % {"most": A_DAY}
        )
    else:
        return _("A code is being texted to this number. No alert reaches it before you have typed that in.")
    return ""


def _typed(request: DeskRequest, code: CodeForm) -> Words:
    became = confirm_number(code.cleaned_data["number_code"], of=request.user)
    if became == Typed.CONFIRMED:
        return _("Your number is confirmed and kept. It cannot be shown again, only changed.")
    if became == Typed.OVER:
        code.add_error("number_code", _OVER)
    else:
        wrong = _("These are not the digits of our newest text. After %(tries)d wrong ones the number is forgotten.")
        code.add_error("number_code", wrong % {"tries": TRIES})
    return ""
