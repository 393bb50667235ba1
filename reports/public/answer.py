"""Where an outside agency answers about a copy that it was given: one page, no login, and nothing of the tip on it.

Wrong numbers cost who types them: three tries of one page, and then a fresh one, which must ripen. Whoever has the copy
never waits for them.
"""

import math
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.dialogue.turns import Tally
from reports.intake.flood import Pace
from reports.intake.ticket import TicketRefused, TicketUnripe, check_ticket, new_ticket
from reports.models import CloseReason, Drug, Firearm
from reports.models.outcome import COUNTS
from reports.notices.published import WORDS
from reports.number_field import Measure, number_field
from reports.public.carried import carry, done
from reports.public.fields import Story
from reports.public.language import changes_language, in_language, own_form
from reports.public.leaving import has_no_visit
from reports.public.talk import OUT
from reports.public.ticket_words import refused_words
from reports.public.trouble import NOT_WORKING, Trouble, TroubledForm
from reports.public.waiting import Wait
from reports.releases.feedback import (
    MOST,
    NUMBERS,
    AgencyAnswer,
    Mistyped,
    NumberOver,
    NumberUsed,
    NumberWithdrawn,
    WrongNumber,
    belong_together,
    read_number,
    read_reference,
    take_answer,
)
from reports.sealing.rowmac import RowChanged

TRIES = 3  # of one page in one process
ANSWERS, GUESSES = Pace(), Pace()
_tried = Tally()
TOO_SOON = _("The page came back very fast, or many numbers are being tried. What you typed is still here.")
_OUT_OF_ORDER = Trouble(
    NOT_WORKING,
    _("Your answer could not be kept at this moment. What you typed is still here: send it again later."),
)
_WHY: dict[type[Exception], tuple[Any, int]] = {
    WrongNumber: (_("Reference and number do not belong together. Please compare both with the copy."), 404),
    NumberUsed: (
        _(
            "This number was used before, and the answer is kept. If that was not you, tell the unit that gave the "
            "copy."
        ),
        410,
    ),
    NumberWithdrawn: (_("The unit has taken this number back. If you have news, ask the unit for another."), 410),
    NumberOver: (_("The time for this answer is over. If you have news, ask the unit for another number."), 410),
}
_GUNS: dict[str, Any] = {
    "handgun": _("Handguns taken"),
    "rifle": _("Rifles taken"),
    "shotgun": _("Shotguns taken"),
    "automatic": _("Machine guns taken"),
    "other": _("Other guns taken"),
}
_LABELS = {name: WORDS[name] for name in COUNTS}
_LABELS |= {f"firearms_{one}": _GUNS[one] for one in Firearm} | {f"drugs_{one}": WORDS[one] for one in Drug}
_WORTH: dict[int, Any] = {
    0: _("Nothing"),
    1: _("A little"),
    2: _("It was useful"),
    3: _("It decided the matter"),
}
_LACKED: dict[str, Any] = {
    "place": _("The exact place"),
    "time": _("The time"),
    "who": _("Who it is"),
    "vehicle": _("The vehicle, boat or plate"),
    "seen": _("Whether it was seen, or heard of"),
    "since": _("How often, and since when"),
}
_DIGITS = {"autocomplete": "off", "class": "digits", "spellcheck": "false"}


class AnswerForm(TroubledForm):
    """Reference and number, and what came of it."""

    reference = forms.CharField(
        label=_("Reference"),
        help_text=_("Eight letters and digits, at the foot of each page of the copy."),
        widget=forms.TextInput(attrs=_DIGITS),
        error_messages={"required": _("Type the reference that stands on the copy.")},
    )
    number = forms.CharField(
        label=_("One-time number"),
        help_text=_("12 digits, at the end of the copy. Spaces do not matter."),
        widget=forms.TextInput(attrs=_DIGITS | {"inputmode": "numeric"}),
        error_messages={"required": _("Type the 12 digits that stand at the end of the copy.")},
    )
    used = forms.ChoiceField(
        label=_("Did you use what the copy told?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    code = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[("", _("Nothing to say yet")), *CloseReason.choices],
        required=False,
        widget=forms.Select(attrs={"autocomplete": "off"}),
    )
    usefulness = forms.TypedChoiceField(
        label=_("What was the copy worth?"),
        choices=[("", _("Nothing to say yet")), *_WORTH.items()],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs={"autocomplete": "off"}),
    )
    missing = forms.MultipleChoiceField(
        label=_("What did it lack?"),
        choices=_LACKED.items(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"autocomplete": "off"}),
    )
    text = Story(
        label=_("What else should the unit know?"),
        help_text=_(
            "Do not write who told, or anything that could show who it was. Name no police officer either, not even in "
            "thanks: the unit may then not see your words. What you write here of police who did wrong goes to those "
            "who look into police, and not to whom you name."
        ),
        required=False,
    )
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for name in NUMBERS:
            self.fields[name] = number_field(_LABELS[name], MOST, Measure.of(name))

    @property
    def counted(self) -> list[Any]:
        """The fields of numbers."""
        return [self[name] for name in NUMBERS]

    @property
    def has_counted(self) -> bool:
        """Whether one of them has something in it."""
        return any(self[name].value() or self[name].errors for name in NUMBERS)

    def clean_reference(self) -> str:
        try:
            return read_reference(self.cleaned_data["reference"])
        except Mistyped:
            raise forms.ValidationError(_("This is no reference: it has eight letters and digits.")) from None

    def clean_number(self) -> str:
        try:
            return read_number(self.cleaned_data["number"])
        except Mistyped:
            raise forms.ValidationError(_("These are not the 12 digits of a number. Please compare them.")) from None

    def answer(self) -> AgencyAnswer:
        """Return what was written, once the form is valid."""
        said = self.cleaned_data
        numbers = {name: said[name] for name in NUMBERS if said[name]}
        return AgencyAnswer(
            used=said["used"] == "yes",
            code=said["code"],
            numbers=numbers,
            usefulness=said["usefulness"],
            missing=said["missing"],
            text=said["text"],
        )


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest) -> HttpResponse:
    has_no_visit(request)
    if request.method != "POST":
        return _page(request, AnswerForm(initial={"ticket": new_ticket()}))
    form = AnswerForm(request.POST)
    if not changes_language(request.POST):
        return _sent(request, form)
    return _thanks(request) if done(request.POST, "answer") else in_language(request, form, _page)


def _sent(request: HttpRequest, form: AnswerForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        return _looked_at(request, form)
    except (*OUT, RowChanged):
        form.meet(_OUT_OF_ORDER)
        return _page(request, form, status=503)


def _looked_at(request: HttpRequest, form: AnswerForm) -> HttpResponse:
    pair = {"reference": form.cleaned_data["reference"], "number": form.cleaned_data["number"]}
    ticket, pace = form.cleaned_data["ticket"], ANSWERS if belong_together(**pair) else GUESSES
    try:
        check_ticket(ticket, pace)
    except TicketUnripe as unripe:
        return _page(request, form, status=429, wait=Wait(unripe.seconds, do="send", why=TOO_SOON))
    except TicketRefused as refused:
        return _page(request, _anew(request, refused_words(refused, by="the button")), status=400)
    if _tried.count(ticket) > TRIES:
        return _page(request, _anew(request), status=429, wait=Wait(math.ceil(pace.ripening), do="send", why=TOO_SOON))
    return _taken(request, form, pair)


def _taken(request: HttpRequest, form: AnswerForm, pair: dict[str, str]) -> HttpResponse:
    try:
        take_answer(form.answer(), **pair)
    except tuple(_WHY) as refused:
        words, status = _WHY[type(refused)]
        form.add_error(None, words)
        return _page(request, form, status=status)
    return _thanks(request)


def _thanks(request: HttpRequest) -> HttpResponse:
    page = {"page": "answer", "is_taken": True, "done": carry({"answer": True}), **own_form("answer")}
    return render(request, "public/answer.html", page)


def _anew(request: HttpRequest, trouble: Trouble | None = None) -> AnswerForm:
    typed = request.POST.copy()  # a field may hold several things
    typed["ticket"] = new_ticket()
    form = AnswerForm(typed)
    form.errors.clear()
    if trouble:
        form.meet(trouble)
    return form


def _page(request: HttpRequest, form: AnswerForm, *, status: int = 200, **more: object) -> HttpResponse:
    page = {"page": "answer", "form": form, **own_form("answer", "send", _("Send"))}
    return render(request, "public/answer.html", page | more, status=status)
