"""The opened mailbox as it is read: how far we are, officers' words with their language, news of files, the answer."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

from django import forms
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reports.dialogue.canned import Known, known_questions, parts_of
from reports.dialogue.mailbox import Entry, OpenMailbox, read_by_tipster
from reports.public.attachments import FileSaid, listed, said_of
from reports.public.days import weekday_in_words
from reports.public.fields import Files, Story
from reports.public.half_written import HalfWritten
from reports.public.how_far import how_far
from reports.public.language import own_form
from reports.public.trouble import TroubledForm
from reports.rewards.tariff import currency, places
from reports.triage.spoken import spoken_in

OUT = (DatabaseError, InterfaceError, OSError)


class AddForm(TroubledForm):
    """An answer, new facts or a correction: words, files, or both."""

    pressed: Literal["Send"] = "Send"

    text = Story(label=_("Answer, or add what you know"), required=False)
    corrects = forms.BooleanField(label=_("This corrects something that I told before"), required=False)
    attachments = Files()
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)


class WithdrawForm(TroubledForm):
    """Taking a tip back."""

    pressed: Literal["the button"] = "the button"

    reason = Story(
        label=_("Do you want to say why?"),
        help_text=_("You may leave it empty. Only officers read it."),
        required=False,
    )
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)


@dataclass(frozen=True, slots=True)
class Said:
    """Words of an officer. `foreign` is the code of their language where it is not the page's, for who listens."""

    text: str = field(repr=False)
    foreign: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One line of the talk."""

    entry: Entry
    file: FileSaid | None
    said: tuple[Said, ...]

    @property
    def day(self) -> str:
        return weekday_in_words(self.entry.day)

    @property
    def fades_on(self) -> str:
        return weekday_in_words(self.entry.fades_on) if self.entry.fades_on else ""


def messages(opened: OpenMailbox) -> list[Message]:
    """Return the talk in the page's language, as far as its words exist in it."""
    language, known = get_language() or "en", known_questions()
    return [
        Message(entry, said_of(entry.file) if entry.file else None, tuple(_said(entry.text, language, known)))
        for entry in opened.entries
    ]


def _said(text: str, language: str, known: Known) -> Iterator[Said]:
    for words, ready_in in parts_of(text, language, known):
        code = ready_in or spoken_in(words)
        yield Said(words, "" if code == language else code)


def come_back(response: HttpResponse) -> HttpResponse:
    """Tell programs when to try again what could not be done just now."""
    response["Retry-After"] = "120"
    return response


def talk(
    request: HttpRequest,
    opened: OpenMailbox,
    form: AddForm,
    unsent: HalfWritten,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """Draw the opened mailbox; what it shows counts as read."""
    with suppress(*OUT):  # it is shown all the same, and vanishes later
        opened = read_by_tipster(opened)
    page: dict[str, Any] = {
        "page": "mailbox",
        "opened": opened,
        "how_far": how_far(opened),
        "messages": messages(opened),
        "currency": currency(),
        "places": places(),
        "form": form,
        "files": listed(unsent.held, unsent.telling),
        "hidden": unsent.hidden("text", "corrects", "tell"),
        "refused": form.errors.get("attachments", ()),
        "only_files_wrong": list(form.errors) == ["attachments"] and bool(form["text"].value() or unsent.held),
        "reason": unsent.reason,
        **own_form("add", "look", _("Look for news"), language_do="look"),
    }
    return render(request, "public/mailbox.html", page | more, status=status)
