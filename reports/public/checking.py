"""Before a tip goes: what in it could show who wrote it. Nothing is changed or refused, the tipster decides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.guides import Guide
from reports.intake.uploads import HeldFile
from reports.public.unsent import Unsent
from reports.triage.assessment import Finding
from reports.triage.warning import what_identifies

FEW = frozenset({"me", "few"})
_SENTENCES: dict[str, Promise] = {
    "own_name": _("A name that may be yours."),
    "own_number": _("A number or an address that may be yours."),
    "kin": _("A relative or partner: who knows your family, knows you."),
    "neighbour": _("Where you live or stood."),
    "job": _("Where you work or go to school."),
    "sole_knowledge": _("Something that only you, or you and one other, can know."),
}
_OTHERWISE = _("Words that may show who you are.")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it could show who wrote it."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its marks. `heading` is the question it answers, nothing for the story itself."""

    heading: str
    pieces: tuple[Piece, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Concerns:
    """What the page before sending shows. False when there is nothing to show."""

    marked: tuple[Marked, ...]
    reasons: tuple[Promise, ...]
    few: bool
    told: bool

    def __bool__(self) -> bool:
        return bool(self.marked) or self.few or self.told


def concerns(ours: Guide, unsent: Unsent, fresh: Iterable[HeldFile] = ()) -> Concerns:
    """Look at the story and at every typed answer; `fresh` are files that no page has listed yet."""
    answers = unsent.to_send
    typed = [("", unsent.text), *_typed(ours, answers)]
    found = [(heading, text, what_identifies(text)) for heading, text in typed if text]
    kinds = {finding.value: None for _, _, findings in found for finding in findings}
    return Concerns(
        marked=tuple(Marked(heading, tuple(_pieces(text, findings))) for heading, text, findings in found if findings),
        reasons=tuple(dict.fromkeys(_SENTENCES.get(kind, _OTHERWISE) for kind in kinds)),
        few=answers.get("how_many_know") in FEW,
        told=any(held.told for held in fresh),
    )


def _typed(ours: Guide, answers: dict[str, str]) -> Iterator[tuple[str, str]]:
    blocks = (each for block in ours.blocks for number in range(1, block.most + 1) for each in block.numbered(number))
    for question in (*ours.single, *blocks):
        if question.kind == "line" and question.id != "category" and question.id in answers:
            yield question.ask, answers[question.id]


def _pieces(text: str, findings: Iterable[Finding]) -> Iterator[Piece]:
    at = 0
    for start, end in sorted((span.start, span.end) for finding in findings for span in finding.spans):
        if end <= at or start == end:
            continue
        start = max(start, at)
        if start > at:
            yield Piece(text[at:start], marked=False)
        yield Piece(text[start:end], marked=True)
        at = end
    if at < len(text):
        yield Piece(text[at:], marked=False)
