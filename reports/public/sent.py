"""After a tip was sent: the page with its receipt, and what the pages on the way to it answer from then on."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csp import get_nonce
from django.shortcuts import render
from django.utils.translation import get_language

from reports.intake.checking import Concerns
from reports.intake.door import Accepted
from reports.intake.repeats import was_seen, was_sent
from reports.intake.ticket import back_key, new_ticket, once_key
from reports.public.attachments import listed
from reports.public.contacts import contacts_for, kinds_to_call_about
from reports.public.language import own_form
from reports.public.pages import Turn, number_for
from reports.public.talk import OUT
from reports.public.typed_once import LANGUAGES_OF_RECEIPT, shown

_RECEIPT_HERE = "receipt-stands-here"
_VISIT_HERE = "visit-stands-here"
_NONCE_HERE = "nonce-stands-here"
_drawn: dict[tuple[str, str], str] = {}


def drawn_once(name: str, draw_it: Callable[[], HttpResponse]) -> str:
    """A page but for the places that differ: the rest is the same for everybody, once a language."""
    key = (name, get_language() or "")
    if key not in _drawn or settings.DEBUG:
        _drawn[key] = draw_it().content.decode()
    return _drawn[key]


def receipt_page(turn: Turn, accepted: Accepted, found: Concerns) -> HttpResponse:
    """What a tip that was sent is answered with. `found`: what its words are about."""
    files, danger = turn.unsent.files, number_for(turn.danger, found)
    kind = kinds_to_call_about(turn.unsent.category, turn.danger, found)
    if files or not accepted.receipt:
        page = _sent_page(turn, kind, danger, has_receipt=bool(accepted.receipt)).content.decode()
    else:
        name = f"sent {danger} {contacts_for(kind)}"
        page = drawn_once(name, lambda: _sent_page(turn, kind, danger, has_receipt=True))
    told = (danger, kind, files)
    telling = [(each.position, what) for each in listed(files, turn.unsent.ticked) for what in sorted(each.telling)]
    receipt = shown(accepted.receipt, _VISIT_HERE, *told, telling=telling) if accepted.receipt else ""
    visit: str = turn.request.visit  # type: ignore[attr-defined]
    page = page.replace(_RECEIPT_HERE, receipt).replace(_VISIT_HERE, visit)
    return HttpResponse(page.replace(_NONCE_HERE, str(get_nonce(turn.request))))


def _sent_page(turn: Turn, kind: str, danger: str, *, has_receipt: bool) -> HttpResponse:
    page: dict[str, Any] = {
        "page": "tell",
        "visit": _VISIT_HERE,
        "nonce": _NONCE_HERE,
        "receipt": _RECEIPT_HERE if has_receipt else "",
        "danger": danger,
        "contacts": contacts_for(kind),
        "files": listed(turn.unsent.files, turn.unsent.ticked),
    }
    return render(turn.request, "public/sent.html", page | (LANGUAGES_OF_RECEIPT if has_receipt else {}))


def is_used(key: bytes) -> bool:
    """Whether what may be used once was used."""
    with suppress(*OUT):  # then nothing is sent now either, and the page says so with all that was typed
        return was_sent(key)
    return False


def used_with(turn: Turn) -> tuple[bytes, ...]:
    """What a tip uses up beside its ticket: the page that it is sent from, and the sending that first brought it."""
    back = back_key(bytes.fromhex(turn.unsent.given_back)) if turn.unsent.given_back else b""
    return (turn.page_key, *([back] if back and not is_used(back) else []))


def given_back(turn: Turn, sending: bytes) -> Turn | None:
    """Return the page with its words and a fresh ticket, where they are not those that were sent from this very page.

    So only somebody who wrote on after sending finds them: a browser that is made to send an older page once more does
    not, and neither does one that brings these again after they were sent too. `sending` is the `repeat_key` of all.
    The receipt of what was sent is none of it: whoever made the page ready has its ticket as well (decision 101).
    """
    if turn.unsent.is_blank or not is_used(turn.page_key) or is_used(back_key(sending)):
        return None
    with suppress(*OUT):
        if was_seen(sending):
            return None
    unsent = replace(turn.unsent, given_back=sending.hex())
    return replace(turn, unsent=unsent, ticket=new_ticket(), came_back=True)


def is_sent(turn: Turn) -> bool:
    """Whether the tip of this page was sent, with whatever words."""
    return is_used(once_key(turn.ticket))


def nothing_more(request: HttpRequest, ticket: str) -> HttpResponse:
    """Of the pages on the way to a tip that was sent, not a word.

    A browser that was closed can bring its tabs back, and sends each page again for whoever loads it anew.
    """
    page = {"page": "tell", "ticket": ticket, **own_form("sent_before", language_do="stay")}
    return render(request, "public/sent_before.html", page, status=409)
