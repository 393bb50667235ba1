"""The mailbox: with the receipt, read how far we are and what officers ask, answer, correct, take back, end the talk.

All goes by POST. Between two requests a sealed value in a hidden field opens the mailbox again, never a cookie.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.dialogue.mailbox import NoSuchMailbox, OpenMailbox, end_dialogue, read_by_tipster, reopen
from reports.intake.door import FilesGone, NotStored, SentBefore, accept
from reports.intake.submission import ACT, CORRECTS, WITHDRAWS, Submission
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
from reports.public.entrance import Refused, enter, entrance, locked
from reports.public.fields import Files, Story
from reports.public.ticket import (
    OPEN_TOO_LONG,
    SENT_BEFORE,
    TicketRefused,
    TicketUnripe,
    check_ticket,
    new_ticket,
    once_key,
    repeat_key,
    wait_words,
)
from reports.public.typed_once import typed_once

STATES = {
    "received": (_("Received"), _("Your tip is stored. It is not sorted yet.")),
    "new": (_("Waiting"), _("Your tip waits for an officer of the team it concerns. Nobody has read it yet.")),
    "read": (_("Read"), _("An officer of the team it concerns has read your tip.")),
    "open": (_("Being worked on"), _("Officers are working with your tip.")),
    "waiting": (_("A question for you"), _("An officer has read your tip and asks you something.")),
    "closed": (_("Closed"), _("The police have finished with it for now. You can still add something.")),
}
ENTER_AGAIN = _(
    "Your mailbox is not open any more. Either this page was open for more than half an hour: then enter your receipt "
    "again. Or the talk was ended, perhaps on another page: then it cannot be opened again."
)
OUT_OF_ORDER = _("Mailboxes cannot be opened at this moment. Nothing is lost. Please try again in a few minutes.")
OUT = (DatabaseError, InterfaceError, OSError)


class AddForm(forms.Form):
    """An answer, new facts or a correction: words, files, or both."""

    text = Story(label=_("Answer, or add what you know"), required=False)
    corrects = forms.BooleanField(label=_("This corrects something that I told before"), required=False)
    attachments = Files()
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)


class WithdrawForm(forms.Form):
    """Taking a tip back."""

    reason = Story(
        label=_("Do you want to say why?"),
        help_text=_("You may leave it empty. Only officers read it."),
        required=False,
    )
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


@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return entrance(request)
    taken = take(request)
    sent = Sent(taken, gathered(files_carried(taken.words), taken))
    do = sent.words.get("do", "")
    if do == "typed_once":
        return typed_once(request, sent.words)
    act = ACTS.get(do)
    try:
        if act is None:
            return _open(request, sent)
        return act(request, sent, reopen(sent.words.get("pass", "")))
    except NoSuchMailbox:
        return _locked(request, sent, ENTER_AGAIN, 403)
    except OUT:
        return _locked(request, sent, OUT_OF_ORDER, 503)


def _locked(request: HttpRequest, sent: Sent, problem: Any, status: int) -> HttpResponse:
    return locked(request, sent.words, sent.held, problem, status=status, refused=sent.files.refused)


def _open(request: HttpRequest, sent: Sent) -> HttpResponse:
    if sent.taken.problem:
        return _locked(request, sent, sent.taken.problem, sent.taken.status)
    try:
        opened, text = enter(sent.words)
    except Refused as refused:
        return entrance(request, refused.form, sent.held, status=refused.status)
    return _talk(request, opened, AddForm(initial={"ticket": new_ticket(), "text": text}), sent.held)


def _add(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    form, status = _examined(AddForm, sent)
    if sent.files.refused:
        form.add_error("attachments", list(sent.files.refused))
    if not form.errors and not form.cleaned_data["text"] and not sent.held:
        form.add_error("text", _("Write something, or choose a file."))
    if form.errors:
        return _talk(request, opened, form, sent.held, telling=sent.files.telling, status=status)
    answers = told_answers(sent.held, sent.files.telling)
    answers |= {ACT: CORRECTS} if form.cleaned_data["corrects"] else {}
    try:
        accept(_submission(opened, form.cleaned_data["ticket"], form.cleaned_data["text"], answers, sent.held))
    except NotStored:
        return _talk(request, opened, form, sent.held, telling=sent.files.telling, status=503, not_stored=True)
    except SentBefore:
        form = _with_new_ticket(AddForm, sent, SENT_BEFORE)
        return _talk(request, opened, form, sent.held, telling=sent.files.telling, status=409)
    except FilesGone as gone:
        left = without_gone(sent.held, gone.blobs)
        form.add_error("attachments", list(left.refused))
        return _talk(request, opened, form, left.held, status=400)
    fresh = AddForm(initial={"ticket": new_ticket()})
    return _talk(request, _looked_again(opened), fresh, added=True, stored=listed(sent.held))


def _submission(
    opened: OpenMailbox, ticket: str, words: str, answers: Mapping[str, str], files: tuple[HeldFile, ...] = ()
) -> Submission:
    said = [f"{name}={answer}" for name, answer in answers.items()]
    everything: list[str | bytes] = [str(opened.key.tip_id), words, *said, *(held.digest for held in files)]
    return Submission(
        channel=Channel.WEB,
        text=words,
        answers=answers,
        files=files,
        joins=opened.key,
        repeat_key=repeat_key(ticket, everything),
        once_key=once_key(ticket),
        withdraws=answers.get(ACT) == WITHDRAWS,
    )


def _examined[Kind: forms.Form](kind: type[Kind], sent: Sent) -> tuple[Kind, int]:
    """Return the form with what is wrong about it, and the status for that."""
    try:
        check_ticket(sent.words.get("ticket", ""))
    except TicketUnripe as unripe:
        form = kind(sent.words)
        form.add_error(None, wait_words(unripe.seconds))
        return form, 429
    except TicketRefused:
        return _with_new_ticket(kind, sent, OPEN_TOO_LONG), 400
    return kind(sent.words), 400


def _with_new_ticket[Kind: forms.Form](kind: type[Kind], sent: Sent, problem: Any) -> Kind:
    form = kind({**sent.words, "ticket": new_ticket()})
    form.add_error(None, problem)
    return form


def _looked_again(opened: OpenMailbox) -> OpenMailbox:
    try:
        return reopen(opened.pass_token)
    except (*OUT, NoSuchMailbox):
        return opened  # what was sent is stored, and the page must say so: only its messages are of a moment ago


def _look(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    kept = {name: sent.words.get(name, "") for name in ("text", "corrects")}
    form = AddForm(initial={"ticket": new_ticket(), **kept})
    return _talk(request, opened, form, sent.held, telling=sent.files.telling, refused=sent.files.refused)


def _ask_end(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    return render(request, "public/end.html", _sure(sent, opened))


def _end(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    end_dialogue(opened.key)
    return render(request, "public/ended.html", {"page": "mailbox"})


def _ask_withdraw(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    form = WithdrawForm(initial={"ticket": new_ticket()})
    return render(request, "public/withdraw.html", _sure(sent, opened) | {"form": form})


def _withdraw(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    form, status = _examined(WithdrawForm, sent)
    page = _sure(sent, opened) | {"form": form}
    if form.errors:
        return render(request, "public/withdraw.html", page, status=status)
    try:
        reason, ticket = form.cleaned_data["reason"], form.cleaned_data["ticket"]
        accept(_submission(opened, ticket, reason, {ACT: WITHDRAWS}))
    except NotStored:
        return render(request, "public/withdraw.html", page | {"not_stored": True}, status=503)
    except SentBefore:
        page["form"] = _with_new_ticket(WithdrawForm, sent, SENT_BEFORE)
        return render(request, "public/withdraw.html", page, status=409)
    fresh = AddForm(initial={"ticket": new_ticket(), "text": sent.words.get("text", "")})
    return _talk(request, _looked_again(opened), fresh, sent.held, took_back=True)


def _sure(sent: Sent, opened: OpenMailbox) -> dict[str, Any]:
    """What a page that asks "are you sure?" carries along."""
    text = sent.words.get("text", "")
    return {"page": "mailbox", "opened": opened, "text": text, "held": carried_files(sent.held)}


ACTS: dict[str, Callable[[HttpRequest, Sent, OpenMailbox], HttpResponse]] = {
    "add": _add,
    "look": _look,
    "ask_end": _ask_end,
    "end": _end,
    "ask_withdraw": _ask_withdraw,
    "withdraw": _withdraw,
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
    with suppress(*OUT):  # it is shown all the same, and vanishes later
        opened = read_by_tipster(opened)
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
