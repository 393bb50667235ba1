"""A tip that is still being written: its words, its answers, and what the last page asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

from reports.guides import Guide, Question, categories, guide, how_many, kept, titles
from reports.guides.drawing import MAX_LINE, posted_answer
from reports.house_guides import as_of, standing
from reports.intake.uploads import HeldFile
from reports.models import Category
from reports.public.attachments import TOLD, Tick, told_answers
from reports.public.carried import CarriedExpired, CarriedRefused, carry, uncarry
from reports.triage.warning import clearly_told

FIRST = ("category", "danger", "place", "when", "notice")
"""The answers that the first page itself asks for."""
LED = "led"
"""Beside the answers, the kind whose guide is asked because the words tell of it: it is none, and is never sent. An
earlier release, still running beside this one, carries the name on and asks the guide "other": it drops what was
answered to this one's (docs/upgrading.md)."""
ASIDE = ("read", "stop")
"""Pages beside the way, which show nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """`page` is where it was last shown, `shown` the questions there; `blocks` how often each block is drawn.
    `was_asked` has the questions with a condition that a page has asked; `before` is the page before one that only
    carries it.

    `telling` has, for each thing that the police may be told of a file, its blob and the thing: "0a1b….place". `house`
    is the version of the house's guides by which it is asked to its end, once there is one. `given_back` is, in
    hexadecimal, the sending in vain that brought these words, where the tip of their page was sent before.
    """

    text: str = field(default="", repr=False)
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    page: str = "first"
    shown: tuple[str, ...] = FIRST
    blocks: Mapping[str, int] = field(default_factory=dict)
    was_asked: tuple[str, ...] = ()
    files: tuple[HeldFile, ...] = field(default=(), repr=False)
    telling: tuple[str, ...] = ()
    house: int = 0
    before: str = ""
    given_back: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written on the first page yet."""
        return self.page == "first" and not (self.text.strip() or self.answers or self.files)

    @property
    def was_on(self) -> str:
        """The page to write on that it was last shown on."""
        return self.before if self.page in ASIDE else self.page

    def set_aside(self, page: str) -> Self:
        """As a page carries it that asks nothing."""
        return replace(self, page=page, shown=(), before=self.was_on)

    @property
    def category(self) -> str:
        """The category whose guide is asked: the chosen one, or what the words led to, or "other" for the rest."""
        return self.answers.get("category", "") or self.answers.get(LED, "") or Category.OTHER

    @property
    def is_led(self) -> bool:
        """Whether the guide that is asked was taken from the words: nobody chose its kind."""
        return LED in self.answers and not self.answers.get("category")

    def led_by_words(self) -> Self:
        """With the guide of what the words clearly tell of, where no kind was chosen.

        One that has an answer already stays: another would lose it.
        """
        led = self.answers.get(LED)
        if self.answers.get("category") or (led and any(name.startswith(f"{led}.") for name in self.answers)):
            return self
        told = clearly_told(self.text)
        leads = {LED: told} if told in titles("en", standing()) else {}
        return replace(self, answers={name: said for name, said in self.answers.items() if name != LED} | leads)

    def guide(self, language: str = "en") -> Guide:
        return guide(self.category, language, as_of(self.house))

    @property
    def to_send(self) -> dict[str, str]:
        """The answers that may be sent: those to what this category asks, conditions looked at once more."""
        return kept(self.guide(), self.answers) | told_answers(self.files, self.ticked)

    @property
    def ticked(self) -> frozenset[Tick]:
        """What the police may be told of the files."""
        every = ((place, what) for place in range(len(self.files)) for what in TOLD)
        return frozenset(tick for tick in every if self._named(tick) in self.telling)

    def _named(self, tick: Tick) -> str:
        return f"{self.files[tick[0]].blob.hex}.{tick[1]}"

    @property
    def too_long(self) -> bool:
        """Whether a typed answer is longer than a line may be."""
        return any(len(answer) > MAX_LINE for answer in self.to_send.values())

    def with_another(self, block: str) -> Self:
        """With one more of a block to fill in."""
        filled = how_many(self.guide(), self.answers)
        if block not in filled:
            return self
        return replace(self, blocks={**self.blocks, block: max(filled[block], self.blocks.get(block, 1)) + 1})

    def answered(self, questions: Iterable[Question], words: Mapping[str, str]) -> Self:
        """With what was posted for these questions; one that was cleared is gone."""
        posted = {question.id: posted_answer(question, words) for question in questions}
        rest = {key: answer for key, answer in self.answers.items() if key not in posted}
        return replace(self, answers=rest | {key: answer for key, answer in posted.items() if answer})

    def with_files(self, files: Iterable[HeldFile], telling: Iterable[Tick]) -> Self:
        """With these files; `telling` are ticks of those that the page held before."""
        ticked = tuple(self._named(tick) for tick in sorted(telling) if tick[0] < len(self.files))
        return replace(self, files=tuple(files), telling=ticked)

    def carried(self) -> str:
        plain = {each.name: getattr(self, each.name) for each in fields(self)}
        if not self.given_back:  # an earlier release, still running beside this one, does not know the name
            del plain["given_back"]
        return carry(plain | {"files": [held.to_dict() for held in self.files]})


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What the last page carried. `lost`: it could not be read, or did not come; `stale`: it is older than a day."""

    unsent: Unsent
    lost: bool = False
    stale: bool = False


def take_up(words: Mapping[str, str]) -> TakenUp:
    """Return what was carried; of the first page, which need carry nothing, a tip with nothing in it yet.

    Where a later page's field is lost, the answers that came with it tell which questions it asked.
    """
    text = words.get("carried", "")
    if not text:
        bare = _by_what_came(words)
        return TakenUp(bare, lost="text" not in words or bare.page != "first")
    try:
        state, stale = uncarry(text), False
    except CarriedExpired as expired:
        state, stale = expired.state, True
    except CarriedRefused:
        return TakenUp(_by_what_came(words), lost=True)
    try:
        return TakenUp(_from_state(state), stale=stale)
    except (KeyError, TypeError, ValueError):  # another page of ours sealed it, or an earlier release
        return TakenUp(_by_what_came(words), lost=True)


def _by_what_came(words: Mapping[str, str]) -> Unsent:
    """The page that has the fields which came, with nothing in it yet."""
    came = {name.partition(":")[0] for name in words}
    named = [words.get("category", ""), *(name.partition(".")[0] for name in words)]
    category = next((name for name in named if name in categories()), "")
    ours = guide(category or Category.OTHER, house=as_of(0))
    blocks = (each for block in ours.blocks for number in range(1, block.most + 1) for each in block.numbered(number))
    shown = tuple(each.id for each in (*ours.single, *blocks) if each.id in came)
    if set(shown) <= set(FIRST):
        return Unsent()
    return Unsent(answers={"category": category} if category else {}, page="questions", shown=shown)


def _from_state(state: Mapping[str, Any]) -> Unsent:
    lists = {name: tuple(state[name]) for name in ("shown", "was_asked", "telling")}
    files = tuple(HeldFile.from_dict(held) for held in state["files"])
    known = {each.name: state[each.name] for each in fields(Unsent) if each.name in state}
    return Unsent(**{**known, **lists, "files": files})
