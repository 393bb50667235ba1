"""The receipt as it is shown, and 'type it once to be sure': right or wrong, with nothing stored for it.

The page holds a sealed hash of the receipt shown on it. It opens nothing, and it is of no use without the digits.
"""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from reports.intake.receipt import ReceiptMistyped, grouped, parse
from reports.public.carried import CarriedExpired, CarriedRefused, carry, uncarry
from reports.public.entrance import MISTYPED

NOT_THE_SAME = _("These are the digits of a receipt, but not of yours. Please compare them.")
TOO_LATE = _(
    "We cannot compare them any more, because the page is too old. Open your mailbox with them: that tells too."
)


def shown(receipt: str) -> str:
    """Return the part of the page that shows a receipt and offers to compare it."""
    groups = grouped(receipt).split()
    return render_to_string("public/receipt_shown.html", {"groups": groups, "shown": carry({"shown": _mark(receipt)})})


def typed_once(request: HttpRequest, words: Mapping[str, str]) -> HttpResponse:
    """Say whether what was typed is the receipt that was shown."""
    problem = _compared(words.get("typed", ""), words.get("shown", ""))
    page = {"page": "tell", "problem": problem, "typed": words.get("typed", "")[:60], "shown": words.get("shown", "")}
    return render(request, "public/typed_once.html", page, status=400 if problem else 200)


def _compared(typed: str, shown: str) -> object:
    try:
        mark = _mark(parse(typed))
    except ReceiptMistyped:
        return MISTYPED
    try:
        held = str(uncarry(shown).get("shown", ""))
    except (CarriedExpired, CarriedRefused):
        return TOO_LATE
    return None if constant_time_compare(mark, held) else NOT_THE_SAME


def _mark(receipt: str) -> str:
    return salted_hmac("tipline.public.typed_once", receipt, algorithm="sha256").hexdigest()
