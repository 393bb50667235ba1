"""Which officers a tip names: in its text by a full name or a rank, in a field for names by less.

Whoever may be meant counts: of two officers with one last name, both, unless a first name tells them apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from reports.triage.assessment import KnownOfficer, Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import rules
from reports.triage.steps.typed import fields_of, words_in
from reports.triage.steps.wording import Token, tokens_of

_WEIGHT = 2.0
_OUTSIDE = Span(0, 0, "an officer, in an answer", _WEIGHT)


class _Name(NamedTuple):
    """An officer by the words of his name."""

    words: tuple[str, ...]
    officer: KnownOfficer

    @property
    def first(self) -> str:
        """His first name; "" for one who has a last name alone."""
        return self.words[0] if len(self.words) > 1 else ""


class Named(NamedTuple):
    """A place that names an officer, and who may be meant."""

    span: Span
    meant: frozenset[KnownOfficer]


ByLast = Mapping[str, Sequence[_Name]]
"""Officers by their last names."""


def named_officers(draft: Draft) -> Iterator[Named]:
    """Each place in the text that names an officer, and a reason outside it for each in the answers."""
    by_last: dict[str, list[_Name]] = {}
    for officer in draft.tip.officers:
        if words := _words_of(officer.name):
            by_last.setdefault(words[-1], []).append(_Name(words, officer))
    yield from _in_words(draft.tokens, by_last)
    if draft.typed:
        told = [one.meant for one in _in_words(draft.typed.tokens, by_last)]
        told += _in_fields(draft, draft.typed, by_last)
        if told:
            yield Named(_OUTSIDE, frozenset[KnownOfficer]().union(*told))


@lru_cache(maxsize=4096)
def _words_of(name: str) -> tuple[str, ...]:
    """The folded words of an officer's name, which every tip is asked for."""
    return tuple(token.text for token in tokens_of(name))


def _in_words(tokens: Sequence[Token], by_last: ByLast) -> Iterator[Named]:
    """A full name, be it with an initial, or a rank before the last name. A last name alone names half a village."""
    for at, token in enumerate(tokens):
        names = by_last.get(token.text)
        if names is None or at == 0:
            continue
        span = Span(tokens[at - 1].start, token.end, "rank and name of an officer", _WEIGHT)
        called = _called(names, {tokens[at - 1].text}) or _initialled(names, tokens[at - 1], token)
        if tokens[at - 1].text in _listed("ranks") or _is_rank_and_first_name(tokens, at):
            yield Named(span, called or _called(names))
        elif called:
            yield Named(replace(span, rule="name of an officer"), called)


def _is_rank_and_first_name(tokens: Sequence[Token], at: int) -> bool:
    return at >= 2 and tokens[at - 2].text in _listed("ranks") and tokens[at - 1].clause == tokens[at].clause


def _initialled(names: Sequence[_Name], before: Token, last: Token) -> frozenset[KnownOfficer]:
    """The officers of a last name with an initial before it: "M. Reid", and not "a Reid"."""
    is_initial = len(before.text) == 1 and last.start - before.end > 1
    return frozenset(name.officer for name in names if is_initial and name.first.startswith(before.text))


def _called(names: Sequence[_Name], first: set[str] | None = None) -> frozenset[KnownOfficer]:
    """The officers of a last name, or those of them whose first name is one of these words."""
    return frozenset(name.officer for name in names if first is None or name.first in first)


def _in_fields(draft: Draft, told: Draft, by_last: ByLast) -> Iterator[frozenset[KnownOfficer]]:
    """A field for names that holds first and last name in any order, or the last alone beside a word for police."""
    fields = [(field, [token.text for token in words_in(told, field)]) for field in fields_of(draft)]
    police = {field.group for field, words in fields if not _police().isdisjoint(words)}
    if draft.tip.answers.get("category") == "misconduct":
        police.add("misconduct")
    for field, words in fields:
        if field.kind != "person":
            continue
        alone = {word for word in words if len(word) > 1 and word not in _police()}
        for last in alone & by_last.keys():
            if called := _called(by_last[last], alone):
                yield called
            elif len(alone) == 1 and field.group in police:
                yield _called(by_last[last])


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(rules("routing")[name].split())


def _police() -> frozenset[str]:
    return _listed("ranks") | _listed("police")
