"""Single findings put right: words masked or named that triage missed, masks taken off, wrong things corrected."""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
from reports.dashboard.asking import MaskForm, ThingForm
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
from reports.queries.masking import MASK, blanked, tells_of_source, with_masks
from reports.queries.reading import ReadEntry, read_tip
from reports.triage.learning.amend import (
    THINGS,
    add_thing,
    call_it,
    can_amend,
    mask_words,
    masked_places,
    not_alike,
    put_back,
    take_mask_off,
)
from reports.triage.learning.amending import BY_HAND, MARKED, FoundAlready, NothingThere, struck_in

_NOT_THERE = _("These words do not stand in the tip as you see it. Write whole words, as they are written there.")
_UNSEEN = _("These words do not stand in the tip outside its masks. Write whole words, as they are written there.")
_FOUND = _("This is found there already. Under “Names, places and things” you can say that it is something else.")
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
    by_hand: bool = False


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def marks(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    if request.method != "POST":
        return read_alone(request, tip) or _page(request, tip, MaskForm())
    if request.POST.get("do") in _TYPED:
        return _TYPED[request.POST["do"]](request, tip)
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
    seen = sees_source(request, tip)

    def mask() -> int:
        words, kind = form.cleaned_data["words"], form.cleaned_data["kind"] or MARKED
        ring, version = request.key_ring, version_of(request)
        return mask_words(tip=tip, words=words, kind=kind, ring=ring, version=version, with_source=seen)

    done = _by_words(request, tip, form, mask, field="words", missing=_NOT_THERE)
    if isinstance(done, HttpResponse):
        return done
    said = ngettext("Masked in one place.", "Masked in %(count)d places.", done) % {"count": done}
    messages.success(request, said, extra_tags="good")
    return redirect("dashboard:tip" if request.POST.get("from") == "tip" else "dashboard:marks", tip_id=tip.pk)


def _add(request: DeskRequest, tip: Tip) -> HttpResponse:
    form = ThingForm(request.POST)

    def add() -> int:
        said = form.cleaned_data
        ring, version = request.key_ring, version_of(request)
        return add_thing(
            tip=tip, words=said["said"], kind=said["meant"], village=said["village"], ring=ring, version=version
        )

    done = _by_words(request, tip, form, add, field="said", missing=_UNSEEN)
    if isinstance(done, HttpResponse):
        return done
    said = ngettext("Found now in one place.", "Found now in %(count)d places.", done) % {"count": done}
    messages.success(request, said, extra_tags="good")
    return redirect("dashboard:marks", tip_id=tip.pk)


_TYPED = {"mask": _mask, "add": _add}


def _by_words(
    request: DeskRequest, tip: Tip, form: MaskForm | ThingForm, act: Callable[[], int], *, field: str, missing: Words
) -> int | HttpResponse:
    """Do with typed words what `act` does, and return in how many places; else the page that says why it is not done.

    `field` holds the words; `missing` says that they do not stand there.
    """
    if not form.is_valid():
        return _page(request, tip, form, status=422)
    try:
        return act()
    except tuple(REFUSED) as refused:
        return _page(request, own_tip(request, tip.pk), form, status=409, refused=REFUSED[type(refused)])
    except NothingThere as refused:
        form.add_error(field, str(_FOUND if isinstance(refused, FoundAlready) else missing))
        return _page(request, tip, form, status=422)
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)


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


def _page(
    request: DeskRequest, tip: Tip, form: MaskForm | ThingForm, *, status: int = 200, refused: Words = ""
) -> HttpResponse:
    """Return the page; `form` is the one that was sent, or an empty one."""
    try:
        read = read_tip(request.key_ring, tip, by=request.user)
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)
    seen = sees_source(request, tip)
    entries = [entry for entry in read.entries if can_amend(entry)]
    page = {
        "tip": tip,
        "form": form,
        "mask": form if isinstance(form, MaskForm) else MaskForm(),
        "thing": form if isinstance(form, ThingForm) else ThingForm(),
        "words": [words for entry in entries for words in _shown(entry)],
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


def _shown(entry: ReadEntry) -> Iterator[str]:
    """Yield the words in which something can be named."""
    for answer in _containers(entry):
        if text := _text(entry, answer):
            yield with_masks(blanked(text, masked_places(entry, answer)))


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
                    kind, is_added = one["value"], one["reason"] == BY_HAND
                    yield Row(entry.record.pk, text[start:end], named(kind), place, kind, by_hand=is_added)


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
