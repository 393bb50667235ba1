"""The way into the mailbox: the receipt typed in, and what was written before the page locked kept in sight."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from reports.dialogue.mailbox import NoSuchMailbox, OpenMailbox, open_mailbox
from reports.dialogue.turns import MailboxBusy, Tally
from reports.intake.receipt import ReceiptMistyped, parse
from reports.intake.uploads import HeldFile
from reports.public.attachments import carried_files, listed
from reports.public.fields import PRIVATE
from reports.public.flood import OPENINGS
from reports.public.ticket import (
    OPEN_TOO_LONG,
    TicketRefused,
    TicketUnripe,
    check_ticket,
    new_ticket,
    wait_words,
)

MISTYPED = _("These are not the 20 digits of a receipt: a digit is wrong, missing or too many. Please compare them.")
NO_MAILBOX = _(
    "No open mailbox belongs to these digits. Please compare them with what you wrote down. If the talk was ended, "
    "they open nothing any more."
)
BUSY = _("Many mailboxes are being opened just now. Please wait a moment and try again.")
TRIES = 3  # of one page in one process: somebody who mistyped goes back to it, a program must fetch another
_tried = Tally()


class ReceiptForm(forms.Form):
    """Opens a mailbox. `text` carries over what was typed before the page was locked, in sight, to be copied too."""

    receipt = forms.CharField(
        label=_("Your receipt"),
        help_text=_("20 digits. Spaces do not matter."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "digits"}),
        error_messages={"required": _("Enter the 20 digits of your receipt.")},
    )
    text = forms.CharField(
        label=_("What you wrote (not sent yet)"),
        required=False,
        widget=forms.Textarea(attrs=PRIVATE | {"rows": 7, "readonly": True}),
    )
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_receipt(self) -> str:
        try:
            return parse(self.cleaned_data["receipt"])
        except ReceiptMistyped:
            raise forms.ValidationError(MISTYPED) from None


class Refused(Exception):
    """No mailbox was opened. `form` says why, and `status` too."""

    def __init__(self, form: ReceiptForm, status: int) -> None:
        super().__init__()
        self.form, self.status = form, status


def enter(words: Mapping[str, str]) -> tuple[OpenMailbox, str]:
    """Open the mailbox of what was typed, and return it with the words carried over. Raises Refused."""
    form = ReceiptForm(words)
    if not form.is_valid():
        raise Refused(form, 400)
    ticket = form.cleaned_data["ticket"]
    try:
        check_ticket(ticket, OPENINGS)
        if _tried.count(ticket) > TRIES:
            raise TicketRefused
    except TicketUnripe as unripe:
        form.add_error(None, wait_words(unripe.seconds))
        raise Refused(form, 429) from None
    except TicketRefused:
        raise Refused(_anew(words, OPEN_TOO_LONG), 400) from None
    try:
        return open_mailbox(form.cleaned_data["receipt"]), form.cleaned_data["text"]
    except NoSuchMailbox:
        form.add_error("receipt", NO_MAILBOX)
        raise Refused(form, 404) from None
    except MailboxBusy:
        form.add_error(None, BUSY)
        raise Refused(form, 503) from None


def _anew(words: Mapping[str, str], problem: Any) -> ReceiptForm:
    form = ReceiptForm({"text": words.get("text", ""), "receipt": words.get("receipt", ""), "ticket": new_ticket()})
    form.errors.clear()
    form.add_error(None, problem)
    return form


def locked(
    request: HttpRequest,
    words: Mapping[str, str],
    held: tuple[HeldFile, ...],
    problem: Any,
    *,
    status: int,
    refused: Iterable[str] = (),
) -> HttpResponse:
    """The entrance again, with what was typed in the locked page and its files kept in it."""
    return entrance(request, _anew(words, problem), held, status=status, refused=refused)


def entrance(
    request: HttpRequest,
    form: ReceiptForm | None = None,
    held: tuple[HeldFile, ...] = (),
    *,
    status: int = 200,
    refused: Iterable[str] = (),
) -> HttpResponse:
    form = form or ReceiptForm(initial={"ticket": new_ticket()})
    page = {
        "page": "mailbox",
        "form": form,
        "kept_words": bool(form["text"].value()),
        "files": listed(held),
        "held": carried_files(held),
        "refused": refused,
    }
    return render(request, "public/entrance.html", page, status=status)
