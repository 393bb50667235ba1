"""Which officers a tip names: in its text by a full name, a rank, an initial, or a last name said to be of the police.

A field for names asks for less.

Whoever may be meant counts: of two officers with one last name, both, unless a first name tells them apart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from reports.namesakes import is_a_letter_off
from reports.triage.assessment import KnownOfficer, Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import rules
from reports.triage.steps.senses import is_ordinary
from reports.triage.steps.typed import fields_of, words_in
from reports.triage.steps.wording import Token, tokens_of

_WEIGHT = 2.0
_NEAR = 4  # words between a last name and the police that it is said to be of
_SHORT_WORDS = "ai"  # letters that are words, too, so that a capital alone makes no initial of them
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


class _Officers(NamedTuple):
    """Officers by their last names, and by the first names of those who have one."""

    by_last: Mapping[str, Sequence[_Name]]
    by_first: Mapping[str, Sequence[_Name]]


def named_officers(draft: Draft) -> Iterator[Named]:
    """Each place in the text that names an officer, and a reason outside it for each in the answers."""
    officers = _by_name(draft.tip.officers)
    yield from _in_words(draft, officers)
    if draft.typed:
        told = [one.meant for one in _in_words(draft.typed, officers)]
        told += _in_fields(draft, draft.typed, officers.by_last)
        if told:
            yield Named(_OUTSIDE, frozenset[KnownOfficer]().union(*told))


def _by_name(officers: Iterable[KnownOfficer]) -> _Officers:
    by_last, by_first = dict[str, list[_Name]](), dict[str, list[_Name]]()
    for officer in officers:
        if words := words_of(officer.name):
            name = _Name(words, officer)
            by_last.setdefault(words[-1], []).append(name)
            if name.first:
                by_first.setdefault(name.first, []).append(name)
    return _Officers(by_last, by_first)


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of an officer's name, which every tip is asked for."""
    return tuple(token.text for token in tokens_of(name))


def _in_words(read: Draft, officers: _Officers) -> Iterator[Named]:
    """A full name, an initial or a rank before the last name, or police near it. Alone it names half a village."""
    tokens, by_last = read.tokens, officers.by_last
    for at, token in enumerate(tokens):
        names = by_last.get(token.text) or by_last.get(token.text.removesuffix("s"))
        names = names or _misspelt(read, at, officers.by_first)
        if names is None:
            if at and len(token.text) == 1 and tokens[at - 1].text in _listed("ranks") and _is_initial(read, at):
                begins = [name for last, found in by_last.items() if last.startswith(token.text) for name in found]
                if begins:
                    yield Named(_span(tokens, at - 1, at, "rank and initial of an officer"), _called(begins))
            continue
        before = tokens[at - 1].text if at else ""
        called = _called(names, {before})
        if (before in _listed("ranks") and not _is_addressed(read, at)) or _is_rank_and_first_name(tokens, at):
            yield Named(_span(tokens, at - 1, at, "rank and name of an officer"), called or _called(names))
        elif called:
            yield Named(_span(tokens, at - 1, at, "name of an officer"), called)
        elif initial := _by_initial(read, at, names):
            yield Named(_span(tokens, at - 1, at, "initial and name of an officer"), initial)
        elif _is_of_police(read, at):
            yield Named(_span(tokens, at, at, "name of an officer, said to be of the police"), _called(names))


def _misspelt(read: Draft, at: int, by_first: Mapping[str, Sequence[_Name]]) -> Sequence[_Name] | None:
    """The officers whose first name stands before a word that is their last name but for a letter: "Marcia Reed"."""
    word, before = read.tokens[at], read.tokens[at - 1].text if at else ""
    near = [name for name in by_first.get(before, ()) if is_a_letter_off(word.text, name.words[-1])]
    is_written = read.tip.text[word.start].isupper() and not read.tip.text.isupper()
    return near if near and (is_written or not is_ordinary(word.text)) else None


def _is_addressed(read: Draft, at: int) -> bool:
    """Whether the rank before a name speaks to its reader: "Good day officer, Felix …", not "the officer, Reid, …"."""
    text, tokens = read.tip.text, read.tokens
    if "," not in text[tokens[at - 1].end : tokens[at].start]:
        return False
    if at == 1:
        return not text[tokens[at].end :].lstrip().startswith(",")
    before = [token.text for token in tokens[max(0, at - 3) : at - 1]]
    return before[-1] in _listed("greetings") or "".join(before) in _listed("greetings")


def _span(tokens: Sequence[Token], first: int, last: int, rule: str) -> Span:
    return Span(tokens[first].start, tokens[last].end, rule, _WEIGHT)


def _by_initial(read: Draft, at: int, names: Sequence[_Name]) -> frozenset[KnownOfficer]:
    """The officers of a last name whose first begins with a letter before it: "M. Reid", "M.J. Reid"."""
    tokens, letters, back = read.tokens, set[str](), at
    while back and len(tokens[back - 1].text) == 1 and tokens[back].start - tokens[back - 1].end <= len(". "):
        back -= 1
        letters |= {tokens[back].text} if _is_initial(read, back) else set()
    return frozenset(name.officer for name in names if name.first[:1] in letters)


def _is_initial(read: Draft, at: int) -> bool:
    """Whether a letter alone stands for a name: it has a full stop, or is the only capital that it could be."""
    text, token = read.tip.text, read.tokens[at]
    if text[max(0, token.start - 1) : token.start] in ("'", "’") or not token.text.isalpha():
        return False
    has_stop = text[token.end : token.end + 1] == "."
    is_capital = text[token.start].isupper() and not text.isupper()
    return has_stop or (is_capital and token.text not in _SHORT_WORDS)


def _is_of_police(read: Draft, at: int) -> bool:
    """Whether a last name is said to be of the police: "Reid from the tip line", "a police lady name Reid"."""
    tokens = read.tokens
    if at and is_another_first_name(read, at):
        return False
    return _leads_to_police(tokens, at) or _follows_police(tokens, at)


def _leads_to_police(tokens: Sequence[Token], at: int) -> bool:
    ahead = [token.text for token in tokens[at + 1 : at + 2 + _NEAR] if token.clause == tokens[at].clause]
    if not ahead or ahead[0] not in _listed("leading"):
        return False
    unknown = 0
    for place, word in enumerate(ahead):
        if word in _listed("of_police") | _listed("ranks"):
            is_held = ahead[place + 1 : place + 2] == ["station"] and not {"in", "at"}.isdisjoint(ahead[:place])
            return place > 0 and not is_held
        unknown += word not in _listed("leading")
        if unknown > (2 if ahead[0] in _listed("from_there") else 0) and word != "a":
            return False
    return False


def _follows_police(tokens: Sequence[Token], at: int) -> bool:
    for back in range(at - 1, max(-1, at - 1 - _NEAR), -1):
        if tokens[back].clause != tokens[at].clause:
            return False
        if tokens[back].text in _police():
            said = {token.text for token in tokens[max(0, back - 2) : back]}
            return back < at - 1 or _listed("told").isdisjoint(said)
        if tokens[back].text not in _listed("called"):
            return False
    return False


def is_another_first_name(read: Draft, at: int) -> bool:
    """Whether the word before is a first name that no officer of this last name bears."""
    before = read.tokens[at - 1]
    known = _listed("called") | _listed("leading") | _police() | _listed("of_police")
    near = read.tokens[at].start - before.end == 1 and before.text not in known
    return near and (before.text in _given_names() or (at > 1 and read.tip.text[before.start].isupper()))


def _is_rank_and_first_name(tokens: Sequence[Token], at: int) -> bool:
    return at >= 2 and tokens[at - 2].text in _listed("ranks") and tokens[at - 1].clause == tokens[at].clause


def _called(names: Sequence[_Name], first: set[str] | None = None) -> frozenset[KnownOfficer]:
    """The officers of a last name, or those of them whose first name is one of these words."""
    return frozenset(name.officer for name in names if first is None or name.first in first)


def _in_fields(draft: Draft, told: Draft, by_last: Mapping[str, Sequence[_Name]]) -> Iterator[frozenset[KnownOfficer]]:
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


@cache
def _given_names() -> frozenset[str]:
    return frozenset(rules("entities")["people"]["given"].split())


def _police() -> frozenset[str]:
    return _listed("ranks") | _listed("police")
