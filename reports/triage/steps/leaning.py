"""What ordinary words of a tip lean to: weights fitted to made-up tips, added to those of the rules made by hand.

The rules say what is certain, the leanings settle what they leave open: a "chain" that is "gone" is rather stolen than
a weapon. They know words, beginnings of words, and what is the same in every language: the ideas of rules/words, the
senses of senses.toml, and pairs of these near each other.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.letters import weights
from reports.triage.steps.lexicon import rules
from reports.triage.steps.matching import Words
from reports.triage.steps.senses import senses_of

LEANING = "leaning/"
"""How the rule of such a span begins."""
USUAL = "always"
"""The feature that every tip with words has: how usual a kind is."""
_BEGINNING = 5
"""Letters of a longer word that stand for it."""
PAIR = "pair:"
"""How the feature of two things near each other begins."""
_PLACES = 3
"""Places of one idea or sense that are looked at."""
_NEAR = 8
"""Words between the beginnings of two things of a pair."""
_NEXT = 30
"""Things after one that are paired with it at most, where many stand on one spot."""
_SHOWN = 12
_HINTS = "idea:about_"
"""How ideas of words/hints.toml begin: they are leanings themselves, and one of their words says too little."""


def said_outright(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans of rules made by hand: what must be certain rests on these alone."""
    return tuple(span for span in spans if not span.rule.startswith(LEANING))


def features(
    draft: Draft, words: Words, partners: Mapping[str, Collection[str]] | None = None
) -> dict[str, tuple[int, int]]:
    """Return what is weighed, each with the characters where it comes first; of pairs only `partners`, if given.

    `words` are the ideas that the tip asserts: the words of all others, denied, told of a film or said as a figure of
    speech, lean to nothing.
    """
    found: dict[str, tuple[int, int]] = {}
    silent = _silent(draft, words)
    things = _things(draft, words, silent)
    for name, first, last in things:
        if not name.startswith(_HINTS):
            found.setdefault(name, (draft.tokens[first].start, draft.tokens[last - 1].end))
    for at, token in enumerate(draft.tokens):
        if at in silent:
            continue
        found.setdefault(f"word:{token.text}", (token.start, token.end))
        if len(token.text) > _BEGINNING:
            found.setdefault(f"begin:{token.text[:_BEGINNING]}", (token.start, token.end))
    return found | _pairs(draft, things, partners)


def _silent(draft: Draft, words: Words) -> set[int]:
    """The words that the tip does not assert."""
    return {
        at
        for idea, said in draft.words.items()
        if len(meant := words.get(idea, ())) < len(said)
        for hit in said
        if hit not in meant
        for at in range(hit.first, hit.last)
    }


def _things(draft: Draft, words: Words, silent: Collection[int]) -> list[tuple[str, int, int]]:
    """Each idea and sense at its first few places, as its name, its first word and the word after its last."""
    things = [(f"idea:{idea}", hit.first, hit.last) for idea, hits in words.items() for hit in hits[:_PLACES]]
    seen: Counter[str] = Counter()
    for sense, at in senses_of(draft):
        if at not in silent and seen[sense] < _PLACES:
            seen[sense] += 1
            things.append((f"sense:{sense}", at, at + 1))
    return sorted(things, key=lambda thing: thing[1])


def _pairs(
    draft: Draft, things: Sequence[tuple[str, int, int]], partners: Mapping[str, Collection[str]] | None
) -> dict[str, tuple[int, int]]:
    """Two of them near each other, from the beginning of the first to the end of the second."""
    found: dict[str, tuple[int, int]] = {}
    for at, (name, first, last) in enumerate(things):
        mates = None if partners is None else partners.get(name)
        if partners is not None and not mates:
            continue
        for other, begins, ends in things[at + 1 : at + 1 + _NEXT]:
            if begins - first > _NEAR:
                break
            if name != other and (mates is None or other in mates):
                both = f"{PAIR}{name}+{other}" if name < other else f"{PAIR}{other}+{name}"
                found.setdefault(both, (draft.tokens[first].start, draft.tokens[max(last, ends) - 1].end))
    return found


@dataclass(frozen=True, slots=True)
class Leanings:
    """What a tip leans to: the `sums` by category, and `known`, what leans, each with the characters where it stands.

    Nearly every word leans to or from every category, so spans are made only for those that are named.
    """

    known: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    sums: Mapping[str, float] = field(default_factory=dict)

    def spans(self, category: str) -> Iterator[Span]:
        """Yield the strongest leanings to a category one by one, and the rest together."""
        if category not in self.sums:
            return
        table, names = _table(), (*self.known, USUAL)
        weighs = table.hundredths[[table.rows[name] for name in names], table.categories.index(category)]
        strongest = np.argsort(-np.abs(weighs), kind="stable")[: np.count_nonzero(weighs)]
        for at in strongest[:_SHOWN].tolist():
            yield Span(*self.known.get(names[at], (0, 0)), f"{LEANING}{names[at]}", int(weighs[at]) / 100)
        if len(strongest) > _SHOWN:
            yield Span(0, 0, f"{LEANING}others", int(weighs[strongest[_SHOWN:]].sum()) / 100)


def leanings(draft: Draft, words: Words) -> Leanings:
    """Return what this tip leans to; nothing for a tip without a known word."""
    table = _table()
    known = {name: place for name, place in features(draft, words, _partners()).items() if name in table.rows}
    if not known:
        return Leanings()
    found = table.hundredths[[table.rows[name] for name in (*known, USUAL)]]
    sums, leans = found.sum(axis=0).tolist(), found.any(axis=0).tolist()
    told = zip(table.categories, sums, leans, strict=True)
    return Leanings(known, {category: added / 100 for category, added, is_any in told if is_any})


@cache
def _partners() -> Mapping[str, Collection[str]]:
    """By idea or sense those that it leans with as a pair: of most pairs in a tip nothing is known."""
    found: dict[str, set[str]] = defaultdict(set)
    for pair in _table().rows:
        if pair.startswith(PAIR):
            one, other = pair.removeprefix(PAIR).split("+")
            found[one].add(other)
            found[other].add(one)
    return dict(found)


class _Table(NamedTuple):
    """How far each feature leans to each category: a row a feature, in hundredths, which add up exactly."""

    categories: tuple[str, ...]
    rows: Mapping[str, int]
    hundredths: NDArray[np.int32]


@cache
def _table() -> _Table:
    """The weights as they count: 0 where one is too little to."""
    fitted, least = weights("leaning"), rules("leaning")["least"]
    exact = np.array([*fitted.pieces.values()], np.float64) * fitted.scale
    every = np.vstack([exact, np.array(fitted.bias)])
    hundredths = np.rint(every * 100).astype(np.int32)
    hundredths[np.abs(hundredths) < round(least * 100)] = 0
    return _Table(fitted.classes, {name: at for at, name in enumerate((*fitted.pieces, USUAL))}, hundredths)
