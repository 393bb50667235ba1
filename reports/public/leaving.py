"""Pages that are left and not shown again: to a browser's way back, or to whoever loads an old page anew.

"Leave" is a plain link to another site. The browser tells us beside it, by the link's `ping`, that this visit is over;
no script is needed. Firefox and Tor Browser send no ping: they fetch a picture for the link while it is pressed.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from http import HTTPStatus
from typing import Never

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from reports.intake.uploads import let_go
from reports.intake.visit import OUT, leave, visit_of, was_left
from reports.public.attachments import Taken
from reports.public.half_written import Sent
from reports.public.language import own_form

NOT_CLOSED = _("It is not closed yet")
ANEW = {"public:tell": "public:tell_anew", "public:mailbox": "public:mailbox_anew"}
"""Where a form of a visit that was left leads: to the same empty page, which says that nothing was stored."""


class Left(Exception):
    """This visit was left: its pages are not shown again."""


class Closed(Left):
    """It was ended just now, by a button that says so."""


class NotClosed(Exception):
    """It was to be ended, and that could not be kept."""


def go_on(request: HttpRequest, came: Taken) -> None:
    """Take the visit that a form belongs to into the request, for the pages that answer it. Raises Left, NotClosed.

    A button can end it as "Leave" does, in browsers that would not tell us too. Of a visit that was left no file stays
    that came just now; what it carried may have been sent before.
    """
    request.visit = visit_of(came.words)  # type: ignore[attr-defined]
    try:
        if came.words.get("do") == "close":
            end_visit(request)
        if was_left(request.visit):  # type: ignore[attr-defined]
            raise Left
    except Left:
        with suppress(OSError):  # a store that cannot be reached keeps them until the sweep
            let_go(came.held)
        raise


def begins_anew(request: HttpRequest) -> bool:
    """Whether a form of a visit that was left led to this page: it says so, and never what came with it."""
    return request.resolver_match.view_name in ANEW.values()  # type: ignore[union-attr]


def has_no_visit(request: HttpRequest) -> None:
    """Say of a page that it is no tipster's: there is nothing to leave, and a fault gives back what was typed."""
    request.visit = ""  # type: ignore[attr-defined]


def ask_close(request: HttpRequest, sent: Sent) -> HttpResponse:
    """Close the page as "close" does. Where words or files stand in it, ask first. "Leave" never asks.

    Raises Closed, NotClosed.
    """
    refused = sent.files.refused
    if not (sent.unsent.hidden() or refused):
        end_visit(request)
    page = {
        "page": "mailbox",
        "refused": refused,
        **own_form("close", "look", _("No, go back"), language_do="ask_close"),
    }
    hidden = [(name, sent.words[name]) for name in ("pass", "ticket") if name in sent.words]
    return render(request, "public/close.html", page | {"hidden": [*hidden, *sent.unsent.hidden()]})


def end_visit(request: HttpRequest) -> Never:
    """Raises Closed, or NotClosed where nothing can be stored just now."""
    try:
        leave(request.visit)  # type: ignore[attr-defined]
    except OUT:
        raise NotClosed from None
    raise Closed


def leaves_nothing(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A page to write on, that a browser forgets as soon as it is left; one of a visit that was left begins anew.

    Chromium puts a page aside whole, with all that was typed, for whoever goes back from the site that "Leave" leads
    to, and it does so in spite of no-store. It puts aside only what came with status 200 as the answer to a GET.
    """

    @wraps(answer)
    def answered(request: HttpRequest) -> HttpResponse:
        try:
            response = answer(request)
        except Closed:
            return HttpResponseRedirect(reverse("public:closed"), status=HTTPStatus.SEE_OTHER)
        except NotClosed:
            return render(request, "public/closed.html", {"not_closed": NOT_CLOSED}, status=503)
        except Left:
            here = request.resolver_match.view_name  # type: ignore[union-attr]
            return HttpResponseRedirect(reverse(ANEW.get(here, here)), status=HTTPStatus.SEE_OTHER)
        if response.status_code == HTTPStatus.OK and request.method != "POST":
            response.status_code = HTTPStatus.NON_AUTHORITATIVE_INFORMATION
        return response

    return answered


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Say that the page is closed, and offer the way out."""
    return render(request, "public/closed.html")


@require_http_methods(["GET", "POST"])
def left(request: HttpRequest, visit: str) -> HttpResponse:
    """Take the word of a browser that somebody pressed "Leave". Nobody reads the answer."""
    with suppress(*OUT):
        leave(visit)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
