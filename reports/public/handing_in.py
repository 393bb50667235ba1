"""Handing something in from the mailbox: its ticket, the look before it goes, and the mailbox after it."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from reports.dialogue.mailbox import NoSuchMailbox, OpenMailbox, reopen
from reports.dialogue.turns import MailboxBusy
from reports.intake.checking import Concerns, warned_of
from reports.intake.submission import Submission
from reports.intake.ticket import (
    TicketRefused,
    TicketUnripe,
    check_ticket,
    kept_ticket,
    new_ticket,
    once_key,
    repeat_key,
)
from reports.intake.uploads import HeldFile
from reports.models.choices import ACT, WANTED, WITHDRAWS, Channel
from reports.public.attachments import listed
from reports.public.half_written import Sent
from reports.public.language import own_form
from reports.public.pages import number_for
from reports.public.talk import OUT, AddForm, WithdrawForm, talk
from reports.public.ticket_words import refused_words
from reports.public.trouble import Trouble
from reports.public.waiting import Wait


def look_first(
    request: HttpRequest, sent: Sent, opened: OpenMailbox, found: Concerns, go: str, *, back: str
) -> HttpResponse:
    """Before words or files go: what in them could show who sends them. `go` sends them, `back` changes them."""
    files = listed(sent.held, sent.files.telling) if go == "add" else []
    page = {"page": "mailbox", "opened": opened, "concerns": found, "back": back, "files": files}
    page |= {"go": f"{go}:as_it_is", "sends_first": found.must_be_found, "takes_back": go == "withdraw"}
    page["danger"] = number_for("", found)
    page |= own_form("check", back, _("Change my words"), language_do=go) | {
        "ticket": sent.words.get("ticket", ""),
        "hidden": replace(sent.unsent, held=warned_of(sent.held)).hidden(*(["tell"] if files else [])),
    }
    return render(request, "public/check_added.html", page)


def submission(
    opened: OpenMailbox, ticket: str, words: str, answers: Mapping[str, str], files: tuple[HeldFile, ...] = ()
) -> Submission:
    """What joins the opened tip; its repeat is known by all that it says."""
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
        wants_again=answers.get(ACT) == WANTED,
    )


def examined[Kind: AddForm | WithdrawForm](kind: type[Kind], sent: Sent) -> tuple[Kind, Wait | None]:
    """Return the form with what is wrong about it, and how long it must wait if nothing is."""
    try:
        check_ticket(sent.words.get("ticket", ""))
    except TicketUnripe as unripe:
        return kind(sent.words), Wait(unripe.seconds, do=sent.words["do"])
    except TicketRefused as refused:
        return with_new_ticket(kind, sent, refused_words(refused, by=kind.pressed)), None
    return kind(sent.words), None


def with_new_ticket[Kind: AddForm | WithdrawForm](kind: type[Kind], sent: Sent, trouble: Trouble) -> Kind:
    """The form with all that was typed and a fresh ticket, which says what is the case."""
    form = kind({**sent.words, "ticket": new_ticket()})
    form.meet(trouble)
    return form


def looked_again(opened: OpenMailbox) -> OpenMailbox:
    """The mailbox as it stands after something was stored."""
    try:
        return reopen(opened.pass_token)
    except (*OUT, NoSuchMailbox, MailboxBusy):
        return opened  # what was sent is stored, and the page must say so: only its messages are of a moment ago


def goes_on(
    request: HttpRequest,
    sent: Sent,
    opened: OpenMailbox,
    more: Mapping[str, Any] = MappingProxyType({}),
    **other: Any,
) -> HttpResponse:
    """The mailbox with what was typed and not sent, but for `other` in its place; `more` is told on the page."""
    unsent = replace(sent.unsent, **other)
    form = AddForm(initial={**ticket_of(sent), "text": unsent.text, "corrects": unsent.corrects})
    if sent.files.refused:  # it is told once: at the top, with the button that sends without them
        form = AddForm({**ticket_of(sent), "text": unsent.text, "corrects": unsent.corrects})
        form.add_error("attachments", list(sent.files.refused))
    return talk(request, opened, form, unsent, **more)


def ticket_of(sent: Sent) -> dict[str, str]:
    """The ticket of a page that nothing is sent from: the next one has it too, so that nobody waits for a new one."""
    return {"ticket": kept_ticket(sent.words.get("ticket", ""))}
