"""A tip as an officer writes it down during a call: what the form holds, and what in it could show who calls.

The whole draft lies in the fields of the page, so that nothing is stored before it is sent, and an error loses nothing.
"""

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reports.dashboard.draft_fields import TICKET
from reports.dashboard.marked import Piece, pieces
from reports.dashboard.of_the_caller import of_the_caller
from reports.guides import Guide, House, Question, asked, categories, few_know, guide, kept, languages
from reports.guides.drawing import MAX_LINE, posted_answer
from reports.house_guides import as_of
from reports.intake.receipt import places_in
from reports.intake.submission import MAX_TEXT
from reports.triage.assessment import Assessment, Finding, Span
from reports.triage.warning import what_identifies

_WANTED = "many."  # a hidden field for each block that was asked for once more

_NUMBER = re.compile(r"(?<!\d)(?:\+?1[ -]?)?(?:\(?758\)?[ -]?)?\d{3}[ -]?\d{4}(?!\d)")


@dataclass(frozen=True, slots=True)
class Marked:
    """Words with their marks; `heading` is the question they answer, nothing for the story."""

    heading: str
    pieces: list[Piece] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Concerns:
    """What could show who calls: the kinds of it, and where. False when nothing could."""

    kinds: tuple[str, ...]
    marked: tuple[Marked, ...]
    few: bool

    def __bool__(self) -> bool:
        return bool(self.marked) or self.few


@dataclass(frozen=True)
class Draft:
    """What one request brought. `language` is that of the call, in which the questions are read out."""

    posted: Mapping[str, str] = field(repr=False)

    @property
    def text(self) -> str:
        return self.posted.get("text", "")

    @property
    def category(self) -> str:
        chosen = self.posted.get("category", "")
        return chosen if chosen in categories() else ""

    @property
    def language(self) -> str:
        chosen = self.posted.get("language", "")
        return chosen if chosen in languages() else "en"

    @cached_property
    def house(self) -> House:
        """The guides by which the call is asked to its end, whatever is changed meanwhile."""
        version = self.posted.get("house", "")
        return as_of(int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0)

    @cached_property
    def ticket(self) -> str:
        """What makes the sending of this page itself."""
        given = self.posted.get("ticket", "")
        return given if TICKET.fullmatch(given) else secrets.token_hex(16)

    @cached_property
    def guide(self) -> Guide:
        return guide(self.category, self.language, self.house)

    @property
    def advice(self) -> str:
        """The advice above the questions, as it is read out to a caller."""
        return self.guide.at_a_call

    @cached_property
    def answers(self) -> dict[str, str]:
        """Everything that was answered to this guide, whether it is still worth asking or not."""
        found = {question.id: posted_answer(question, self.posted) for question in _all(self.guide)}
        return {name: answer for name, answer in found.items() if answer} | {"category": self.category}

    @property
    def to_send(self) -> dict[str, str]:
        return kept(self.guide, self.answers)

    @property
    def wanted(self) -> dict[str, int]:
        """How often each block is to be drawn."""
        verb, _, again = self.posted.get("do", "").partition(":")
        counts = {}
        for block in self.guide.blocks:
            given = self.posted.get(_WANTED + block.name, "")
            counts[block.name] = int(given) if given.isdigit() and len(given) < 3 else 0
            if verb == "another" and again == block.name:
                filled = [n for n in range(1, block.most + 1) if self._has_answers(block.numbered(n))]
                counts[block.name] = max([counts[block.name], 1, *filled]) + 1
        return counts

    def aside(self) -> dict[str, str]:
        """Return what was filled in and is not asked now, such as the answers to another category's questions."""
        drawn = {question.id for question in asked(self.guide.single, self.answers)}
        drawn |= {question.id for question in _all(self.guide) if question not in self.guide.single}
        hidden = {name: said for name, said in self.posted.items() if said and name.partition(":")[0] not in drawn}
        hidden = {name: said for name, said in hidden.items() if "." in name and not name.startswith(_WANTED)}
        return hidden | {_WANTED + name: str(count) for name, count in self.wanted.items() if count}

    @property
    def says_something(self) -> bool:
        return bool(self.text.strip() or set(self.to_send) - {"category", "danger"})

    @property
    def too_long(self) -> bool:
        return len(self.text) > MAX_TEXT or any(len(answer) > MAX_LINE for answer in self.to_send.values())

    def concerns(self) -> Concerns:
        """Look at the story and at every typed answer. Pure: nothing is kept."""
        answers = self.to_send
        lines = [each for each in _all(self.guide) if _is_typed(each, answers)]
        typed = [("", self.text, True), *((line.ask, answers[line.id], line in self.guide.single) for line in lines)]
        found = [
            (heading, text, [*what_identifies(text), *_of_the_caller(text, by_number=by_number)])
            for heading, text, by_number in typed
            if text
        ]
        return Concerns(
            kinds=tuple(dict.fromkeys(finding.value for _, _, findings in found for finding in findings)),
            marked=tuple(
                Marked(heading, pieces(text, Assessment(findings=tuple(findings), rules_version="")))
                for heading, text, findings in found
                if findings
            ),
            few=few_know(answers),
        )

    def _has_answers(self, questions: tuple[Question, ...]) -> bool:
        return any(self.answers.get(question.id) for question in questions)


def _all(ours: Guide) -> Iterator[Question]:
    yield from ours.single
    for block in ours.blocks:
        for number in range(1, block.most + 1):
            yield from block.numbered(number)


def _is_typed(question: Question, answers: Mapping[str, str]) -> bool:
    return question.kind == "line" and question.id != "category" and question.id in answers


def _of_the_caller(text: str, *, by_number: bool) -> Iterator[Finding]:
    """Yield what an officer may have written of the caller, and a receipt, which opens the caller's mailbox.

    The number of a person of the tip is asked for.
    """
    places = {
        "caller": [*of_the_caller(text)],
        "number": [found.span() for found in _NUMBER.finditer(text)],
        "receipt": [*places_in(text)],
    }
    for kind, found in places.items():
        spans = tuple(Span(start, end, kind, 1.0) for start, end in found)
        if spans and (by_number or kind != "number"):
            yield Finding(step="identifying", value=kind, score=float(len(spans)), reason="", spans=spans)
