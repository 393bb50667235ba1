"""The mailbox: with the receipt, read how far we are and what officers ask, answer, add, or end the talk.

All goes by POST. Between two requests a sealed value in a hidden field opens the mailbox again, never a cookie.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reports.dialogue.mailbox import MailboxBusy, NoSuchMailbox, OpenMailbox, end_dialogue, open_mailbox, reopen
from reports.intake.door import FilesGone, NotStored, accept
from reports.intake.receipt import ReceiptMistyped, parse
from reports.intake.submission import Submission
from reports.intake.uploads import HeldFile
from reports.models.choices import Channel
from reports.public.attachments import (
    Gathered,
    Taken,
    carried_files,
    files_carried,
    gathered,
    listed,
    said_of,
    take,
    told_answers,
    without_gone,
)
from reports.public.fields import PRIVATE, Files, Story
from reports.public.ticket import OPEN_TOO_LONG, TicketRefused, check_ticket, new_ticket, repeat_key

STATES = {
    "received": (_("Received"), _("Your tip is stored. It is not sorted yet.")),
    "new": (_("Waiting"), _("Your tip waits for an officer of the team it concerns.")),
    "open": (_("Being worked on"), _("Officers are working with your tip.")),
    "waiting": (_("A question for you"), _("An officer has read your tip and asks you something.")),
    "closed": (_("Closed"), _("The police have finished with it for now. You can still add something.")),
}
MISTYPED = _("These are not the 20 digits of a receipt: a digit is wrong, missing or too many. Please compare them.")
NO_MAILBOX = _(
    "No open mailbox belongs to these digits. Please compare them with what you wrote down. If the talk was ended, "
    "they open nothing any more."
)
BUSY = _("Many mailboxes are being opened just now. Please wait a moment and try again.")
ENTER_AGAIN = _(
    "Your mailbox is not open any more. Either this page was open for more than half an hour: then enter your receipt "
    "again. Or the talk was ended, perhaps on another page: then it cannot be opened again."
)
OUT_OF_ORDER = _("Mailboxes cannot be opened at this moment. Nothing is lost. Please try again in a few minutes.")
OUT = (DatabaseError, InterfaceError, OSError)


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

    def clean_receipt(self) -> str:
        try:
            return parse(self.cleaned_data["receipt"])
        except ReceiptMistyped:
            raise forms.ValidationError(MISTYPED) from None


class AddForm(forms.Form):
    """An answer or new facts: words, files, or both."""

    text = Story(label=_("Answer, or add what you know"), required=False)
    attachments = Files()
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page sent: `taken` from it now, and `files`, all that it has with those of before."""

    taken: Taken
    files: Gathered

    @property
    def words(self) -> Mapping[str, str]:
        return self.taken.words

    @property
    def held(self) -> tuple[HeldFile, ...]:
        return self.files.held


@csrf_exempt  # there is no cookie that a foreign site could make use of
@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _entrance(request, ReceiptForm())
    taken = take(request)
    sent = Sent(taken, gathered(files_carried(taken.words), taken))
    act = ACTS.get(sent.words.get("do", ""))
    try:
        if act is None:
            return _open(request, sent)
        return act(request, sent, reopen(sent.words.get("pass", "")))
    except NoSuchMailbox:
        return _refused(request, sent, ENTER_AGAIN, 403)
    except OUT:
        return _refused(request, sent, OUT_OF_ORDER, 503)


def _open(request: HttpRequest, sent: Sent) -> HttpResponse:
    if sent.taken.problem:
        return _refused(request, sent, sent.taken.problem, sent.taken.status)
    form = ReceiptForm(sent.words)
    if not form.is_valid():
        return _entrance(request, form, sent.held, status=400)
    try:
        opened = open_mailbox(form.cleaned_data["receipt"])
    except NoSuchMailbox:
        form.add_error("receipt", NO_MAILBOX)
        return _entrance(request, form, sent.held, status=404)
    except MailboxBusy:
        form.add_error(None, BUSY)
        return _entrance(request, form, sent.held, status=503)
    ready = AddForm(initial={"ticket": new_ticket(), "text": form.cleaned_data["text"]})
    return _talk(request, opened, ready, sent.held)


def _add(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    form = _examined(sent)
    if form.errors:
        return _talk(request, opened, form, sent.held, telling=sent.files.telling, status=400)
    words, ticket = form.cleaned_data["text"], form.cleaned_data["ticket"]
    answers = told_answers(sent.held, sent.files.telling)
    everything = [str(opened.key.tip_id), words, *answers.values(), *(held.digest for held in sent.held)]
    added = Submission(
        channel=Channel.WEB,
        text=words,
        answers=answers,
        files=sent.held,
        joins=opened.key,
        repeat_key=repeat_key(ticket, everything),
    )
    try:
        accept(added)
    except NotStored:
        return _talk(request, opened, form, sent.held, telling=sent.files.telling, status=503, not_stored=True)
    except FilesGone as gone:
        left = without_gone(sent.held, gone.blobs)
        form.add_error("attachments", list(left.refused))
        return _talk(request, opened, form, left.held, status=400)
    try:
        opened = reopen(opened.pass_token)
    except (*OUT, NoSuchMailbox):
        pass  # what was added is stored, and the page must say so: only its messages are those of a moment ago
    fresh = AddForm(initial={"ticket": new_ticket()})
    return _talk(request, opened, fresh, added=True, stored=listed(sent.held))


def _examined(sent: Sent) -> AddForm:
    form = AddForm(sent.words)
    try:
        check_ticket(sent.words.get("ticket", ""))
    except TicketRefused:
        form = AddForm({**sent.words, "ticket": new_ticket()})
        form.add_error(None, OPEN_TOO_LONG)
    if sent.files.refused:
        form.add_error("attachments", list(sent.files.refused))
    if form.is_valid() and not form.cleaned_data["text"] and not sent.held:
        form.add_error("text", _("Write something, or choose a file."))
    return form


def _look(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    form = AddForm(initial={"ticket": new_ticket(), "text": sent.words.get("text", "")})
    return _talk(request, opened, form, sent.held, telling=sent.files.telling, refused=sent.files.refused)


def _ask_end(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    text = sent.words.get("text", "")
    page = {"page": "mailbox", "opened": opened, "text": text, "held": carried_files(sent.held)}
    return render(request, "public/end.html", page)


def _end(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    end_dialogue(opened.key)
    return render(request, "public/ended.html", {"page": "mailbox"})


ACTS: dict[str, Callable[[HttpRequest, Sent, OpenMailbox], HttpResponse]] = {
    "add": _add,
    "look": _look,
    "ask_end": _ask_end,
    "end": _end,
}


def _talk(
    request: HttpRequest,
    opened: OpenMailbox,
    form: AddForm,
    held: tuple[HeldFile, ...] = (),
    *,
    telling: Iterable[int] = (),
    status: int = 200,
    **more: object,
) -> HttpResponse:
    word, sentence = STATES[opened.state]
    page: dict[str, Any] = {
        "page": "mailbox",
        "opened": opened,
        "entries": [(entry, said_of(entry.file) if entry.file else None) for entry in opened.entries],
        "form": form,
        "files": listed(held, telling),
        "held": carried_files(held),
        "refused": form.errors.get("attachments", ()),
        "state_word": word,
        "state_sentence": sentence,
        "has_question": opened.state == "waiting",
    }
    return render(request, "public/mailbox.html", page | more, status=status)


def _refused(request: HttpRequest, sent: Sent, problem: Any, status: int) -> HttpResponse:
    """The entrance again, with what was typed in the locked page and its files kept in it."""
    form = ReceiptForm({"text": sent.words.get("text", ""), "receipt": sent.words.get("receipt", "")})
    form.errors.clear()
    form.add_error(None, problem)
    return _entrance(request, form, sent.held, status=status, refused=sent.files.refused)


def _entrance(
    request: HttpRequest,
    form: ReceiptForm,
    held: tuple[HeldFile, ...] = (),
    *,
    status: int = 200,
    refused: tuple[str, ...] = (),
) -> HttpResponse:
    page = {
        "page": "mailbox",
        "form": form,
        "kept_words": bool(form["text"].value()),
        "files": listed(held),
        "held": carried_files(held),
        "refused": refused,
    }
    return render(request, "public/entrance.html", page, status=status)
