"""The sheet of questions as a template draws it: sections of questions with what was answered and what is wrong."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from reports.guides import Block, Guide, Option, Question, asked, holds, how_many, picked
from reports.public.fields import MAX_LINE
from reports.public.unsent import Unsent


@dataclass(frozen=True, slots=True)
class Drawn:
    """One question on a page."""

    question: Question
    answer: str = field(repr=False)
    errors: tuple[str, ...] = ()

    @property
    def id_for_label(self) -> str:
        return f"id_{self.question.id}"

    auto_id = id_for_label

    @property
    def is_short(self) -> bool:
        """Whether the options fit on one line: yes, no, I do not know."""
        return self.question.kind == "one" and sum(len(each.label) for each in self.question.options) < 30

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


@dataclass(frozen=True, slots=True)
class Beside:
    """A field of the page that is no question of a guide, and what is wrong with it."""

    id_for_label: str
    errors: tuple[str, ...]
    auto_id = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All questions of one page. Iterated and asked for `errors` as a Django form is, for the error summary."""

    about: tuple[Drawn, ...] = ()
    where: tuple[Drawn, ...] = ()
    blocks: tuple[DrawnBlock, ...] = ()
    source: tuple[Drawn, ...] = ()
    non_field_errors: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()

    def __iter__(self) -> Iterator[Drawn | Beside]:
        yield from self.questions()
        yield from self.beside

    def questions(self) -> Iterator[Drawn]:
        yield from self.about
        yield from self.where
        for block in self.blocks:
            for one in block.each:
                yield from one
        yield from self.source

    @property
    def errors(self) -> bool:
        return bool(self.non_field_errors) or any(each.errors for each in self)

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of what is asked here, for the page to carry."""
        return tuple(drawn.question.id for drawn in self.questions())


def whole_sheet(ours: Guide, unsent: Unsent, problems: Iterable[str] = ()) -> Sheet:
    """Everything that is asked now, given the answers so far."""
    answers = unsent.answers
    drawn = _drawing(answers)
    open_now = asked(ours.single, answers)
    filled = how_many(ours, answers)
    blocks = []
    for block in ours.blocks:
        count = min(block.most, max(filled[block.name], unsent.blocks.get(block.name, 0)))
        each = tuple(drawn(block.numbered(number)) for number in range(1, count + 1))
        is_open = bool(unsent.blocks.get(block.name)) or any(one.answer for rows in each for one in rows)
        blocks.append(DrawnBlock(block, each, is_open))
    return Sheet(
        about=drawn(each for each in open_now if each in ours.own),
        where=drawn((*ours.place, *ours.time)),
        blocks=tuple(blocks),
        source=drawn(ours.source),
        non_field_errors=tuple(problems),
    )


def short_sheet(ours: Guide, unsent: Unsent, problems: Iterable[str] = ()) -> Sheet:
    """What is asked of somebody with two minutes, danger and place with it."""
    wanted = ours.short | {"danger", "place"}
    questions = (each for each in ours.single if each.id in wanted)
    return Sheet(about=_drawing(unsent.answers)(questions), non_field_errors=tuple(problems))


def further_sheet(questions: Iterable[Question], unsent: Unsent, problems: Iterable[str] = ()) -> Sheet:
    """Only these questions."""
    return Sheet(about=_drawing(unsent.answers)(questions), non_field_errors=tuple(problems))


def due(ours: Guide, unsent: Unsent) -> tuple[Question, ...]:
    """Questions that the answers have made worth asking and that no page has asked yet."""
    return tuple(each for each in asked(ours.own, unsent.answers) if each.only_if and each.id not in unsent.was_asked)


def could_grow(ours: Guide, unsent: Unsent) -> bool:
    """Whether some answer to this page may lead to one more question."""
    return any(not holds(each, unsent.answers) for each in ours.own)


def questions_of(ours: Guide, ids: Iterable[str]) -> tuple[Question, ...]:
    """The questions with these ids, as a page showed them."""
    wanted = set(ids)
    numbered = (each for block in ours.blocks for number in range(1, block.most + 1) for each in block.numbered(number))
    return tuple(each for each in (*ours.single, *numbered) if each.id in wanted)


def _drawing(answers: Mapping[str, str]) -> Callable[[Iterable[Question]], tuple[Drawn, ...]]:
    def drawn(questions: Iterable[Question]) -> tuple[Drawn, ...]:
        said = ((each, answers.get(each.id, "")) for each in questions)
        return tuple(Drawn(question, answer, _wrong(question, answer)) for question, answer in said)

    return drawn


def _wrong(question: Question, answer: str) -> tuple[str, ...]:
    if question.kind != "line" or len(answer) <= MAX_LINE:
        return ()
    told = {"length": len(answer), "most": MAX_LINE}
    return (_("This is %(length)d characters long. We can take %(most)d: please shorten it.") % told,)
