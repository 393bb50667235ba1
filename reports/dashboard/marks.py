"""Single findings put right: words masked that triage missed, masks taken off, things that are none or others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from reports.dashboard.acts import REFUSED, read_alone, version_of
from reports.dashboard.asking import MaskForm
from reports.dashboard.found import named, titled
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.unmasking import sees_source
from reports.dashboard.wording import Words
from reports.guides import in_words, typed
from reports.house_guides import as_it_was
from reports.keyring import KeyRing
from reports.models import Tip
from reports.queries.lists import is_id
from reports.queries.masking import MASK, tells_of_source
from reports.queries.reading import ReadEntry, read_tip
from reports.triage.learning.amend import (
    THINGS,
    call_it,
    can_amend,
    mask_words,
    masked_places,
    not_alike,
    put_back,
    take_mask_off,
)
from reports.triage.learning.amending import MARKED, NothingThere, struck_in

_NOT_THERE = _("These words do not stand in the tip as you see it. Write whole words, as they are written there.")
_GONE = _("That does not stand there any more. This is how it stands now.")
_DONE = _("Put right. It counts wherever the tip is read.")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be corrected: where it lies, its words, and what triage took it for."""

    record: UUID
    text: str = field(repr=False)
    what: Words = ""
    place: str = ""  # answer, start and end, as the form sends them back
    kind: str = ""
    tip: Tip | None = None
    number: int = 0


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def marks(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    if request.method != "POST":
        return read_alone(request, tip) or _page(request, tip, MaskForm())
    if request.POST.get("do") == "mask":
        return _mask(request, tip)
    try:
        _act(request, tip)
    except tuple(REFUSED) as refused:
        return _page(request, own_tip(request, tip_id), MaskForm(), status=409, refused=REFUSED[type(refused)])
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)
    except (NothingThere, ValueError):
        return _page(request, own_tip(request, tip_id), MaskForm(), status=409, refused=_GONE)
    messages.success(request, str(_DONE), extra_tags="good")
    return redirect("dashboard:marks", tip_id=tip.pk)


def _mask(request: DeskRequest, tip: Tip) -> HttpResponse:
    form = MaskForm(request.POST)
    if not form.is_valid():
        return _page(request, tip, form, status=422)
    kind, version, ring = form.cleaned_data["kind"] or MARKED, version_of(request), request.key_ring
    seen = sees_source(request, tip)
    try:
        count = mask_words(
            tip=tip, words=form.cleaned_data["words"], kind=kind, ring=ring, version=version, with_source=seen
        )
    except tuple(REFUSED) as refused:
        return _page(request, own_tip(request, tip.pk), form, status=409, refused=REFUSED[type(refused)])
    except NothingThere:
        form.add_error("words", str(_NOT_THERE))
        return _page(request, tip, form, status=422)
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)
    said = ngettext("Masked in one place.", "Masked in %(count)d places.", count) % {"count": count}
    messages.success(request, said, extra_tags="good")
    return redirect("dashboard:tip" if request.POST.get("from") == "tip" else "dashboard:marks", tip_id=tip.pk)


def _act(request: DeskRequest, tip: Tip) -> None:
    """Do what the pressed button says. Raises NothingThere, ValueError and what an act on a tip raises."""
    told = request.POST
    common: dict[str, Any] = {
        "tip": tip,
        "record": UUID(told.get("record", "")),
        "ring": request.key_ring,
        "version": version_of(request),
    }
    match told.get("do"):
        case "unmask" if sees_source(request, tip):
            take_mask_off(place=_place(told.get("place", "")), **common)
        case "thing":
            call_it(
                place=_place(told.get("place", "")), kind=told.get("kind", ""), meant=told.get("meant", ""), **common
            )
        case "unlike":
            not_alike(other=told.get("other", ""), **common)
        case "back":
            put_back(number=int(told.get("number", "")), **common)
        case _:
            raise NothingThere


def _place(told: str) -> tuple[str, int, int]:
    answer, start, end = told.rsplit(":", 2)
    return answer, int(start), int(end)


def _page(request: DeskRequest, tip: Tip, form: MaskForm, *, status: int = 200, refused: Words = "") -> HttpResponse:
    try:
        read = read_tip(request.key_ring, tip, by=request.user)
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)
    seen = sees_source(request, tip)
    entries = [entry for entry in read.entries if can_amend(entry)]
    page = {
        "tip": tip,
        "form": form,
        "refused": refused,
        "is_own": tip.unit_id in request.key_ring.unit_ids,
        "is_shown": seen,
        "is_masked": any(masked_places(entry, answer) for entry in entries for answer in _containers(entry)),
        "masks": [row for entry in entries for row in _masks(entry)] if seen else [],
        "things": [row for entry in entries for row in _things(entry, with_source=seen)],
        "kinds": [(kind, named(kind)) for kind in THINGS],
        "likes": list(_likes(request.key_ring, entries)),
        "struck": [row for entry in entries for row in _struck(entry, with_source=seen)],
    }
    return render(request, "dashboard/marks.html", page, status=status)


def _containers(entry: ReadEntry) -> list[str]:
    """The record's own text, "", and its typed answers that are not masked as a whole."""
    return ["", *(answer for answer in typed(entry.answers) if not tells_of_source(answer))]


def _masks(entry: ReadEntry) -> Iterator[Row]:
    for answer in _containers(entry):
        text = _text(entry, answer)
        runs = {text[start:end].casefold(): (start, end) for start, end in reversed(masked_places(entry, answer))}
        for start, end in sorted(runs.values()):
            yield Row(entry.record.pk, text[start:end], _asked(entry, answer), f"{answer}:{start}:{end}")


def _things(entry: ReadEntry, *, with_source: bool) -> Iterator[Row]:
    for answer in _containers(entry):
        text, secret, told = _text(entry, answer), masked_places(entry, answer), set()
        for one in _findings(entry, answer):
            for start, end, *_rest in one["spans"] if one["step"] == "entities" else ():
                name = (one["value"], text[start:end].casefold())
                is_masked = any(start < b and a < end for a, b in secret)
                if name not in told and end > start and (with_source or not is_masked):
                    told.add(name)
                    place = f"{answer}:{start}:{end}"
                    yield Row(entry.record.pk, text[start:end], named(one["value"]), place, one["value"])


def _likes(ring: KeyRing, entries: Sequence[ReadEntry]) -> Iterator[Row]:
    told = [
        (entry, other, one)
        for entry in entries
        for one in _findings(entry, "")
        if one["step"] in ("duplicates", "campaign")
        for other in ([one["value"]] if one["step"] == "duplicates" else [span[2] for span in one["spans"]])
    ]
    ids = {other for _, other, _ in told if is_id(other)}
    tips = {str(tip.pk): tip for tip in ring.tips.filter(pk__in=ids)} if ids else {}
    seen: set[tuple[UUID, str]] = set()
    for entry, other, one in told:
        key = (entry.record.pk, other)
        if other in tips and key not in seen:  # another unit's tip is not even hinted at
            seen.add(key)
            reason = one["reason"] if one["step"] == "duplicates" else ""
            yield Row(entry.record.pk, reason, tip=tips[other], kind=other)


def _struck(entry: ReadEntry, *, with_source: bool) -> Iterator[Row]:
    """Yield what can be undone. Of a thing that lies under a mask the words are left out."""
    for number, answer, gone in struck_in(entry.findings or {}):
        if answer and answer not in entry.answers:
            continue
        text, secret = _text(entry, answer), masked_places(entry, answer)
        spans = [(start, end) for one in gone for start, end, *_rest in one["spans"] if end > start]
        words = {
            MASK if not with_source and any(a < end and start < b for a, b in secret) else text[start:end]
            for start, end in spans
        }
        yield Row(entry.record.pk, ", ".join(sorted(words)), titled(gone[0]["step"]), number=number)


def _findings(entry: ReadEntry, answer: str) -> Sequence[Mapping[str, Any]]:
    stored: Mapping[str, Any] = entry.findings or {}
    return (stored.get("in_answers", {}).get(answer) if answer else stored.get("findings")) or ()


def _text(entry: ReadEntry, answer: str) -> str:
    return entry.answers[answer] if answer else entry.text


def _asked(entry: ReadEntry, answer: str) -> str:
    """The question that an answer answers."""
    return in_words({answer: ""}, asked=as_it_was(entry.guide))[0][0] if answer else ""
