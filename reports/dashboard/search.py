"""Looking for words in the officer's own tips: answers come as they are found, and leaving the page ends the search."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.casework.unmasking import Purpose
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.narrowing import NarrowForm, own_house
from reports.models import Tip
from reports.queries.lists import BadCursor, BadView, View
from reports.queries.question import LONGEST, EmptyQuestion, Question, read_question
from reports.queries.references import read_reference, tips_called
from reports.queries.search import Place, Slice, how_many, place_of, search
from reports.triage.answers_seen import giveaways

_HERE = "<!-- answers -->"
_UNREADABLE = _(
    "What narrows the search cannot be read: choose again, and write days like 2026-11-29. Nothing was searched."
)
_NO_DAY = _("The last day comes before the first, so no tip fits: choose again. Nothing was searched.")


class SearchForm(forms.Form):
    """What is looked for. It travels in the body of a form, never in an address that a browser remembers."""

    words = forms.CharField(
        label=_("Words or a reference"),
        help_text=_(
            'All words must stand in a tip. "Quotes" hold words together, a - before a word leaves tips out.'
            " A reference like ABCD-EFGH opens its tip."
        ),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"required": _("Write what you look for.")},
    )
    nearly = forms.BooleanField(label=_("One letter of a longer word may be wrong"), required=False)
    masked = forms.BooleanField(label=_("Search words that are masked, too"), required=False)
    purpose = forms.ChoiceField(
        label=_("Why masked words are searched"),
        help_text=_("Your name, the reason and each tip in which they are found are written down."),
        choices=[("", ""), *Purpose.choices],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Whoever asks for masked words says why."""
        if self.cleaned_data.get("masked") and not self.cleaned_data.get("purpose"):
            self.add_error("purpose", _("Choose why you ask for it."))
        return self.cleaned_data

    def why(self) -> str:
        """Return why masked words are searched; "" where they are not."""
        return self.cleaned_data["purpose"] if self.cleaned_data["masked"] else ""

    def question(self) -> Question | None:
        """Return what was asked, or None with the error said."""
        if not self.is_valid():
            return None
        try:
            return read_question(self.cleaned_data["words"], fuzzy=self.cleaned_data["nearly"])
        except EmptyQuestion:
            self.add_error("words", _("Write a word that a tip should hold."))
            return None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A search as the page was asked for it."""

    form: SearchForm
    view: View
    question: Question | None
    behind: Place | None  # where an earlier search stopped


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: DeskRequest) -> HttpResponseBase:
    asked = _asked(request)
    if asked.question is None:
        return render(request, "dashboard/search.html", _page(request, asked), status=422 if asked.form.errors else 200)
    called = _called(request, asked)
    if len(called) == 1:
        return redirect("dashboard:tip", tip_id=called[0].pk)
    if called:
        return render(request, "dashboard/search.html", _page(request, asked) | {"called": called})
    before, _mark, after = render(request, "dashboard/search.html", _page(request, asked)).text.partition(_HERE)
    return StreamingHttpResponse(_told(request, asked, asked.question, before, after))


def _asked(request: DeskRequest) -> _Asked:
    form = SearchForm(request.POST if request.method == "POST" else None)
    try:
        view = View.read(request.POST.dict() | {"list": "all"})
    except BadView:
        view = View(which="all")
        form.add_error(None, _UNREADABLE)
    if view.since and view.until and view.since > view.until:
        form.add_error(None, _NO_DAY)
    try:
        behind = place_of(request.POST.get("after"))
    except BadCursor:
        raise Http404 from None
    return _Asked(form, view, form.question() if form.is_bound else None, behind)


def _called(request: DeskRequest, asked: _Asked) -> list[Tip]:
    """Return the tips whose reference was typed; for none, what was typed is looked for as words."""
    reference = read_reference(asked.form.cleaned_data["words"])
    return tips_called(request.key_ring, reference) if reference else []


def _page(request: DeskRequest, asked: _Asked) -> dict[str, Any]:
    form, (units, people) = asked.form, own_house(request)
    narrow = partial(NarrowForm, asked.view, units, people)
    return {"page": "search", "form": form, "narrow": narrow, "units": units, "people": people, "asked": asked}


def _told(request: DeskRequest, asked: _Asked, question: Question, before: str, after: str) -> Iterator[str]:
    yield before
    tips, found = how_many(request.key_ring, asked.view, asked.behind), 0
    words = asked.form.cleaned_data["words"]
    why = asked.form.why()
    for part in search(request.key_ring, question, words, asked.view, giveaways, behind=asked.behind, purpose=why):
        found += len(part.hits)
        yield _part(part, tips, found)
    yield after


def _part(part: Slice, tips: int, found: int) -> str:
    told = {"part": part, "of": max(tips, part.searched), "found": found}
    return render_to_string("dashboard/search_part.html", told)
