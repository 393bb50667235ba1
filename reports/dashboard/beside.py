"""Two tips side by side: what both name, the words of each, and what can be done about it.

Words that could identify a tipster are masked here: they are no help in comparing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from reports.dashboard.asking import OtherForm
from reports.dashboard.closed_before import ClosedBefore, closings_told
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.thread import UNASKED, lang_of
from reports.dashboard.tip import tip_page
from reports.dashboard.wording import Words, came, language, since
from reports.guides import guide, in_words
from reports.house_guides import as_it_was
from reports.models import LinkKind, Merge, Tip
from reports.models.linking import links_between, merge_between
from reports.queries.masking import MASK, hidden
from reports.queries.reading import Judged, ReadEntry, read_tip
from reports.queries.references import read_reference, tips_called
from reports.queries.things import Thing, once_each, things_in
from reports.triage.assessment import Assessment
from reports.withheld import masked_answers

_ITSELF = _("This is the tip that you are reading.")
_NOT_THERE = _("You can read no tip of this reference.")
Key = tuple[LinkKind, str]


@dataclass(frozen=True, slots=True)
class Part:
    """Some words, and whether the other tip names the same thing."""

    text: str = field(repr=False)
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two tips as the page shows it."""

    tip: Tip
    spoken: Words
    since: str
    texts: list[tuple[str, list[Part], str]] = field(repr=False)  # when or what was asked, what was said, its language
    closed_before: ClosedBefore | None = None


@at_the_desk
@require_safe
def beside(request: DeskRequest, tip_id: UUID, other_id: UUID) -> HttpResponse:
    return beside_page(request, tip_id, other_id)


@at_the_desk
@require_POST
def beside_called(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    """Lead to a tip beside the one of a reference that was typed: what the officer may not read is not there."""
    tip, form = own_tip(request, tip_id), OtherForm(request.POST)
    if form.is_valid():
        called = read_reference(form.cleaned_data["other"])
        if called == tip.reference:
            form.add_error("other", _ITSELF)
        elif found := tips_called(request.key_ring, called) if called else []:
            return redirect("dashboard:beside", tip_id=tip.pk, other_id=found[0].pk)
        else:
            form.add_error("other", _NOT_THERE)
    return tip_page(request, tip, status=422, wrong=form, other=form)


def beside_page(
    request: DeskRequest, tip_id: UUID, other_id: UUID, *, status: int = 200, refused: Words = ""
) -> HttpResponse:
    """Return the page of two tips; `refused` says what was not done, and why."""
    if tip_id == other_id:
        raise Http404
    tips = [own_tip(request, tip_id), own_tip(request, other_id)]
    try:
        threads = [_judged(request, tip) for tip in tips]
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tips[0]}, status=403)
    named = [once_each(thing for _, judged in thread for thing in things_in(judged)) for thread in threads]
    shared = [key for key in named[0] if key in named[1]]
    links, closings = links_between(*tips), closings_told(tips)
    leads = [Merge.objects.filter(into=tip).exists() for tip in tips]
    page = {
        "tip": tips[0],
        "other": tips[1],
        "sides": [_side(tip, thread, shared, closings.get(tip.pk)) for tip, thread in zip(tips, threads, strict=True)],
        "shared": [(named[0][key], named[1][key]) for key in shared],
        "links": [LinkKind(kind) for kind in links],
        "unlinked": [kind for kind in LinkKind if kind not in links],
        "suggested_kind": next((kind for kind, _ in shared), LinkKind.INCIDENT),
        "merge": merge_between(*tips),
        "leads": leads,
        "both_lead": all(leads),
        "is_own": all(tip.unit_id in request.key_ring.unit_ids for tip in tips),
        "refused": refused,
    }
    return render(request, "dashboard/beside.html", page, status=status)


def _judged(request: DeskRequest, tip: Tip) -> list[tuple[ReadEntry, Judged]]:
    read = read_tip(request.key_ring, tip, by=request.user)
    theirs = (entry for entry in read.entries if entry.record.is_tipsters)
    return [(entry, Judged.of(entry.text, entry.answers, entry.findings or {})) for entry in theirs]


def _side(
    tip: Tip, thread: list[tuple[ReadEntry, Judged]], shared: Collection[Key], closed: ClosedBefore | None
) -> Side:
    texts = [one for entry, judged in thread for one in _texts(entry, judged, shared)]
    return Side(tip, language(tip.language), since(tip), texts, closed)


def _texts(entry: ReadEntry, judged: Judged, shared: Collection[Key]) -> Iterator[tuple[str, list[Part], str]]:
    """Yield the words of a record under when it came, then each answer under its question."""
    told = [one for one in things_in(judged) if _key(one) in shared]
    own = list(_parts(judged.text, judged.findings, [one for one in told if not one.answer]))
    found = Assessment.from_dict(entry.findings) if entry.findings else None
    yield came(entry.record.at), own, lang_of(entry.record, found) if judged.text else ""
    asked = as_it_was(entry.guide) or guide(entry.answers.get("category", ""))
    answers = {name: said for name, said in entry.answers.items() if name not in UNASKED}
    for name, bare in masked_answers(answers, entry.findings).items():
        here = [one for one in told if one.answer == name]
        for question, said in in_words({name: answers[name] if here else bare}, asked=asked):
            yield question, list(_parts(said, judged.in_answers[name], here)) if here else [Part(said)], ""


def _parts(text: str, findings: Iterable[Mapping[str, Any]], told: Iterable[Thing]) -> Iterator[Part]:
    """Yield a text in parts: what could identify the tipster is masked, what both name is marked."""
    if not text:
        yield Part(str(_("No words.")))
        return
    secret = [(start, end, "") for start, end in hidden(findings)]
    at = 0
    for start, end, name in sorted(secret + [(one.start, one.end, one.name) for one in told]):
        if end <= at or end <= start:
            continue
        if start > at:
            yield Part(text[at:start])
        yield Part(name, is_shared=True) if name else Part(MASK)
        at = end
    yield Part(text[at:])


def _key(thing: Thing) -> Key:
    return thing.kind, thing.key
