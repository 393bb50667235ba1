"""The tip: its words, what triage found and why, the thread, what can be done, and what was done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from reports.casework.status import MOVES
from reports.dashboard.asking import AskForm, CloseForm, NoteForm
from reports.dashboard.found import Group, earlier_ids, groups
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.marked import Piece, marks_in, pieces
from reports.dashboard.trail import steps
from reports.dashboard.wording import Words, language, removed, since, within_hour
from reports.dialogue.send_again import OPEN_TO_DECISION
from reports.guides import in_words
from reports.intake.hearing import BY_MACHINE, HEARD, UNHEARD
from reports.intake.submission import ACT, CORRECTS, WITHDRAWS
from reports.keyring import KeyRing
from reports.models import Channel, Errand, ErrandKind, Record, RecordKind, Status, Tip, TriageState
from reports.queries.history import history_of
from reports.queries.reading import ReadEntry, ReadTip, read_tip
from reports.triage.assessment import Assessment

LAST_STEPS = 6
MEANT = {CORRECTS: _("Corrects what was told before"), WITHDRAWS: _("Withdraws the tip")}
SPOKEN = {
    BY_MACHINE: _("Machine transcript, unchecked"),
    UNHEARD: _("No machine transcript: listen to the recording"),
}
_UNASKED = frozenset({ACT, HEARD})  # what a record says of itself among its answers
_POLICY = settings.SECURE_CSP | {"media-src": [CSP.SELF]}  # recordings are played on this page

open_to_media = csp_override(_POLICY)


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

    @property
    def is_undecided(self) -> bool:
        """Whether an officer must decide about its text."""
        return self.entry.record.kind == RecordKind.QUESTION and self.entry.record.delivery in OPEN_TO_DECISION

    @property
    def by_officer(self) -> bool:
        """Whether an officer wrote it."""
        return self.entry.record.kind in (RecordKind.QUESTION, RecordKind.NOTE)


@open_to_media
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
    words, later = _thread(request.key_ring, read)
    page: dict[str, Any] = {
        "tip": tip,
        "read": read,
        "words": words,
        "later": later,
        "since": since(tip),
        "spoken": language(tip.language),
        "is_mine": tip.assigned_to_id == request.user.pk,
        "untriaged": tip.triage == TriageState.WAITING,
        "failed": tip.triage == TriageState.FAILED,
        "moves": [move for move in MOVES[tip.status] if move != Status.CLOSED],
        "being_made_safe": Errand.objects.filter(record__tip=tip, kind=ErrandKind.UPLOAD, fetched=False).count(),
        "can_close": Status.CLOSED in MOVES[tip.status],
        "wants_no_texts": list(tip.lines.values_list("silent", flat=True)),  # one for each line; mostly one or none
        "ask": AskForm(tip=tip),
        "note": NoteForm(),
        "close": CloseForm(),
        "history": steps(history_of(tip.pk, most=LAST_STEPS, readings=False)),
    }
    return render(request, "dashboard/tip.html", page | more, status=status)


def _thread(ring: KeyRing, read: ReadTip) -> tuple[Said | None, list[Said]]:
    """Return the tip's own words, and all that came later."""
    judged = [(entry, Assessment.from_dict(entry.findings) if entry.findings else None) for entry in read.entries]
    earlier = _earlier(ring, (one for _, one in judged if one))
    said = [_said(entry, one, earlier, read.entries[place:]) for place, (entry, one) in enumerate(judged, 1)]
    if said and said[0].entry.record.pk == read.tip.pk:
        return said[0], said[1:]
    return None, said


def _earlier(ring: KeyRing, judged: Iterable[Assessment]) -> dict[str, Tip]:
    ids = {tip_id for one in judged for tip_id in earlier_ids(one)}
    return {str(tip.pk): tip for tip in Tip.objects.of_units(ring.unit_ids).filter(pk__in=ids)} if ids else {}


def _said(entry: ReadEntry, judged: Assessment | None, earlier: Mapping[str, Tip], later: Iterable[ReadEntry]) -> Said:
    cut = pieces(entry.text, judged)
    record = entry.record
    by_tipster = record.officer_id is None
    return Said(
        entry=entry,
        pieces=cut,
        legend=marks_in(cut),
        answers=in_words({name: told for name, told in entry.answers.items() if name not in _UNASKED}),
        found=groups(judged, entry.text, earlier) if judged else [],
        files=[File(file.id, file.kind, ", ".join(map(removed, file.removed))) for file in entry.attachments],
        when=within_hour(record.at) if by_tipster else "",
        wordless=_wordless(record, later),
        meant=MEANT.get(entry.answers.get(ACT, ""), ""),
        spoken=SPOKEN.get(entry.answers.get(HEARD, ""), ""),
    )


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
