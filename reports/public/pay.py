"""Where a payer checks a voucher: somebody at a counter, without a login. The page tells a sum, and never a tip.

Wrong codes cost who types them: three tries of one page, and then a fresh one, which must ripen. Who types a voucher
that was never printed waits with all who guess; who has a sheet never waits for them.
"""

import math
from contextlib import suppress
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.dialogue.turns import Tally
from reports.intake.flood import Pace
from reports.intake.ticket import TicketRefused, TicketUnripe, check_ticket, new_ticket
from reports.public.carried import carry, done
from reports.public.language import changes_language, in_language, own_form
from reports.public.leaving import has_no_visit
from reports.public.talk import OUT
from reports.public.ticket_words import refused_words
from reports.public.trouble import NOT_WORKING, Trouble, TroubledForm
from reports.public.waiting import Wait
from reports.rewards.collect import VoucherOver, WrongHalves, bears_our_key, collect, look_up
from reports.rewards.tariff import currency
from reports.voucher import Mistyped, ReceiptShown, read_code

TRIES = 3  # of one page in one process
PAYINGS, GUESSES = Pace(), Pace()
TOO_SOON = _("The page came back very fast, or many vouchers are being tried. What you typed is still here.")
_tried = Tally()
_OUT_OF_ORDER = Trouble(
    NOT_WORKING,
    _(
        "No voucher can be looked up now. Pay nothing before this page says so. What you typed is still here: try "
        "later."
    ),
)
_WHY: dict[type[Exception], tuple[Any, int]] = {
    WrongHalves: (_("Voucher and code do not belong together. Pay nothing."), 404),
    VoucherOver: (
        _(
            "There is nothing to pay: this voucher was paid already, was given up, or its time is over. If your "
            "connection broke just as you marked it, ask whoever gave you the voucher before you pay."
        ),
        410,
    ),
}


class PayForm(TroubledForm):
    """Both halves of a voucher."""

    voucher = forms.CharField(
        label=_("Voucher"),
        help_text=_("As it is printed on its sheet."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "digits", "spellcheck": "false"}),
        error_messages={"required": _("Type what is printed on the sheet of the voucher.")},
    )
    code = forms.CharField(
        label=_("The person's code"),
        help_text=_("15 digits. Spaces do not matter."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "digits"}),
        error_messages={"required": _("Type the 15 digits that the person brought.")},
    )
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)
    has_our_key = False

    def clean_voucher(self) -> str:
        typed: str = self.cleaned_data["voucher"]
        try:
            with suppress(*OUT):  # then it cannot be looked up either, and the page says so
                self.has_our_key = bears_our_key(typed)
        except Mistyped:
            raise forms.ValidationError(_("This is no voucher: compare it with the sheet.")) from None
        return typed

    def clean_code(self) -> str:
        try:
            return read_code(self.cleaned_data["code"])
        except ReceiptShown:
            raise forms.ValidationError(
                _(
                    "This is as long as a receipt. Give it back and forget it: nobody may see it. "
                    "The code has 15 digits."
                )
            ) from None
        except Mistyped:
            raise forms.ValidationError(_("These are not the 15 digits of a code. Please compare them.")) from None


@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest) -> HttpResponse:
    has_no_visit(request)
    if request.method != "POST":
        return _page(request, PayForm(initial={"ticket": new_ticket()}))
    form = PayForm(request.POST)
    if not changes_language(request.POST):
        try:
            return _pressed(request, form)
        except OUT:
            return _page(request, _anew(request.POST.dict(), _OUT_OF_ORDER), status=503)
    paid = done(request.POST, "paid")
    return _paid(request, *paid) if paid else in_language(request, form, _page)


def _pressed(request: HttpRequest, form: PayForm) -> HttpResponse:
    is_paying = request.POST.get("do") == "pay"
    if not form.is_valid():
        return _page(request, form, status=400)
    halves = {"voucher": form.cleaned_data["voucher"], "code": form.cleaned_data["code"]}
    ticket, pace = form.cleaned_data["ticket"], PAYINGS if form.has_our_key else GUESSES
    shown = _shown(request, halves) if is_paying else None
    try:
        check_ticket(ticket, pace)
    except TicketUnripe as unripe:
        return _waits(request, form, halves, shown, seconds=unripe.seconds)
    except TicketRefused as refused:
        return _page(request, _anew(halves, refused_words(refused, by="the button")), status=400)
    if _tried.count(ticket) > TRIES:
        return _waits(request, _anew(halves), halves, shown, seconds=math.ceil(pace.ripening))
    return _answer(request, form, halves, is_paying)


def _shown(request: HttpRequest, halves: dict[str, str]) -> dict[str, object] | None:
    """Return the sum that the page before showed for these very halves: only beside it does a button pay."""
    held = done(request.POST, "shown") or {}
    return held.get("reward") if held.get("halves") == halves else None


def _waits(
    request: HttpRequest, form: PayForm, halves: dict[str, str], shown: dict[str, object] | None, *, seconds: int
) -> HttpResponse:
    wait = Wait(seconds, do="pay" if shown else "check", why=TOO_SOON)
    return _page(request, form, status=429, wait=wait, **_sum(halves, shown) if shown else {})


def _sum(halves: dict[str, str], reward: dict[str, object]) -> dict[str, Any]:
    return {"reward": reward, "done": carry({"shown": {"halves": halves, "reward": reward}})}


def _answer(request: HttpRequest, form: PayForm, halves: dict[str, str], is_paying: bool) -> HttpResponse:
    try:
        reward = collect(**halves) if is_paying else look_up(**halves)
    except tuple(_WHY) as refused_now:
        words, status = _WHY[type(refused_now)]
        form.add_error(None, words)
        return _page(request, form, status=status)
    if is_paying:
        return _paid(request, reward.number, reward.amount)
    return _page(request, _anew(halves), **_sum(halves, {"number": reward.number, "amount": reward.amount}))


def _paid(request: HttpRequest, number: str, amount: int) -> HttpResponse:
    told = {"is_paid": True, "reward": {"number": number, "amount": amount}, "done": carry({"paid": [number, amount]})}
    return render(request, "public/pay.html", {"page": "pay", "currency": currency(), **told, **own_form("pay")})


def _anew(typed: dict[str, Any], trouble: Trouble | None = None) -> PayForm:
    form = PayForm({**typed, "ticket": new_ticket()})
    form.errors.clear()
    if trouble:
        form.meet(trouble)
    return form


def _page(request: HttpRequest, form: PayForm, *, status: int = 200, **more: object) -> HttpResponse:
    page = {"page": "pay", "form": form, "currency": currency(), **own_form("pay", "check", _("Check"))}
    return render(request, "public/pay.html", page | more, status=status)
