"""What was said about a tip, as its page and its paper show it: each entry with what is masked in it and found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from reports.casework.unmasking import purposes_for
from reports.dashboard.found import Group, groups
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.marked import WHO, Piece, marks_in, pieces
from reports.dashboard.unmasking import few_know, masked_pieces
from reports.dashboard.wording import Words, came, removed
from reports.dialogue.send_again import OPEN_TO_DECISION
from reports.guides import in_words
from reports.house_guides import as_it_was
from reports.intake.media import CUT
from reports.intake.submission import WITHOUT_RECEIPT
from reports.keyring import KeyRing
from reports.models import Channel, Record, RecordKind, Tip
from reports.models.choices import ACT, BY_MACHINE, CORRECTS, HEARD, REWARD, TAKEN, UNHEARD, WANTED, WITHDRAWS
from reports.queries.reading import ReadAttachment, ReadEntry
from reports.triage.assessment import Assessment
from reports.withheld import masked_answers, masked_assessment

MEANT = {
    CORRECTS: _("Corrects what was told before"),
    WITHDRAWS: _("Withdraws the tip"),
    WANTED: _("Wants the tip used after all"),
}
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
    """A file beside somebody's words. `is_cut`: its end was missing when it came."""

    id: UUID
    kind: str
    removed: str
    is_cut: bool


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
    is_unjudged: bool  # and nothing in it is masked
    lang: str  # the code of the language of its words, "" where that is not known
    tells_source: bool  # words, answers or files that could identify the tipster

    @property
    def is_undecided(self) -> bool:
        """Whether an officer must decide about its text."""
        return self.entry.record.kind == RecordKind.QUESTION and self.entry.record.delivery in OPEN_TO_DECISION

    @property
    def by_officer(self) -> bool:
        """Whether an officer wrote it."""
        return self.entry.record.kind in (RecordKind.QUESTION, RecordKind.NOTE)


@dataclass(frozen=True, slots=True)
class Thread:
    """All that was said about a tip. `words` are its own, or None; `judged` is what triage made of each record."""

    words: Said | None
    later: list[Said]
    judged: list[Assessment]

    @property
    def few_know(self) -> Words:
        """Why few could know what is told, wherever that stands."""
        return next((said.few_know for said in self.whole if said.few_know), "")

    @property
    def whole(self) -> list[Said]:
        """The tip's own words and what came later."""
        return [self.words, *self.later] if self.words else self.later


def thread(ring: KeyRing, entries: Sequence[ReadEntry], is_shown: bool) -> Thread:
    """Return what these entries say; `is_shown`: with what could identify the tipster."""
    found = [Assessment.from_dict(entry.findings) if entry.findings else None for entry in entries]
    judged = [one for one in found if one]
    earlier, both = _earlier(ring, judged), zip(entries, found, strict=True)
    said = [_said(entry, one, earlier, entries[place:], is_shown) for place, (entry, one) in enumerate(both, 1)]
    said = [one for one in said if one.entry.record.kind not in _APART]
    if said and said[0].entry.record.pk == said[0].entry.record.tip_id:
        return Thread(said[0], said[1:], judged)
    return Thread(None, said, judged)


def lang_of(record: Record, judged: Assessment | None) -> str:
    """Return the code of the language of what a tipster said, "" where it is not known.

    Of the tip's own words it is as somebody put it right, of later ones as they were judged.
    """
    if not record.is_tipsters:
        return ""
    if record.pk == record.tip_id or judged is None:
        return record.tip.spoken_in
    return "" if judged.language == "unsure" else judged.language


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
        found=groups(told, entry.text, earlier, record.tip.unit) if told else [],
        files=[_file(file) for file in entry.attachments],
        when=came(record.at) if is_vague else "",
        wordless=_("No words.") if TAKEN in entry.answers else _wordless(record, later),
        meant=MEANT.get(entry.answers.get(ACT, ""), ""),
        few_know=few_know(entry),
        is_unjudged=bool(entry.text) and record.was_given_up,
        tells_source=any(WHO in piece.marks for piece in cut) or bool(entry.attachments) or bare != answers,
        spoken=_spoken(entry),
        lang=lang_of(record, judged),
    )


def _file(file: ReadAttachment) -> File:
    taken_out = ", ".join(removed(word) for word in file.removed if word != CUT)
    return File(file.id, file.kind, taken_out, is_cut=CUT in file.removed)


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
