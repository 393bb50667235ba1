"""Making a second tip of some words of a tip that tells of two matters, and taking it back."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.casework.refer import NotAnswered, ways_on
from reports.casework.splitting import (
    CannotSplit,
    Chosen,
    NothingChosen,
    Second,
    Touched,
    split_tip,
    told_by_tipster,
    undo_split,
    units_for,
)
from reports.dashboard.acts import REFUSED, read_alone, version_of
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.leaving import UNANSWERED, leaving
from reports.dashboard.unmasking import sees_source
from reports.dashboard.wording import Words
from reports.guides import in_words, typed
from reports.house_guides import as_it_was
from reports.models import Category, Split, Tip, Urgency
from reports.models.tip import reference
from reports.queries.lists import is_id
from reports.queries.masking import blanked, tells_of_source, with_masks
from reports.queries.reading import ReadEntry, read_tip
from reports.triage.learning.amend import masked_places
from reports.triage.learning.amending import places_of

_SENTENCE = re.compile(r"\S.*?(?:[.!?;…]+(?=\s)|$)", re.MULTILINE)
_REFUSED: dict[type[Exception], Words] = {
    **REFUSED,
    CannotSplit: _(
        "No second tip can be made of this one, or not for that unit. A tip that is closed, was taken back, is not"
        " triaged yet or is itself a second one stays whole; and somebody of the unit must be able to read it."
    ),
    Touched: _("It cannot be taken back: somebody has acted on it, or it was not you who made it."),
}
_NOTHING = _("Tick what the second tip tells, or paste the words.")
_GONE = _("The second tip is taken back. Its words are gone.")
_GONE_LATER = _("The second tip is taken back. Its words will be gone in fourteen days.")
_NOT_THERE = _("These words do not stand in the tip as you see it. Write whole words, as they are written there.")


class SplitForm(forms.Form):
    """Who works on the second tip, how it stands in the queue, and words that are finer than what can be ticked."""

    words = forms.CharField(
        label=_("Only some words of a sentence"),
        help_text=_("Paste them as they stand in the tip, each passage on a line of its own."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    unit = forms.ChoiceField(
        label=_("Unit that works on the second tip"),
        error_messages={"required": _("Choose a unit."), "invalid_choice": _("Choose one of these.")},
    )
    category = forms.ChoiceField(label=_("What the second tip is about"), choices=Category.choices)
    urgency = forms.TypedChoiceField(label=_("How soon somebody must read it"), choices=Urgency.choices, coerce=int)

    def __init__(self, *given: Any, tip: Tip, **more: Any) -> None:
        more.setdefault("initial", {"category": tip.category, "urgency": tip.urgency})
        super().__init__(*given, **more)
        units = [("", _("Choose")), *((unit.slug, unit.name) for unit in units_for(tip))]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence or an answer that can be ticked, as the officer sees it."""

    value: str
    text: str = field(repr=False)
    asked: str = ""


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    if request.method != "POST":
        return read_alone(request, tip) or _page(request, tip, SplitForm(tip=tip))
    if request.POST.get("do") == "undo":
        return _undo(request, tip)
    form = SplitForm(request.POST, tip=tip)
    return _make(request, tip, form) if form.is_valid() else _page(request, tip, form, status=422)


def _make(request: DeskRequest, tip: Tip, form: SplitForm) -> HttpResponse:
    try:
        made = _split(request, tip, form)
    except NothingChosen:
        form.add_error("words", str(_NOT_THERE if form.cleaned_data["words"].strip() else _NOTHING))
        return _page(request, tip, form, status=422)
    except NotAnswered:
        form.add_error("unit", str(UNANSWERED))
        return _page(request, tip, form, status=422)
    except tuple(_REFUSED) as refused:
        return _page(request, own_tip(request, tip.pk), form, status=409, refused=_REFUSED[type(refused)])
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)
    said = _("The second tip is made: %(tip)s. It is with %(unit)s.") % {
        "tip": made.reference,
        "unit": next(unit.name for unit in units_for(tip) if unit.slug == form.cleaned_data["unit"]),
    }
    messages.success(request, said, extra_tags="good")
    return redirect("dashboard:split", tip_id=tip.pk)


def _split(request: DeskRequest, tip: Tip, form: SplitForm) -> Tip:
    told = form.cleaned_data
    entries = told_by_tipster(request.key_ring, tip)
    ticked = set(request.POST.getlist("part"))
    places = [
        (entry.record.pk, *span)
        for entry in entries
        for number, span in enumerate(_sentences(entry.text))
        if f"{entry.record.pk}/{number}" in ticked
    ]
    pasted = list(_pasted(entries, told["words"], with_source=sees_source(request, tip)))
    answers = [
        (entry.record.pk, name)
        for entry in entries
        for name in _open_answers(entry)
        if f"{entry.record.pk}/{name}" in ticked
    ]
    return split_tip(
        tip=tip,
        chosen=Chosen(places=[*places, *pasted], answers=answers),
        second=Second(
            unit=told["unit"],
            category=told["category"],
            urgency=told["urgency"],
            nothing_against=request.POST.get("nothing_against") == "on",
        ),
        ring=request.key_ring,
        version=version_of(request),
        shown=version_of(request, "made"),
    )


def _undo(request: DeskRequest, tip: Tip) -> HttpResponse:
    second = request.POST.get("second", "")
    try:
        are_gone = undo_split(second=UUID(second) if is_id(second) else tip.pk, by=request.user)
    except Touched:
        return _page(request, tip, SplitForm(tip=tip), status=409, refused=_REFUSED[Touched])
    messages.success(request, str(_GONE if are_gone else _GONE_LATER), extra_tags="good")
    return redirect("dashboard:split", tip_id=tip.pk)


def _page(request: DeskRequest, tip: Tip, form: SplitForm, *, status: int = 200, refused: Words = "") -> HttpResponse:
    try:
        read = read_tip(request.key_ring, tip, by=request.user)
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)
    seen = sees_source(request, tip)
    told = {entry.record.pk for entry in read.entries if entry.record.is_tipsters}
    made = Split.objects.filter(origin=tip, officer=request.user).values_list("tip", flat=True)
    page = {
        "tip": tip,
        "form": form,
        "refused": refused,
        "is_own": tip.unit_id in request.key_ring.unit_ids,
        "parts": [part for one in read.entries if one.record.pk in told for part in _parts(one, with_source=seen)],
        "ticked": set(request.POST.getlist("part")),
        "leaving": leaving(tip, ways_on(tip), read.entries, with_source=seen),
        "chosen": request.POST.dict(),
        "made": [(pk, reference(pk)) for pk in made],
    }
    return render(request, "dashboard/split.html", page, status=status)


def _parts(entry: ReadEntry, *, with_source: bool) -> Iterator[Part]:
    text = entry.text if with_source else blanked(entry.text, masked_places(entry, ""))
    for number, (start, end) in enumerate(_sentences(entry.text)):
        yield Part(f"{entry.record.pk}/{number}", with_masks(text[start:end]))
    for name in _open_answers(entry):
        told = entry.answers[name]
        shown = told if with_source else with_masks(blanked(told, masked_places(entry, name)))
        [(asked, words)] = in_words({name: shown}, asked=as_it_was(entry.guide))
        yield Part(f"{entry.record.pk}/{name}", words, asked)


def _sentences(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _SENTENCE.finditer(text)]


def _open_answers(entry: ReadEntry) -> Sequence[str]:
    """The answers that can be ticked: how the tipster knows it stays with the first tip."""
    return [name for name in typed(entry.answers) if not tells_of_source(name)]


def _pasted(entries: Iterable[ReadEntry], words: str, *, with_source: bool) -> Iterator[tuple[UUID, int, int]]:
    """Yield where pasted passages stand. Raises NothingChosen where one stands nowhere."""
    for passage in filter(None, map(str.strip, words.splitlines())):
        found = list(_places(entries, passage, with_source=with_source))
        if not found:
            raise NothingChosen
        yield from found


def _places(entries: Iterable[ReadEntry], passage: str, *, with_source: bool) -> Iterator[tuple[UUID, int, int]]:
    for entry in entries:
        masks: Collection[tuple[int, int]] = () if with_source else masked_places(entry, "")
        for start, end in places_of(passage, blanked(entry.text, list(masks))):
            yield entry.record.pk, start, end
