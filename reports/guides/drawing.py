"""Questions as a template draws them, with what was answered and what is wrong; and answers as a page posts them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from zlib import crc32

from reports.guides import Block, Guide, Option, Question, fitting, how_many, picked

MAX_LINE = 500
_LONG = frozenset({"domestic_abuse.come"})
"""Lines whose answer is some sentences."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One question on a page."""

    question: Question
    answer: str = field(repr=False)
    errors: tuple[str, ...] = ()

    @property
    def id_for_label(self) -> str:
        """Its id on the page. A link leads to what is wrong, and what it leads to stands in the browser's history."""
        return f"id_{crc32(self.question.id.encode()):08x}" if self.errors else f"id_{self.question.id}"

    auto_id = id_for_label

    @property
    def is_short(self) -> bool:
        """Whether the options fit on one line: yes, no, I do not know."""
        return self.question.kind == "one" and sum(len(each.label) for each in self.question.options) < 30

    @property
    def is_long(self) -> bool:
        """Whether a typed answer wants room."""
        return self.question.id in _LONG

    @property
    def options(self) -> Iterator[tuple[Option, bool]]:
        """Each option and whether it is chosen."""
        chosen = picked({"": self.answer}, "")
        return ((option, option.id in chosen) for option in self.question.options)


@dataclass(frozen=True, slots=True)
class DrawnBlock:
    """A block that can be filled in several times. It stands open once something is in it."""

    block: Block
    each: tuple[tuple[Drawn, ...], ...]
    is_open: bool

    @property
    def has_room(self) -> bool:
        return len(self.each) < self.block.most

    @property
    def next(self) -> int:
        """The number that one more would have."""
        return len(self.each) + 1


type Says = Callable[[int], str]
"""A face's own sentence for a line of so many characters, more than MAX_LINE."""


def drawing(answers: Mapping[str, str], says: Says) -> Callable[[Iterable[Question]], tuple[Drawn, ...]]:
    """Return what draws questions with these answers."""

    def drawn(questions: Iterable[Question]) -> tuple[Drawn, ...]:
        said = ((each, answers.get(each.id, "")) for each in questions)
        return tuple(Drawn(question, answer, _wrong(question, answer, says)) for question, answer in said)

    return drawn


def drawn_blocks(
    ours: Guide, answers: Mapping[str, str], says: Says, wanted: Mapping[str, int]
) -> tuple[DrawnBlock, ...]:
    """The blocks of a guide, each as often as it is filled in or `wanted`."""
    drawn, filled = drawing(answers, says), how_many(ours, answers)
    blocks = []
    for block in ours.blocks:
        count = min(block.most, max(filled[block.name], wanted.get(block.name, 0)))
        each = tuple(drawn(block.numbered(number)) for number in range(1, count + 1))
        is_open = bool(wanted.get(block.name)) or any(one.answer for rows in each for one in rows)
        blocks.append(DrawnBlock(block, each, is_open))
    return tuple(blocks)


def posted_answer(question: Question, words: Mapping[str, str]) -> str:
    """What a page posted for one question. Ticks have a field each, named question:option."""
    if question.kind != "many":
        return fitting(question, words.get(question.id, ""))
    return fitting(question, ",".join(each.id for each in question.options if words.get(f"{question.id}:{each.id}")))


def _wrong(question: Question, answer: str, says: Says) -> tuple[str, ...]:
    return (says(len(answer)),) if question.kind == "line" and len(answer) > MAX_LINE else ()
