"""The tip: its words, what triage found and why, the thread, what can be done, and what was done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from reports.casework.handing_over import may_give
from reports.casework.informed import informed_of
from reports.casework.mentions import may_open, note_seen
from reports.casework.outcomes import Figures
from reports.casework.presence import look_at
from reports.casework.refer import ways_on
from reports.casework.status import MOVES, moves_of
from reports.casework.unmasking import purposes_for
from reports.dashboard.agencies import shown
from reports.dashboard.alike import alike
from reports.dashboard.asking import AskAgainForm, AskForm, CloseForm, GiveForm, MaskForm, NoteForm
from reports.dashboard.came import came_of, told
from reports.dashboard.draft_fields import begun_form
from reports.dashboard.draft_pass import pass_for
from reports.dashboard.found import Group, groups
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.kept_until import HoldForm, keeping_of
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.lacking import lacks
from reports.dashboard.macro_names import for_tip
from reports.dashboard.marked import WHO, Piece, marks_in, pieces
from reports.dashboard.narrowing import LISTS
from reports.dashboard.proposed import reward_of
from reports.dashboard.queue import last_view
from reports.dashboard.rang import alert_of
from reports.dashboard.reach import is_by_phone_alone, reach_of, when_texts_leave
from reports.dashboard.releases import releases_of
from reports.dashboard.trail import steps
from reports.dashboard.unmasking import few_know, masked_pieces, sees_source
from reports.dashboard.wording import Words, came, due, language, removed, since
from reports.dialogue.send_again import OPEN_TO_DECISION
from reports.guides import in_words
from reports.house_guides import as_it_was
from reports.intake.submission import WITHOUT_RECEIPT
from reports.keyring import KeyRing
from reports.models import Channel, Record, RecordKind, Status, Tip, TriageState
from reports.models.choices import ACT, BY_MACHINE, CORRECTS, GIVEN_UP, HEARD, REWARD, TAKEN, UNHEARD, WITHDRAWS
from reports.queries.drafts import begun_on
from reports.queries.history import history_of
from reports.queries.named import is_one_left_out
from reports.queries.queue import neighbours
from reports.queries.reading import ReadEntry, ReadTip, read_tip
from reports.queries.surroundings import Near, Surroundings, surroundings
from reports.triage.assessment import Assessment
from reports.withheld import masked_answers, masked_assessment

LAST_STEPS = 6
MOST_NAMED = 30
MEANT = {CORRECTS: _("Corrects what was told before"), WITHDRAWS: _("Withdraws the tip")}
SPOKEN = {
    BY_MACHINE: _("Machine transcript, unchecked"),
    UNHEARD: _("No machine transcript: not made yet, or failed. Listen to the recording"),
}
_NO_ENGINE = _("No transcript: no engine was installed. Listen to the recording")
WRITTEN_DOWN = _("Written down by an officer who spoke with the caller")
_APART = (RecordKind.RELEASE, RecordKind.FEEDBACK)  # shown elsewhere than in the thread
UNASKED = frozenset({ACT, WITHOUT_RECEIPT, HEARD, TAKEN, REWARD})  # what a record says of itself among its answers


@dataclass(frozen=True, slots=True)
class File:
    """A file beside somebody's words."""

    id: UUID
    kind: str
    removed: str


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of the thread as the page shows it."""

    entry: ReadEntry = field(repr=False)
    pieces: list[Piece] = field(repr=False)
    legend: list[tuple[str, Words]]
    answers: list[tuple[str, str]] = field(repr=False)
    found: list[Group] = field(repr=False)
    files: list[File]
    when: str
    wordless: Words
    meant: Words
    spoken: Words
    few_know: Words
    tells_source: bool  # words, answers or files that could identify the tipster

    @property
    def is_undecided(self) -> bool:
        """Whether an officer must decide about its text."""
        return self.entry.record.kind == RecordKind.QUESTION and self.entry.record.delivery in OPEN_TO_DECISION

    @property
    def by_officer(self) -> bool:
        """Whether an officer wrote it."""
        return self.entry.record.kind in (RecordKind.QUESTION, RecordKind.NOTE)


@at_the_desk
@require_safe
def tip(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    return tip_page(request, own_tip(request, tip_id))


def tip_page(request: DeskRequest, tip: Tip, *, status: int = 200, **more: Any) -> HttpResponse:
    """Return the page of a tip; `more` brings forms with their errors, and what went wrong."""
    try:
        read = read_tip(request.key_ring, tip, by=request.user)
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)
    look_at(tip, request.user)
    around = surroundings(tip, request.user)
    if Near.MENTION in around.near:
        note_seen(tip, request.user)
    is_shown = sees_source(request, tip)
    judged = [(entry, Assessment.from_dict(entry.findings) if entry.findings else None) for entry in read.entries]
    opened = [one for _, one in judged if one]
    words, later = thread(request.key_ring, judged, is_shown)
    sums = came_of(tip) if Near.OUTCOME in around.near else Figures()
    forms = _to_write(request, tip, around)
    page: dict[str, Any] = {
        "tip": tip,
        "read": read,
        "words": words,
        "later": later,
        **_state(request, tip, read.entries),
        "source": source_of(request, tip, read.entries, [words, *later] if words else later, is_shown),
        **_around(request.key_ring, tip, read, around, sums),
        "alike": alike(request.key_ring, tip, opened, around.near),
        **alert_of(tip, read.entries, around.near, with_source=is_shown),
        "lacks": lacks(read.entries, opened, sums.missing, forms["ask"].offered.values()),
        "history": steps(history_of(tip.pk, request.key_ring, most=LAST_STEPS, readings=False)),
    }
    return render(
        request,
        "dashboard/tip.html",
        page | _in_list(request, tip) | forms | more,
        status=status,
    )


def _state(request: DeskRequest, tip: Tip, entries: Iterable[ReadEntry]) -> dict[str, Any]:
    """Return how the tip stands, and what this officer may do with it."""
    is_asked = any(entry.record.kind == RecordKind.QUESTION for entry in entries)
    return {
        "since": since(tip),
        "due": due(tip),
        "is_own": tip.unit_id in request.key_ring.unit_ids,
        "ways_on": ways_on(tip),
        "informed": informed_of(tip),
        "spoken": language(tip.language),
        "is_mine": tip.assigned_to_id == request.user.pk,
        "macros": for_tip(tip) if tip.unit_id in request.key_ring.unit_ids else [],
        "untriaged": tip.triage == TriageState.WAITING,
        "failed": tip.triage in GIVEN_UP,
        "moves": [move for move in moves_of(tip, asked=is_asked) if move != Status.CLOSED],
        "can_close": Status.CLOSED in MOVES[tip.status] and tip.triage != TriageState.WAITING,
    }


def _around(ring: KeyRing, tip: Tip, read: ReadTip, around: Surroundings, sums: Figures) -> dict[str, Any]:
    """Return what the page tells of all that stands around a tip; what is not there is not asked for."""
    came_of_it = told(sums)
    return {
        "releases": releases_of(tip) if Near.RELEASE in around.near else [],
        "given": shown(tip, read.entries) if Near.FEEDBACK in around.near else [],
        "came": came_of_it,
        "reward": reward_of(ring, tip, read.entries, is_worth=bool(came_of_it)),
        "others": ", ".join(around.looking),
        "left_out": Near.RECUSED in around.near and is_one_left_out(tip, read.entries),
        "being_made_safe": around.being_made_safe,
        **reach_of(tip, around.silent),
        "withdrawn_by_phone": tip.withdrawn and is_by_phone_alone(read.entries),
        "wants_no_texts": around.silent,  # one for each line; mostly one or none
        "leaves": when_texts_leave(tip),
        "keeping": keeping_of(tip, around.near),
    }


def _in_list(request: DeskRequest, tip: Tip) -> dict[str, Any]:
    """Return where the tip stands in the list that the officer came from."""
    view = last_view(request)
    before, after = neighbours(request.key_ring, view, tip)
    address = reverse("dashboard:queue", query=view.told())
    return {"before": before, "after": after, "list_name": LISTS[view.which], "queue_address": address}


def _to_write(request: DeskRequest, tip: Tip, around: Surroundings) -> dict[str, Any]:
    """Return the forms of the page, with what the officer has begun to write in them."""
    begun = begun_on(request.key_ring, tip) if Near.DRAFT in around.near else {}
    words = {name: one.text for name, one in begun.items()}
    return {
        "ask": AskForm(tip=tip, initial=words),
        "note": NoteForm(initial=words),
        "close": CloseForm(),
        "give": _to_give(request, tip),
        "ask_again": AskAgainForm(),
        "hold_form": HoldForm(initial=begun_form(begun["hold"].text, HoldForm()) if "hold" in begun else None),
        "mask": MaskForm(),
        "begun": begun,
        "mentionable": may_open(tip).exclude(pk=request.user.pk).values("username", "name")[:MOST_NAMED],
        "draft_pass": pass_for(request, tip),
    }


def _to_give(request: DeskRequest, tip: Tip) -> GiveForm | None:
    """Return the form that gives a tip to a colleague, for whoever may."""
    is_open = tip.status != Status.CLOSED and tip.unit_id in request.key_ring.unit_ids
    return GiveForm(tip=tip, by=request.user) if is_open and may_give(tip, request.user) else None


def source_of(
    request: DeskRequest, tip: Tip, entries: Iterable[ReadEntry], thread: Iterable[Said], is_shown: bool
) -> dict[str, Any]:
    """Return whether the tip's source is masked or shown, and for which purposes this officer may ask to see it."""
    agencies = any(entry.record.kind == RecordKind.FEEDBACK and entry.text for entry in entries)
    return {
        "is_shown": is_shown,
        "is_masked": not is_shown and (agencies or any(said.tells_source for said in thread)),
        "purposes": purposes_for(tip, request.key_ring),
    }


def thread(
    ring: KeyRing, judged: Sequence[tuple[ReadEntry, Assessment | None]], is_shown: bool
) -> tuple[Said | None, list[Said]]:
    """Return the tip's own words, and all that came later; `is_shown`: with what could identify the tipster."""
    entries = [entry for entry, _ in judged]
    earlier = _earlier(ring, (one for _, one in judged if one))
    said = [_said(entry, one, earlier, entries[place:], is_shown) for place, (entry, one) in enumerate(judged, 1)]
    said = [one for one in said if one.entry.record.kind not in _APART]
    if said and said[0].entry.record.pk == said[0].entry.record.tip_id:
        return said[0], said[1:]
    return None, said


def _earlier(ring: KeyRing, judged: Iterable[Assessment]) -> dict[str, Tip]:
    ids = {tip_id for one in judged for tip_id in one.alike}
    return {str(tip.pk): tip for tip in ring.tips.filter(pk__in=ids)} if ids else {}


def _said(
    entry: ReadEntry,
    judged: Assessment | None,
    earlier: Mapping[str, Tip],
    later: Iterable[ReadEntry],
    is_shown: bool,
) -> Said:
    cut = pieces(entry.text, judged)
    record = entry.record
    is_vague = record.officer_id is None or record.kind == RecordKind.QUESTION
    answers = {name: told for name, told in entry.answers.items() if name not in UNASKED}
    bare = answers if is_shown else masked_answers(answers, entry.findings)
    told = judged if is_shown or judged is None else masked_assessment(judged, entry.text)
    return Said(
        entry=entry,
        pieces=cut if is_shown else masked_pieces(cut),
        legend=marks_in(cut),
        answers=in_words(bare, asked=as_it_was(entry.guide)),
        found=groups(told, entry.text, earlier) if told else [],
        files=[File(file.id, file.kind, ", ".join(map(removed, file.removed))) for file in entry.attachments],
        when=came(record.at) if is_vague else "",
        wordless=_("No words.") if TAKEN in entry.answers else _wordless(record, later),
        meant=MEANT.get(entry.answers.get(ACT, ""), ""),
        few_know=few_know(entry.answers),
        tells_source=any(WHO in piece.marks for piece in cut) or bool(entry.attachments) or bare != answers,
        spoken=_spoken(entry),
    )


def _spoken(entry: ReadEntry) -> Words:
    """Return whose the words are, where the tipster did not write them, or why a recording has none."""
    if TAKEN in entry.answers:
        return WRITTEN_DOWN
    if entry.record.kind == RecordKind.RECORDING and entry.attachments and HEARD not in entry.answers:
        return _NO_ENGINE
    return SPOKEN.get(entry.answers.get(HEARD, ""), "")


def _wordless(record: Record, later: Iterable[ReadEntry]) -> Words:
    """Return what stands in the place of words where there are none."""
    if record.channel != Channel.CALL:
        return _("No words.")
    recordings = [entry for entry in later if entry.record.kind == RecordKind.RECORDING]
    if any(entry.attachments for entry in recordings):
        return _("A call: listen to the recording below.")
    if recordings:
        return _("A call. Its recording could not be kept; the reason stands below.")
    return _("A call. Its recording is still being fetched from the phone company; load the page again in a moment.")
