"""The sheet of questions as a template draws it: sections of questions with what was answered and what is wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from reports.guides import Guide, Question, asked, holds
from reports.guides.drawing import MAX_LINE, Drawn, DrawnBlock, drawing, drawn_blocks
from reports.public.trouble import Trouble
from reports.public.unsent import Unsent


@dataclass(frozen=True, slots=True)
class Beside:
    """A field of the page that is no question of a guide, and what is wrong with it."""

    id_for_label: str
    errors: tuple[str, ...]
    auto_id = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All questions of one page. Iterated and asked for `errors` as a form is, for the error summary."""

    about: tuple[Drawn, ...] = ()
    where: tuple[Drawn, ...] = ()
    blocks: tuple[DrawnBlock, ...] = ()
    source: tuple[Drawn, ...] = ()
    troubles: tuple[Trouble, ...] = ()
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
        return bool(self.troubles) or any(each.errors for each in self)

    @property
    def non_field_errors(self) -> list[Promise | str]:
        return [each.words for each in self.troubles]

    @property
    def heading(self) -> Promise | str:
        """As that of a TroubledForm."""
        wrong = any(each.errors for each in self if each.id_for_label != "id_attachments")
        return self.troubles[-1].heading if self.troubles and not wrong else ""

    @property
    def is_whole(self) -> bool:
        """As that of a TroubledForm."""
        return any(each.is_whole for each in self.troubles) and not any(each.errors for each in self)

    @property
    def folded(self) -> tuple[str, ...]:
        """The ids of the lists of ticks, but for the first: a short page opens them one by one."""
        return tuple(drawn.question.id for drawn in self.about if drawn.question.kind == "many")[1:]

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of what is asked here, for the page to carry."""
        return tuple(drawn.question.id for drawn in self.questions())


def whole_sheet(ours: Guide, unsent: Unsent, troubles: Iterable[Trouble] = ()) -> Sheet:
    """Everything that is asked now, given the answers so far."""
    drawn = drawing(unsent.answers, _too_long)
    open_now = asked(ours.single, unsent.answers)
    return Sheet(
        about=drawn(each for each in open_now if each in ours.own),
        where=drawn((*ours.place, *ours.time)),
        blocks=drawn_blocks(ours, unsent.answers, _too_long, unsent.blocks),
        source=drawn(ours.source),
        troubles=tuple(troubles),
    )


def short_sheet(ours: Guide, unsent: Unsent, troubles: Iterable[Trouble] = ()) -> Sheet:
    """What is asked of somebody with two minutes: danger and place first, for they bring help."""
    first = ("danger", "place")
    wanted = [each for each in ours.single if each.id in ours.short or each.id in first]
    questions = sorted(wanted, key=lambda each: first.index(each.id) if each.id in first else len(first))
    return Sheet(about=drawing(unsent.answers, _too_long)(questions), troubles=tuple(troubles))


def further_sheet(questions: Iterable[Question], unsent: Unsent, troubles: Iterable[Trouble] = ()) -> Sheet:
    """Only these questions."""
    return Sheet(about=drawing(unsent.answers, _too_long)(questions), troubles=tuple(troubles))


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


def _too_long(length: int) -> str:
    told = {"length": length, "most": MAX_LINE}
    return _("This is %(length)d characters long. We can take %(most)d: please shorten it.") % told
