"""Paying a voucher at the desk: by an officer who needs to know nothing of the tip, and learns nothing of it."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words
from reports.rewards.collect import NotThisPayer, VoucherOver, WrongHalves, collect, look_up
from reports.rewards.tariff import currency
from reports.voucher import Mistyped, ReceiptShown

_WHY: dict[type[Exception], Words] = {
    ReceiptShown: _("That is a receipt: give it back, and forget it. The code has fifteen digits."),
    Mistyped: _("A sign is wrong, missing or too many: compare both with what is written."),
    WrongHalves: _("Voucher and code do not belong together. Pay nothing."),
    NotThisPayer: _(
        "Another officer must pay this voucher. It is not paid, and stays good. This is said of every third voucher,"
        " drawn by lot for each officer, and always to who proposed a reward or wrote what came of the tip: so it does"
        " not tell whether you did. Ask a colleague, and say nothing of it to the person. Where no"
        " colleague may pay it either, as happens where few can, it is paid at another station, or by a clerk at /pay."
    ),
    VoucherOver: _("There is nothing to pay: it was paid already, given up, or its time is over."),
}


class PayForm(forms.Form):
    """Both halves of a voucher."""

    voucher = forms.CharField(label=_("Voucher, from its sheet"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    code = forms.CharField(
        label=_("Code that the person brings"),
        help_text=_("Fifteen digits. Spaces do not matter."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: DeskRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, PayForm())
    form, is_paying = PayForm(request.POST), request.POST.get("do") == "pay"
    if not form.is_valid():
        return _page(request, form, status=422)
    halves = form.cleaned_data
    try:
        act = collect if is_paying else look_up
        reward = act(**halves, by=request.user)
    except tuple(_WHY) as refused:
        form.add_error(None, str(_WHY[type(refused)]))
        return _page(request, form, status=422)
    return _page(request, PayForm() if is_paying else form, reward=reward, is_paid=is_paying)


def _page(request: DeskRequest, form: PayForm, *, status: int = 200, **more: object) -> HttpResponse:
    page = {"page": "rewards", "form": form, "currency": currency()}
    return render(request, "dashboard/pay.html", page | more, status=status)
