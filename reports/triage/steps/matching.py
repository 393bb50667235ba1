"""Rules made of concepts: which words of the tip one rests on.

A rule is written `takes + valuable + gun`: all of these, in any order, within ten words.
`partner > beats` means in this order with up to three words between, in one clause. `gun|blade` is
either; `/ 20` sets the words between, `> 0 beats` those before one idea alone; `- police`, at the end,
takes the rule away where that is said close by (`- police / 20`: within twenty words; `- habit @ beats / 20`: only in
or beside a clause of the rule's words or of blows). `beats!` is `beats` told as going on, see aspect.py.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from reports.triage.assessment import Span
from reports.triage.steps.aspect import GOING_ON
from reports.triage.steps.lexicon import Hit, concepts, rules
from reports.triage.steps.wording import Token

_WITHIN = 10
_GAP = 3
_TRIES = 4
"""Hits looked at on each side of a word; more are repeats."""

Words = Mapping[str, Sequence[Hit]]


class Rule(NamedTuple):
    means: str
    weight: float
    said: str
    """As it stands in the file, for the officer."""
    parts: tuple[tuple[str, ...], ...]
    ordered: bool
    reach: int
    gaps: tuple[int, ...]
    """Of a rule in order: how many words there may be before each idea but the first."""
    unless: tuple[str, ...]
    unless_within: int
    unless_with: tuple[str, ...]
    """Ideas in whose clauses, beside those of the match, it takes the rule away; none: wherever it stands."""


class Match(NamedTuple):
    rule: Rule
    hits: tuple[Hit, ...]

    @property
    def first(self) -> int:
        return min(hit.first for hit in self.hits)

    @property
    def last(self) -> int:
        return max(hit.last for hit in self.hits)


@cache
def rulebook(name: str) -> tuple[Rule, ...]:
    """The `rules` of rules/<name>.toml, read once, without those that say nothing."""
    return tuple(rule for entry in rules(name)["rules"] if (rule := rule_of(entry)))


def rules_said(name: str, words: Words) -> list[Rule]:
    """The rules of a rulebook that this tip may say, in its order: of most rules no tip has a word."""
    book, beginning = rulebook(name), _beginning(name)
    return [book[at] for at in sorted({at for idea in words.keys() & beginning.keys() for at in beginning[idea]})]


@cache
def _beginning(name: str) -> Mapping[str, tuple[int, ...]]:
    """By idea the places of the rules whose first part names it."""
    found: dict[str, tuple[int, ...]] = {}
    for at, rule in enumerate(rulebook(name)):
        for idea in dict.fromkeys(rule.parts[0]):
            found[idea] = (*found.get(idea, ()), at)
    return found


def rule_of(entry: Any) -> Rule | None:
    """Read one rule as it stands in its file.

    An idea that no file of words has is left out of it; nothing is returned for what is no rule, or is none without.
    """
    try:
        means, weight, said = entry
        return _rule(str(means), float(weight), str(said))
    except (IndexError, TypeError, ValueError):
        return None


def _rule(means: str, weight: float, said: str) -> Rule | None:
    asked, _, taken_away = said.partition(" - ")
    body, _, reach = asked.partition("/")
    named, _, unless_within = taken_away.partition("/")
    others, _, beside = named.partition("@")
    ordered = ">" in body
    written = [part.split() for part in body.split(">" if ordered else "+")]
    default = int(reach) if reach else _GAP if ordered else _WITHIN
    gaps = tuple(int(part[0]) if part[0].isdigit() else default for part in written)
    parts = tuple(_known("".join(part[part[0].isdigit() :])) for part in written)
    unless, unless_with = _known(others), _known(beside)
    if beside.strip() and not unless_with:
        unless = ()  # it would take the rule away wherever it stands
    within = int(unless_within or default)
    return Rule(means, weight, said, parts, ordered, default, gaps, unless, within, unless_with) if all(parts) else None


def ideas_of(said: str) -> tuple[str, ...]:
    """Every idea that a rule speaks of, as it is written."""
    words = re.split(r"[\s|+>@/]+|(?<=\s)-(?=\s)", said)
    return tuple(word.removesuffix(GOING_ON) for word in words if word and not word.isdigit())


def _known(names: str) -> tuple[str, ...]:
    ideas = (name.strip() for name in names.split("|"))
    return tuple(name for name in ideas if name.removesuffix(GOING_ON) in concepts())


@cache
def asked_as_going_on(name: str) -> tuple[str, ...]:
    """The ideas that a rulebook asks for with `!`, without it; in its order, or findings would differ by process."""
    named = dict.fromkeys(concept for rule in rulebook(name) for part in rule.parts for concept in part)
    return tuple(concept.removesuffix(GOING_ON) for concept in named if concept.endswith(GOING_ON))


def matches(rule: Rule, words: Words, tokens: Sequence[Token]) -> Iterator[Match]:
    """Where the tip says it, in text order."""
    if not all(any(name in words for name in part) for part in rule.parts):
        return
    lists = [_in_order(words, part) for part in rule.parts]
    if len(lists) == 1:
        found: Iterator[tuple[Hit, ...]] = ((hit,) for hit in lists[0])
    elif rule.ordered:
        found = _followed(lists, rule.gaps, tokens)
    else:
        found = _together(lists, rule.reach)
    for hits in found:
        match = Match(rule, hits)
        if not (rule.unless and _is_near(words, match, tokens)):
            yield match


def _in_order(words: Words, part: tuple[str, ...]) -> Sequence[Hit]:
    if len(part) == 1:
        return words[part[0]]
    return sorted((hit for name in part for hit in words.get(name, ())), key=lambda hit: (hit.first, hit.last))


def _followed(
    lists: Sequence[Sequence[Hit]], gaps: Sequence[int], tokens: Sequence[Token]
) -> Iterator[tuple[Hit, ...]]:
    starts = [[hit.first for hit in hits] for hits in lists]
    for hit in lists[0]:
        chain = [hit]
        for hits, begins, gap in zip(lists[1:], starts[1:], gaps[1:], strict=True):
            at = bisect_left(begins, chain[-1].last)
            if at == len(hits) or hits[at].first - chain[-1].last > gap:
                break
            if tokens[hits[at].first].clause != tokens[hit.first].clause:
                break
            chain.append(hits[at])
        else:
            yield tuple(chain)


def _together(lists: Sequence[Sequence[Hit]], within: int) -> Iterator[tuple[Hit, ...]]:
    starts = [[hit.first for hit in hits] for hits in lists]
    rarest = min(range(len(lists)), key=lambda i: len(lists[i]))
    for hit in lists[rarest]:
        group = [hit]
        for i, hits in enumerate(lists):
            if i != rarest:
                near = _nearest(hits, starts[i], group, within)
                if near is None:
                    break
                group.append(near)
        else:
            yield tuple(sorted(group, key=lambda hit: hit.first))


def _nearest(hits: Sequence[Hit], starts: list[int], group: list[Hit], within: int) -> Hit | None:
    at = bisect_left(starts, group[0].first)
    best: tuple[int, Hit] | None = None
    for hit in hits[max(0, at - _TRIES) : at + _TRIES]:
        if any(hit.first < other.last and other.first < hit.last for other in group):
            continue
        first = min(hit.first, *(other.first for other in group))
        reach = max(hit.last, *(other.last for other in group)) - first
        length = sum(other.last - other.first for other in (hit, *group))
        if reach - length <= within and (best is None or reach < best[0]):
            best = reach, hit
    return best[1] if best else None


def _is_near(words: Words, match: Match, tokens: Sequence[Token]) -> bool:
    rule = match.rule
    low, high = match.first - rule.unless_within, match.last + rule.unless_within
    near = list(_begun_between(words, rule.unless, low, high))
    if not near or not rule.unless_with:
        return bool(near)
    beside = _begun_between(words, rule.unless_with, low, high)
    clauses = {tokens[at].clause for hit in (*match.hits, *beside) for at in (hit.first, hit.last - 1)}
    return any(_goes_with(hit, clauses, tokens) for hit in near)


def _begun_between(words: Words, names: Sequence[str], low: int, high: int) -> Iterator[Hit]:
    for name in names:
        hits = words.get(name, ())
        begins = bisect_left(hits, low, key=lambda hit: hit.first)
        yield from hits[begins : bisect_left(hits, high, begins, key=lambda hit: hit.first)]


def _goes_with(hit: Hit, clauses: set[int], tokens: Sequence[Token]) -> bool:
    return not clauses.isdisjoint(clauses_with([hit], tokens))


def clauses_with(hits: Iterable[Hit], tokens: Sequence[Token]) -> set[int]:
    """Return the clauses of these words and, of those with a word at most beside them, the clauses on either side:
    "every night, he …".
    """
    return {clause for hit in hits for clause in _with_neighbours(hit, tokens)}


def _with_neighbours(hit: Hit, tokens: Sequence[Token]) -> set[int]:
    own = tokens[hit.first].clause
    first, last = hit.first, hit.last
    while first and tokens[first - 1].clause == own and hit.first - first <= 1:
        first -= 1
    while last < len(tokens) and tokens[last].clause == own and last - hit.last <= 1:
        last += 1
    if (hit.first - first) + (last - hit.last) > 1:
        return {own}
    return {own, *(token.clause for token in (*tokens[max(0, first - 1) : first], *tokens[last : last + 1]))}


def spans_of(match: Match, tokens: Sequence[Token], weight: float) -> list[Span]:
    """The weight shared out over the words, the first taking what does not divide."""
    share = round(weight / len(match.hits), 4)
    spans = []
    for at, hit in enumerate(match.hits):
        own = round(weight - share * (len(match.hits) - 1), 4) if at == 0 else share
        rule = f"{match.rule.means}/{hit.term.language}/{hit.term.phrase}"
        spans.append(Span(tokens[hit.first].start, tokens[hit.last - 1].end, rule, own))
    return spans
