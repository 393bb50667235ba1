"""The first page: tell what you know, get a receipt."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reports.intake.door import Accepted, NotStored, accept
from reports.intake.media import CleanPhoto, PhotoRefused
from reports.intake.receipt import grouped
from reports.intake.submission import Submission
from reports.models.choices import Category, Channel
from reports.public.fields import Line, Photo, Story
from reports.public.photo import CHOOSE_AGAIN, SENTENCES, photos_of, removed_words
from reports.public.sending import Sent, read_sending
from reports.public.ticket import TicketRefused, check_ticket, new_ticket, repeat_key

OPEN_TOO_LONG = _("This page was open for a very long time. Nothing you typed is lost: please press Send once more.")

_TICKET_HERE, _RECEIPT_HERE = "ticket-stands-here", "receipt-stands-here"
_around: dict[tuple[str, str], list[str]] = {}


class TellForm(forms.Form):
    """One tip. Only the text is required."""

    text = Story(
        label=_("What happened, or what do you know?"),
        help_text=_("Who, what, and how do you know? Write as you speak, in any language."),
        error_messages={"required": _("Write what happened. One sentence is enough.")},
    )
    category = forms.ChoiceField(
        label=_("What is it about?"), required=False, choices=[("", _("I am not sure")), *Category.choices]
    )
    place = Line(label=_("Where?"), help_text=_("A village, a street, a shop or bay nearby."))
    when = Line(label=_("When?"), help_text=_("A day and time, or how often: “Fridays after dark”."))
    danger = forms.ChoiceField(
        label=_("Is somebody in danger right now?"),
        required=False,
        choices=[("yes", _("Yes")), ("no", _("No")), ("unknown", _("I do not know"))],
        widget=forms.RadioSelect,
    )
    photo = Photo(label=_("A photo"))
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)


@csrf_exempt  # there is no cookie that a foreign site could make use of; the ticket marks our own forms
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        around = _drawn_once("form", lambda: _form_page(request, TellForm(initial={"ticket": _TICKET_HERE})))
        return HttpResponse(new_ticket().join(around))
    sent = read_sending(request)
    if sent.words.get("do") == "write":  # from a mailbox that is closed: its words, and nothing is sent yet
        carried = {"ticket": new_ticket(), "text": sent.words.get("text", "")}
        return _form_page(request, TellForm(initial=carried), carried=True)
    form, photos = _examined(sent)
    if form.errors:
        return _form_page(request, form, status=sent.status)
    try:
        accepted = accept(_submission(form, sent, photos))
    except NotStored:
        return _form_page(request, form, status=503, not_stored=True, photo_gone=sent.has_photo)
    in_danger = form.cleaned_data["danger"] == "yes"
    if photos or not accepted.receipt:
        return _sent_page(request, _receipt(accepted), in_danger, photos)
    around = _drawn_once(f"sent {in_danger}", lambda: _sent_page(request, _RECEIPT_HERE, in_danger))
    return HttpResponse(_receipt(accepted).join(around))


def _examined(sent: Sent) -> tuple[TellForm, tuple[CleanPhoto, ...]]:
    """The form with all that is wrong written beside it, and the photo made clean if all else is right."""
    form = TellForm(sent.words)
    if sent.problem:
        form = TellForm({"ticket": new_ticket()})
        form.errors.clear()
        form.add_error(None, sent.problem)
        return form, ()
    try:
        check_ticket(sent.words.get("ticket", ""))
    except TicketRefused:
        form = TellForm({**sent.words, "ticket": new_ticket()})
        form.add_error(None, OPEN_TOO_LONG)
    if form.is_valid():
        try:
            return form, photos_of(sent)
        except PhotoRefused as refused:
            form.add_error("photo", str(SENTENCES[refused.reason]))
    elif sent.has_photo:
        form.add_error("photo", CHOOSE_AGAIN)
    return form, ()


def _submission(form: TellForm, sent: Sent, photos: tuple[CleanPhoto, ...]) -> Submission:
    told = form.cleaned_data
    answers = {name: told[name] for name in ("category", "place", "when", "danger") if told[name]}
    everything = [told["text"], *(f"{name}={answer}" for name, answer in answers.items()), sent.photo]
    return Submission(
        channel=Channel.WEB,
        text=told["text"],
        answers=answers,
        in_danger=told["danger"] == "yes",
        photos=photos,
        repeat_key=repeat_key(told["ticket"], everything),
    )


def _drawn_once(name: str, draw: Callable[[], HttpResponse]) -> list[str]:
    """A page before and after the one place that differs: the rest is the same for everybody, once a language."""
    key = (name, get_language() or "")
    if key not in _around or settings.DEBUG:
        _around[key] = re.split(f"{_TICKET_HERE}|{_RECEIPT_HERE}", draw().content.decode())
    return _around[key]


def _receipt(accepted: Accepted) -> str:
    if not accepted.receipt:
        return ""
    return render_to_string("components/receipt.html", {"groups": grouped(accepted.receipt).split()})


def _sent_page(
    request: HttpRequest, receipt: str, in_danger: bool, photos: tuple[CleanPhoto, ...] = ()
) -> HttpResponse:
    page = {
        "page": "tell",
        "receipt": receipt,
        "in_danger": in_danger,
        "removed": removed_words(photos),
        "has_photo": bool(photos),
    }
    return render(request, "public/sent.html", page)


def _form_page(request: HttpRequest, form: TellForm, *, status: int = 200, **more: Any) -> HttpResponse:
    # A refused photo is looked at last, so it is then the only thing that is wrong.
    page = {"page": "tell", "form": form, "only_photo_wrong": list(form.errors) == ["photo"], **more}
    response = render(request, "public/tell.html", page, status=status)
    if status == 503:
        response["Retry-After"] = "120"
    return response
