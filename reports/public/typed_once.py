"""The receipt as it is shown, and 'type it once to be sure': right or wrong, with nothing stored for it.

The page holds the receipt shown on it once more, sealed, so that somebody who mistyped it sees it again: a browser's
way back would not show a page that no browser may keep.
"""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from reports.intake.receipt import ReceiptMistyped, grouped, parse
from reports.public.carried import CarriedExpired, CarriedRefused, carry, uncarry
from reports.public.entrance import MISTYPED

NOT_THE_SAME = _("These are the digits of a receipt, but not of yours. Please compare them.")
TOO_LATE = _(
    "We cannot compare them any more, because the page is too old. Open your mailbox with them: that tells too."
)


def shown(receipt: str, visit: str) -> str:
    """Return the part of the page that shows a receipt and offers to compare it."""
    page = {"groups": grouped(receipt).split(), "shown": carry({"receipt": receipt}), "visit": visit}
    return render_to_string("public/receipt_shown.html", page)


def typed_once(request: HttpRequest, words: Mapping[str, str]) -> HttpResponse:
    """Say whether what was typed is the receipt that was shown."""
    receipt = _sealed(words.get("shown", ""))
    problem = _compared(words.get("typed", ""), receipt)
    page = {
        "page": "tell",
        "problem": problem,
        "typed": words.get("typed", "")[:60],
        "shown": words.get("shown", ""),
        "groups": grouped(receipt).split(),
    }
    return render(request, "public/typed_once.html", page, status=400 if problem else 200)


def _compared(typed: str, receipt: str) -> object:
    if not receipt:
        return TOO_LATE
    try:
        return None if constant_time_compare(parse(typed), receipt) else NOT_THE_SAME
    except ReceiptMistyped:
        return MISTYPED


def _sealed(shown: str) -> str:
    """Return the receipt that the page held, "" where it holds none any more."""
    try:
        return str(uncarry(shown).get("receipt", ""))
    except (CarriedExpired, CarriedRefused):
        return ""
