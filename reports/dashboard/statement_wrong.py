"""Saying that a published month was found wrong, and a colleague's confirming it."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words
from reports.models import Fault
from reports.notices.found_wrong import (
    AskerGone,
    MarkedAlready,
    NeedsAnother,
    NothingAsked,
    NotPublished,
    ask_to_mark,
    confirm_mark,
    drop_mark,
)

_CHOOSE = _("Nothing is marked: choose what is wrong.")
_REFUSED: dict[type[Exception], Words] = {
    NotPublished: _("Nothing is marked: this month is not published."),
    MarkedAlready: _("This month is marked already: this is how it stands."),
    NeedsAnother: _("Nothing is marked yet: another of those who may publish has to confirm it."),
    AskerGone: _("Nothing is marked: who asked may not publish any more. Drop it and say it yourself."),
    NothingAsked: _("Look again: a colleague has changed or dropped it."),
}


def mark_wrong(request: DeskRequest, month: date) -> HttpResponse:
    """Do what the button says, for who may publish, and lead back to the month."""
    try:
        messages.success(request, str(_done(request, month)), extra_tags="good")
    except ValueError:
        messages.warning(request, str(_CHOOSE), extra_tags="warn")
    except tuple(_REFUSED) as refused:
        messages.warning(request, str(_REFUSED[type(refused)]), extra_tags="warn")
    return redirect(f"{reverse('dashboard:statement')}?month={month:%Y-%m}#wrong-title")


def _done(request: DeskRequest, month: date) -> Words:
    why = request.POST.get("why", "")
    match request.POST["do"]:
        case "wrong":
            ask_to_mark(month, why=Fault(why), by=request.user)
            return _("It waits for another of those who may publish. The public reads nothing of it yet.")
        case "confirm":
            confirm_mark(month, why=why, by=request.user)
            return _("The public reads now that this month was found wrong. Its numbers stay.")
        case _:
            drop_mark(month, by=request.user)
            return _("It is dropped. The public reads nothing of it.")
