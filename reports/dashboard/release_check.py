"""Holding a release copy against its tip: what it keeps of the source, for who writes it and for who checks it.

Only who has asked to see the source is told: the comparison would tell what stands under a mask.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.marked import WHO, Piece, pieces
from reports.dashboard.unmasking import few_know, sees_source
from reports.dashboard.wording import Words
from reports.guides import typed
from reports.models import Tip
from reports.queries.masking import apart, blanked, with_masks
from reports.queries.reading import ReadEntry
from reports.queries.told import told_in
from reports.releases.copies import Copy, ReleaseRefused
from reports.triage.assessment import Assessment
from reports.triage.learning.amend import masked_places
from reports.triage.retold import echoed, quoted
from reports.triage.warning import what_identifies


@dataclass(frozen=True, slots=True)
class Compared:
    """A copy held against its tip. `texts`: copy and translation in pieces, marked where they could tell of the source.

    `original`: what the tip's sender told, in pieces; it and all comparing is left out where the source is not shown.
    """

    is_open: bool
    texts: list[list[Piece]] = field(repr=False)
    few: Words
    original: list[list[Piece]] = field(repr=False)

    @property
    def words(self) -> list[str]:
        """The marked words of the copy."""
        return list(dict.fromkeys(piece.text for text in self.texts for piece in text if piece.marks))

    @property
    def wants_weighing(self) -> bool:
        """Whether somebody must say that this was thought about."""
        return bool(self.words or self.few)


def compare(request: DeskRequest, tip: Tip, written: Sequence[str]) -> Compared:
    """Hold texts of a copy against its tip. The caller audits what it is for."""
    entries, is_open = told_in(request.key_ring, tip), sees_source(request, tip)
    told = [one for entry in entries for one in _told(entry)] if is_open else []
    texts = [_marked(text, told) for text in written]
    original = [one for entry in entries for one in _pieces(entry)] if is_open else []
    few: Words = next((words for entry in entries if (words := few_know(entry))), "")
    return Compared(is_open, texts, few, original)


def weigh(request: DeskRequest, tip: Tip, copy: Copy) -> bool:
    """Return whether the officer weighed what a copy keeps, before it moves on. Raises ReleaseRefused."""
    found = compare(request, tip, [copy.text, copy.translation])
    weighed = request.POST.get("weighed") == "on"
    if not found.is_open:
        raise ReleaseRefused("not_compared")
    if found.wants_weighing and not weighed:
        raise ReleaseRefused("not_weighed")
    return weighed


@dataclass(frozen=True, slots=True)
class _Told:
    """One text of the tip, its masked words, and what is shown of it."""

    text: str = field(repr=False)
    masked: list[str] = field(repr=False)
    shown: str = field(repr=False)


def _told(entry: ReadEntry) -> Iterator[_Told]:
    for answer, text in [("", entry.text), *typed(entry.answers).items()]:
        places = apart(masked_places(entry, answer))
        yield _Told(text, [text[start:end] for start, end in places], with_masks(blanked(text, places)))


def _marked(text: str, told: Sequence[_Told]) -> list[Piece]:
    masked, shown = [words for one in told for words in one.masked], [one.shown for one in told]
    seen = [(span.start, span.end) for finding in what_identifies(text) for span in finding.spans]
    kept = [*echoed(text, masked, shown=shown), *quoted(text, [one.text for one in told])]
    return list(_cut(text, _joined(text, apart([*seen, *kept]))))


def _joined(text: str, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join places that stand beside each other: "yellow gate" and not "yellow" and "gate"."""
    kept: list[tuple[int, int]] = []
    for start, end in places:
        if kept and not any(map(str.isalnum, text[kept[-1][1] : start])):
            start, _ = kept.pop()
        kept.append((start, end))
    return kept


def _cut(text: str, places: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for start, end in places:
        yield Piece(text[at:start])
        yield Piece(text[start:end], (WHO,))
        at = end
    yield Piece(text[at:])


def _pieces(entry: ReadEntry) -> Iterator[list[Piece]]:
    if entry.text:
        yield pieces(entry.text, Assessment.from_dict(entry.findings) if entry.findings else None)
    for answer, text in typed(entry.answers).items():
        yield list(_cut(text, apart(masked_places(entry, answer))))
