"""A tip that is still being written: its words, its answers, and what the last page asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

from reports.guides import Guide, Question, fitting, guide, how_many, kept
from reports.intake.uploads import HeldFile
from reports.models import Category
from reports.public.attachments import told_answers
from reports.public.carried import CarriedExpired, CarriedRefused, carry, uncarry
from reports.public.fields import MAX_LINE

FIRST = ("category", "danger", "place", "when", "notice")
"""The answers that the first page itself asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """`page` is where it was last shown, `shown` the questions there; `blocks` how often each block is drawn.

    `telling` names the blobs of the files that may tell the police where and when they were made.
    """

    text: str = field(default="", repr=False)
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    page: str = "first"
    shown: tuple[str, ...] = FIRST
    blocks: Mapping[str, int] = field(default_factory=dict)
    was_asked: tuple[str, ...] = ()
    files: tuple[HeldFile, ...] = field(default=(), repr=False)
    telling: tuple[str, ...] = ()

    @property
    def category(self) -> str:
        """The chosen category, or "other": then the guide for what fits nowhere is asked."""
        return self.answers.get("category", "") or Category.OTHER

    def guide(self, language: str) -> Guide:
        return guide(self.category, language)

    @property
    def to_send(self) -> dict[str, str]:
        """The answers that may be sent: those to what this category asks, conditions looked at once more."""
        return kept(guide(self.category), self.answers) | told_answers(self.files, self.ticked)

    @property
    def ticked(self) -> tuple[int, ...]:
        """The places, from 0, of the files that may tell."""
        return tuple(place for place, each in enumerate(self.files) if each.blob.hex in self.telling)

    @property
    def too_long(self) -> bool:
        """Whether a typed answer is longer than a line may be."""
        return any(len(answer) > MAX_LINE for answer in self.to_send.values())

    def with_another(self, block: str) -> Self:
        """With one more of a block to fill in."""
        filled = how_many(guide(self.category), self.answers)
        if block not in filled:
            return self
        return replace(self, blocks={**self.blocks, block: max(filled[block], self.blocks.get(block, 1)) + 1})

    def answered(self, questions: Iterable[Question], words: Mapping[str, str]) -> Self:
        """With what was posted for these questions; one that was cleared is gone."""
        posted = {question.id: posted_answer(question, words) for question in questions}
        rest = {key: answer for key, answer in self.answers.items() if key not in posted}
        return replace(self, answers=rest | {key: answer for key, answer in posted.items() if answer})

    def with_files(self, files: Iterable[HeldFile], telling: Iterable[int]) -> Self:
        """With these files; `telling` are the places among those that the page held before."""
        ticked = tuple(self.files[place].blob.hex for place in sorted(telling) if place < len(self.files))
        return replace(self, files=tuple(files), telling=ticked)

    def carried(self) -> str:
        plain = {each.name: getattr(self, each.name) for each in fields(self)}
        return carry(plain | {"files": [held.to_dict() for held in self.files]})


def posted_answer(question: Question, words: Mapping[str, str]) -> str:
    """What a page posted for one question. Ticks have a field each, named question:option."""
    if question.kind != "many":
        return fitting(question, words.get(question.id, ""))
    return fitting(question, ",".join(each.id for each in question.options if words.get(f"{question.id}:{each.id}")))


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What the last page carried. `lost`: its field could not be read; `stale`: it is older than a day."""

    unsent: Unsent
    lost: bool = False
    stale: bool = False


def take_up(words: Mapping[str, str]) -> TakenUp:
    """Return what was carried; of a page that carries nothing, a tip with nothing in it yet."""
    text = words.get("carried", "")
    if not text:
        return TakenUp(Unsent())
    try:
        state, stale = uncarry(text), False
    except CarriedExpired as expired:
        state, stale = expired.state, True
    except CarriedRefused:
        return TakenUp(Unsent(), lost=True)
    try:
        return TakenUp(_from_state(state), stale=stale)
    except (KeyError, TypeError, ValueError):  # another page of ours sealed it, or an earlier release
        return TakenUp(Unsent(), lost=True)


def _from_state(state: Mapping[str, Any]) -> Unsent:
    lists = {name: tuple(state[name]) for name in ("shown", "was_asked", "telling")}
    files = tuple(HeldFile.from_dict(held) for held in state["files"])
    return Unsent(**{**state, **lists, "files": files})
