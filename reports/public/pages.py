"""The pages on the way to a tip: what came in with a request, and how each page is drawn from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reports.guides import Guide, categories, says_danger, tells_something, titles
from reports.house_guides import standing
from reports.intake.checking import Concerns
from reports.intake.ticket import TicketRefused, TicketUnripe, check_ticket, new_ticket, page_key
from reports.public.attachments import Taken, gathered, listed
from reports.public.contacts import contacts_for, kinds_to_call_about
from reports.public.fields import UNKEPT, Files, Kinds, Line, Story
from reports.public.from_notice import number_in, shown_notice
from reports.public.places import villages
from reports.public.sheet import Beside, Sheet, could_grow, due, further_sheet, questions_of, short_sheet, whole_sheet
from reports.public.talk import come_back
from reports.public.ticket_words import OPEN_TOO_LONG, refused_words
from reports.public.trouble import Trouble, TroubledForm
from reports.public.unsent import ASIDE, FIRST, LED, Unsent, take_up

TICKET_HERE = "ticket-stands-here"
SHEETS = ("short", "questions", "more")
NOTHING_YET = _("Nothing is filled in yet. One tick, one answer, a place, a photo or one word is enough to send it.")


class TellForm(TroubledForm):
    """The first page. Only the text is required."""

    text = Story(
        label=_("What happened, or what do you know?"),
        help_text=_("Who, what, where and when? Write as you speak, in any language."),
        error_messages={"required": _("Write what happened. One sentence is enough.")},
    )
    danger = forms.ChoiceField(
        label=_("Is somebody in danger right now?"),
        required=False,
        choices=[("yes", _("Yes")), ("no", _("No")), ("unknown", _("I do not know"))],
        widget=forms.RadioSelect(attrs=UNKEPT),
    )
    category = forms.ChoiceField(label=_("What is it about?"), required=False, widget=Kinds(attrs=UNKEPT))
    place = Line(label=_("Where?"), help_text=_("A village, a street, a shop or bay nearby."))
    when = Line(label=_("When?"), help_text=_("A day and time, or how often: “Fridays after dark”."))
    attachments = Files()
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language, chosen = get_language() or "en", str(self.data.get("category", ""))
        named = dict(titles(language, standing()))
        if chosen in categories() and chosen not in named:  # a page that was open while it was offered
            named[chosen] = titles(language)[chosen]
        self.fields["category"].choices = [("", _("I am not sure")), *named.items()]  # type: ignore[attr-defined]


class PartForm(forms.Form):
    """What a page may have beside its questions."""

    text = Story(
        label=_("Anything else?"),
        help_text=_("In your own words, in any language. You may leave it empty."),
        required=False,
    )


@dataclass(frozen=True)
class Turn:
    """One request on the way: what is written so far, and what is wrong with it.

    `lost`: what the page carried could not be read. `nothing_told`: it says nothing yet.
    `nothing_came`: what is missing is nobody's mistake.
    `came_back`: its page sent a tip, and these are other words. `wait`: the seconds after which it may be sent.
    `page_key` tells the page that was sent from every other.
    """

    request: HttpRequest
    unsent: Unsent
    ticket: str = field(default_factory=new_ticket)
    troubles: tuple[Trouble, ...] = ()
    refused: tuple[str, ...] = ()
    lost: bool = False
    nothing_told: bool = False
    nothing_came: bool = False
    came_back: bool = False
    wait: int = 0
    page_key: bytes = b""

    @cached_property
    def guide(self) -> Guide:
        return self.unsent.guide(get_language() or "en")

    def with_answers(self, told: Mapping[str, str]) -> Self:
        """With answers that a button gave rather than a field."""
        return replace(self, unsent=replace(self.unsent, answers={**self.unsent.answers, **told}))

    @property
    def danger(self) -> str:
        """The answer whether somebody is in danger; empty where none was given. A guide's own questions can say yes."""
        return "yes" if says_danger(self.guide, self.unsent.answers) else self.unsent.answers.get("danger", "")

    @property
    def wrong_files(self) -> tuple[str, ...]:
        """The sentences about files that a summary of mistakes tells: where words came back nothing went wrong."""
        return () if self.came_back else self.refused

    @property
    def tells_something(self) -> bool:
        """Whether there is a word, a file, or any answer: the kind alone is none, a page may have brought it."""
        return bool(self.unsent.text or self.unsent.files or tells_something(self.unsent.to_send))

    def first_form(self) -> TellForm:
        """The first page filled in and looked at."""
        told = {name: self.unsent.answers.get(name, "") for name in FIRST}
        form = TellForm(told | {"text": self.unsent.text, "ticket": self.ticket})
        for trouble in self.troubles:
            form.meet(trouble)
        for sentence in self.wrong_files:
            form.add_error("attachments", sentence)
        return form

    def more_on_first(self) -> tuple[str, ...]:
        """What the first page asks only when it is already filled in, as by an older page."""
        return tuple(name for name in ("place", "when") if self.unsent.answers.get(name))

    def part_form(self) -> PartForm:
        """The words on a page of questions."""
        form = PartForm({"text": self.unsent.text})
        if self.nothing_told:
            form.add_error("text", NOTHING_YET)
        return form

    def sheet(self, page: str) -> Sheet:
        """The questions of a page, and what is wrong with it."""
        beside = (
            Beside("id_text", tuple(map(str, self.part_form()["text"].errors))),
            Beside("id_attachments", self.wrong_files),
        )
        return replace(self._questions(page), beside=beside)

    def _questions(self, page: str) -> Sheet:
        if page == "short":
            return short_sheet(self.guide, self.unsent, self.troubles)
        if page == "questions":
            return whole_sheet(self.guide, self.unsent, self.troubles)
        shown = questions_of(self.guide, self.unsent.shown) if self.unsent.page == "more" else ()
        return further_sheet((*shown, *due(self.guide, self.unsent)), self.unsent, self.troubles)

    @property
    def is_wrong(self) -> bool:
        """Whether the page that was sent has a mistake in it."""
        if self.unsent.page == "first":
            return bool(self.first_form().errors)
        if self.unsent.page not in SHEETS:
            return bool(self.troubles or self.refused or self.nothing_told)
        return self.sheet(self.unsent.page).errors

    def with_ticket(self) -> Self:
        """With a fresh ticket, and told so, where the page's own is none of ours or too old; with the wait for it."""
        try:
            check_ticket(self.ticket)
        except TicketUnripe as early:
            return replace(self, wait=early.seconds)
        except TicketRefused as refused:
            met = dict.fromkeys([*self.troubles, refused_words(refused, by="Send")])  # each once
            return replace(self, ticket=new_ticket(), troubles=tuple(met))
        return self


def begin(request: HttpRequest, came: Taken) -> Turn:
    """Take up what the page carried, and put into it what was typed there."""
    taken = take_up(came.words)
    unsent, words = replace(taken.unsent, house=taken.unsent.house or standing().version), came.words
    if unsent.page == "first":
        words = {**unsent.answers, **words} if came.problem else words  # what did not arrive stays as it was
        told = {name: words.get(name, "") for name in FIRST} | {"notice": number_in(words)}
        told["category"] = told["category"] if told["category"] in categories() else ""
        told["danger"] = told["danger"] if told["danger"] in {"yes", "no", "unknown"} else ""
        rest = {name: answer for name, answer in unsent.answers.items() if name not in FIRST}
        unsent = replace(unsent, answers={name: answer for name, answer in told.items() if answer} | rest)
    else:
        arrived = {name.partition(":")[0] for name in words}
        asked = questions_of(unsent.guide(), unsent.shown)
        unsent = unsent.answered([each for each in asked if each.id in arrived or not came.problem], words)
    unsent = replace(unsent, text=words.get("text", unsent.text))
    files = gathered(unsent.files, came)
    unsent = unsent.with_files(files.held, unsent.ticked if unsent.page in ("map", *ASIDE) else came.telling)
    troubles = (OPEN_TOO_LONG,) if taken.stale else ()
    ticket = words.get("ticket", "")
    turn = Turn(request, unsent, ticket=ticket, troubles=troubles, refused=files.refused, lost=taken.lost)
    return replace(turn, page_key=page_key(ticket, words.get("carried", "")))


def number_for(danger: str, found: Concerns | None) -> str:
    """Return by which answer the number for danger stands on a page: where words alone tell of it, as for "unknown"."""
    return "unknown" if danger != "yes" and found is not None and found.peril else danger


def draw(turn: Turn, page: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """Draw a page; it carries all that was written before."""
    found: Concerns | None = more.get("concerns")
    context: dict[str, Any] = {"page": "tell", "in_form": True, "ticket": turn.ticket, "guide": turn.guide, **more}
    context["enter_do"] = _ENTER.get(page, "stay")
    context |= {"danger": number_for(turn.danger, found), "already": "tip" if turn.came_back else ""}
    context |= {"files": listed(turn.unsent.files, turn.unsent.ticked), "refused": turn.refused}
    if page in SHEETS:
        context |= _sheet_page(turn, page)
    elif page == "first":
        context |= _first_page(turn, status)
    else:
        context["carried_field"] = turn.unsent.set_aside(page).carried()
        kinds = kinds_to_call_about(turn.unsent.category, turn.danger, found) if found else ""
        context["contacts"] = contacts_for(kinds)
        context["has_questions"] = bool(set(turn.unsent.answers) - {*FIRST, LED})
    response = render(turn.request, f"public/{_TEMPLATES.get(page, page)}.html", context, status=status)
    return come_back(response) if status == 503 else response


_ENTER = {"first": "questions"} | dict.fromkeys(SHEETS, "enter")
"""What Enter does in a field: it sends nothing, for the key of a telephone that leads to the next field is the same."""
_TEMPLATES = {"first": "tell", "short": "questions", "more": "questions"}


def _first_page(turn: Turn, status: int) -> dict[str, Any]:
    """The form. As it is fetched it carries nothing, so that it is the same for everybody; no other page is."""
    form = turn.first_form()
    if status == 200:
        form.errors.clear()
    elif turn.nothing_came:
        form.errors.pop("text", None)
    unsent = replace(turn.unsent, page="first", shown=FIRST, text="")
    return {
        "form": form,
        "more_fields": [form[name] for name in turn.more_on_first()],
        "carried_field": unsent.carried() if turn.request.method == "POST" else "",
        "only_files_wrong": list(form.errors) == ["attachments"],
        "notice_number": turn.unsent.answers.get("notice", ""),
        "about": shown_notice(turn.unsent.answers.get("notice", "")),
    }


def _sheet_page(turn: Turn, page: str) -> dict[str, Any]:
    sheet = turn.sheet(page)
    conditional = {each.id for each in turn.guide.own if each.only_if}  # nothing else is ever due again
    asked = tuple(dict.fromkeys((*turn.unsent.was_asked, *(each for each in sheet.shown if each in conditional))))
    unsent = replace(turn.unsent, page=page, shown=sheet.shown, was_asked=asked)
    has_story = page == "short" or not turn.unsent.text
    return {
        "sheet": sheet,
        "step": page,
        "led": page == "questions" and turn.unsent.is_led,
        "contacts": contacts_for(turn.unsent.category),
        "form": turn.part_form(),
        "villages": villages(turn.unsent.answers.get("place.district", "")),
        "has_story": has_story,
        "carried_field": (replace(unsent, text="") if has_story else unsent).carried(),
        "could_grow": page == "questions" and could_grow(turn.guide, turn.unsent),
    }
