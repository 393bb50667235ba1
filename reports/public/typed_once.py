"""The receipt as it is shown, and 'type it once to be sure': right or wrong, with nothing stored for it.

The page holds the receipt shown on it once more, sealed, so that somebody who mistyped it sees it again: a browser's
way back would not show a page that no browser may keep.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from reports.intake.receipt import ReceiptMistyped, grouped, in_digits, parse
from reports.intake.uploads import HeldFile
from reports.public.attachments import Tick, listed
from reports.public.carried import CarriedExpired, CarriedRefused, carry, hour_now, uncarry
from reports.public.contacts import contacts_for
from reports.public.entrance import MISTYPED, entrance
from reports.public.language import own_form
from reports.sealing.keys import KEY_SIZE

_HOURS = 1  # and what is left of the one in which it was first shown: two at most, as the page says
NOT_THE_SAME = _("These are the digits of a receipt, but not of yours. Please compare them.")
LANGUAGES_OF_RECEIPT = own_form("receipt", "typed_once", _("Compare"), language_do="receipt", path="/mailbox")
TOO_LATE = _(
    "We cannot compare them any more, because the page is too old. Open your mailbox with them: that tells too."
)


def shown(
    receipt: str,
    visit: str,
    danger: str = "",
    category: str = "",
    files: Iterable[HeldFile] = (),
    *,
    telling: Iterable[Tick] = (),
    since: int | None = None,
) -> str:
    """Return the part of the page that shows a receipt and offers to compare it.

    What the page is drawn by stands in it sealed, so that it can be drawn in another language; no file's key does.
    `since` is the hour in which the receipt was first shown, now if not told: drawn anew, a page gets no younger.
    """
    about = {"danger": danger, "category": category, "files": [*map(_without_key, files)], "telling": [*telling]}
    sealed = carry({"receipt": receipt, "since": hour_now() if since is None else since} | about)
    return render_to_string(
        "public/receipt_shown.html", {"groups": grouped(receipt).split(), "shown": sealed, "visit": visit}
    )


def shown_again(request: HttpRequest, words: Mapping[str, str]) -> HttpResponse:
    """The page with the receipt in another language; once it holds none any more, the entrance."""
    told = _sealed(words.get("shown", ""))
    receipt, danger, category = (str(told.get(name, "")) for name in ("receipt", "danger", "category"))
    if not receipt:
        return entrance(request)
    said = told.get("files")  # a page of an earlier release has none
    files = [HeldFile.from_dict(each) for each in said] if isinstance(said, list) else []
    ticks = told.get("telling")
    telling = [(int(place), str(what)) for place, what in ticks] if isinstance(ticks, list) else []
    visit, since = getattr(request, "visit", ""), _first_shown(told)
    part = shown(receipt, visit, danger, category, files, telling=telling, since=since)
    # What a file told is not in the page: that it was told is.
    stored = [
        replace(each, telling=frozenset(what for at, what in telling if at == each.position)) for each in listed(files)
    ]
    page: dict[str, Any] = {"page": "tell", "receipt": part, "danger": danger, "contacts": contacts_for(category)}
    return render(request, "public/sent.html", page | {"files": stored} | LANGUAGES_OF_RECEIPT)


def _without_key(held: HeldFile) -> dict[str, object]:
    """A file as far as the page names it."""
    return replace(held, blob=UUID(int=0), key=bytes(KEY_SIZE), digest=b"", told={}).to_dict()


def typed_once(request: HttpRequest, words: Mapping[str, str]) -> HttpResponse:
    """Say whether what was typed is the receipt that was shown."""
    sealed, typed = _sealed(words.get("shown", "")), words.get("typed", "")[:60]
    receipt = str(sealed.get("receipt", ""))
    problem = None if sealed.get("right") else _compared(typed, receipt)
    page: dict[str, Any] = {"page": "tell", "problem": problem}
    page |= own_form("receipt", "typed_once", _("Compare") if problem else "", language_do="typed_once")
    if problem:
        page |= {"typed": typed, "shown": words.get("shown", ""), "groups": grouped(receipt).split()}
        page["unlike"] = unlike(typed, receipt)
    else:  # in another language it is right too, and no digit stands on it
        page["shown"] = carry({"right": True})
    return render(request, "public/typed_once.html", page, status=400 if problem else 200)


def unlike(typed: str, receipt: str) -> list[int]:
    """Return which groups of a receipt were typed otherwise, from 1; none where a digit is missing or too many."""
    groups = grouped(receipt).split()
    digits = "".join(filter(str.isdecimal, in_digits(typed)))
    if len(digits) != len(receipt):
        return []
    said = [digits[at : at + len(groups[0])] for at in range(0, len(digits), len(groups[0]))]
    return [number for number, (one, other) in enumerate(zip(said, groups, strict=True), 1) if one != other]


def _compared(typed: str, receipt: str) -> object:
    if not receipt:
        return TOO_LATE
    try:
        return None if constant_time_compare(parse(typed), receipt) else NOT_THE_SAME
    except ReceiptMistyped:
        return MISTYPED


def _sealed(shown: str) -> Mapping[str, object]:
    """Return what the page held with its receipt, nothing where it holds none any more."""
    try:
        held = uncarry(shown)
    except (CarriedExpired, CarriedRefused):
        return {}
    return {} if "receipt" in held and hour_now() - _first_shown(held) > _HOURS else held


def _first_shown(held: Mapping[str, object]) -> int:
    """Return the hour in which the receipt was first shown; of a page of an earlier release nobody knows it."""
    since = held.get("since")
    return since if isinstance(since, int) else 0
