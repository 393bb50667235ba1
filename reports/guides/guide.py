"""What a guide is: frozen records of the questions for one category, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass

UNKNOWN = "unknown"
"""The option "I do not know", at the end of every list."""
BOTH = " + "
"""Between the parts of a sign that weighs only where all of them were ticked."""
LISTS = frozenset({"one", "pick", "many"})
KINDS = LISTS | {"line"}


class InEnglish(str):
    """Words that nobody has written in the language of their guide: a page says so to who listens to it."""

    __slots__ = ()
    spoken = "en"
    """The code of their language; a page asks any words for it, and those of the guide's language have none."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a list."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `kind`: one (radio buttons), pick (a long list), many (ticks) or line (a few typed words).

    `only_if` maps earlier questions to the options that make this one worth asking; all of them must hold.
    `danger` are the options that say that somebody is in danger now.
    """

    id: str
    kind: str
    ask: str
    hint: str = ""
    options: tuple[Option, ...] = ()
    only_if: Mapping[str, frozenset[str]]
    danger: frozenset[str] = frozenset()

    def label_of(self, option: str) -> str:
        """The words of an option; one that this guide does not know stands for itself."""
        return next((each.label for each in self.options if each.id == option), option)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Questions that can be answered up to `most` times: for one person, then another. Their ids are bare."""

    name: str
    title: str
    another: str
    most: int
    questions: tuple[Question, ...]

    def numbered(self, number: int) -> tuple[Question, ...]:
        """The questions of one of them, with ids like person.2.name."""
        return tuple(
            Question(
                id=f"{self.name}.{number}.{each.id}",
                kind=each.kind,
                ask=each.ask,
                hint=each.hint,
                options=each.options,
                only_if={},
            )
            for each in self.questions
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """All that is asked for one category. The ids of `own` begin with the category's name.

    `weights` are the signs that weigh, as question:option; one of several parts, joined by BOTH, takes all of them.

    `core` is the version of what every category asks; `short` are those of its questions that are asked of somebody in
    a hurry. `house` is the version of the house's own guides where they change this one, else 0. `at_a_call` is the
    advice as an officer reads it out to somebody who sees no page.
    """

    category: str
    version: int
    core: int
    house: int
    title: str
    advice: str
    at_a_call: str
    own: tuple[Question, ...]
    first: tuple[Question, ...]
    place: tuple[Question, ...]
    time: tuple[Question, ...]
    source: tuple[Question, ...]
    blocks: tuple[Block, ...]
    weights: Mapping[str, frozenset[str]]
    short: frozenset[str]

    @property
    def edition(self) -> str:
        """What tells this guide from those before and after it, such as "drugs 2.1", or "drugs 2.1.4" in a house."""
        return f"{self.category} {self.version}.{self.core}" + (f".{self.house}" if self.house else "")

    @property
    def single(self) -> tuple[Question, ...]:
        """The questions outside the blocks, in the order in which conditions are looked at."""
        return (*self.first, *self.own, *self.place, *self.time, *self.source)
