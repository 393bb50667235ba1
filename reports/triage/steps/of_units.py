"""Who is said to sit in a unit of this desk: "Anton in narcotics", "the head of Major Crime", "the drug squad's Lena".

Whoever it is, the tip accuses somebody inside; of an officer's name it is known who. A unit alone accuses nobody, nor
who is told something there, or came on duty.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from reports.kept_from import OF_A_UNIT, OF_STANDARDS
from reports.triage.assessment import KnownOfficer, Span
from reports.triage.steps.draft import Draft, UnitNamed
from reports.triage.steps.gazetteer import longest_place
from reports.triage.steps.lexicon import rules
from reports.triage.steps.officers import Named, is_another_first_name, words_of
from reports.triage.steps.spelling import Speller
from reports.triage.steps.tip_takers import taken_by
from reports.triage.steps.wording import Token, tokens_of

_WEIGHT = 2.0
_LONG = 8  # letters of a word of a unit's name that may be misspelt
_TIP_TAKERS = "reception"  # who takes tips sits there, by whatever name
_JOINERS = 5  # words between whoever it is and the unit: "that does work in the"
_NEAR = 5  # words in which something said beside a unit takes it away
POLICE_NEAR = 12
_ENDS = frozenset(".!?;\n")


def seated(draft: Draft) -> Iterator[Named]:
    """Each place that sets somebody into a unit, and which officers may be meant: none of a role or another's name."""
    yield from _in_text(draft, draft.tip.officers)
    if draft.typed:
        for one in _in_text(draft.typed, draft.tip.officers):
            yield Named(replace(one.span, start=0, end=0), one.meant)


def _in_text(read: Draft, officers: Sequence[KnownOfficer]) -> Iterator[Named]:
    for unit in read.units:
        if is_elsewhere(read, unit):
            continue
        for at in (_before(read, unit), _after(read, unit)):
            if at is None:
                continue
            meant = _meant(read, at, officers)
            if meant or _accuses(read, at, unit):
                first, last = min(at, unit.first), max(at + 1, unit.last)
                rule = OF_STANDARDS if unit.is_standards else OF_A_UNIT
                yield Named(Span(read.tokens[first].start, read.tokens[last - 1].end, rule, _WEIGHT), meant)


def _meant(read: Draft, at: int, officers: Sequence[KnownOfficer]) -> frozenset[KnownOfficer]:
    """The officers of whom a word is the first name, or the last without another's first name before it."""
    word = read.tokens[at].text
    said = {word, word.removesuffix("s")} - {""}
    is_anothers = at > 0 and is_another_first_name(read, at)
    names = ((officer, words_of(officer.name)) for officer in officers)
    return frozenset(
        officer
        for officer, words in names
        if (len(words) > 1 and words[0] in said) or (words and words[-1] in said and not is_anothers)
    )


def is_elsewhere(read: Draft, unit: UnitNamed) -> bool:
    """Whether a hotel, a bank or a cell stands beside it: then it is no unit of this desk."""
    is_a_thing = _said_near(read.tokens, unit.last, unit.last + 1, "of_goods")
    return is_a_thing or _said_near(read.tokens, unit.first - _NEAR, unit.last + _NEAR, "not_a_unit")


def find_units(draft: Draft) -> Draft:
    """Note where the tip's own words and those typed into fields name a unit."""
    typed = draft.typed and replace(draft.typed, units=tuple(_units_in(draft.typed)))
    return replace(draft, typed=typed, units=tuple(_units_in(draft)))


def _units_in(read: Draft) -> Iterator[UnitNamed]:
    """Yield each unit that is named in a text, the longest name at each place."""
    speller = _speller(read.tip.called)
    tokens = [token._replace(text=speller.spelt(token.text)) for token in read.tokens]
    after = 0
    for at in range(len(tokens)):
        if at < after:
            continue
        if unit := _called(tokens, at, read.tip.called) or _described(tokens, at) or _of_tip_takers(tokens, at):
            after = unit.last
            yield unit


def _called(tokens: Sequence[Token], at: int, called: tuple[str, ...]) -> UnitNamed | None:
    """The unit whose name begins at word `at`."""
    for words, kind in _phrases(called).get(tokens[at].text, ()):
        if tuple(one.text for one in tokens[at : at + len(words)]) == words:
            return UnitNamed(at, at + len(words), kind == "standards", kind == "shared", words)
    return None


def _described(tokens: Sequence[Token], at: int) -> UnitNamed | None:
    """The unit that is told by what it works on: "homicide unit", "la brigade des mineurs", "inite trafik moun"."""
    first = at
    if tokens[at].text in listed("organs_before"):
        first += 1
        while first < len(tokens) and first - at <= _JOINERS and tokens[first].text in listed("works_on"):
            first += 1
    last = _topic(tokens, first)
    if last is None:
        return None
    if first == at:
        if last >= len(tokens) or tokens[last].text not in listed("organs_behind"):
            return None
        last += 1
    is_one = tokens[at].clause == tokens[last - 1].clause
    return _not_shared(tokens, at, last) if is_one else None


def _of_tip_takers(tokens: Sequence[Token], at: int) -> UnitNamed | None:
    last = taken_by(tokens, at)
    return UnitNamed(at, last, is_standards=False, is_shared=False, words=(_TIP_TAKERS,)) if last else None


def _not_shared(tokens: Sequence[Token], first: int, last: int) -> UnitNamed:
    words = tuple(token.text for token in tokens[first:last])
    return UnitNamed(first, last, is_standards=False, is_shared=False, words=words)


@lru_cache(maxsize=8)
def _speller(called: tuple[str, ...]) -> Speller:
    """Knows the long words of units' names: who misspells one means it."""
    words = {word for words in (*_phrases(called).values(),) for phrase, _ in words for word in phrase}
    words |= {word for topics in _topics().values() for topic in topics for word in topic}
    return Speller((word for word in words if len(word) >= _LONG), words)


def _topic(tokens: Sequence[Token], at: int) -> int | None:
    """The word after what units work on that begins at word `at`."""
    for words in _topics().get(tokens[at].text, ()) if at < len(tokens) else ():
        if tuple(one.text for one in tokens[at : at + len(words)]) == words:
            return at + len(words)
    return None


def is_topic(words: Sequence[str]) -> bool:
    """Whether one of these words begins what a unit works on: in "narcotics and major crime" the one behind."""
    return not _topics().keys().isdisjoint(words)


@cache
def _topics() -> dict[str, list[tuple[str, ...]]]:
    """What units work on by its first word, the longest first."""
    said = {tuple(token.text for token in tokens_of(topic)) for kind in _by_kind().values() for topic in kind}
    found = dict[str, list[tuple[str, ...]]]()
    for words in sorted(said, key=len, reverse=True):
        found.setdefault(words[0], []).append(words)
    return found


def _by_kind() -> dict[str, list[str]]:
    by_kind: dict[str, list[str]] = rules("routing")["units_by_kind"]
    return by_kind


def _before(read: Draft, unit: UnitNamed) -> int | None:
    """Where somebody stands from whom joining words lead to the unit, which a chief needs none of: "chèf nakotik"."""
    tokens, at = read.tokens, unit.first - 1
    while at >= 0 and unit.first - 1 - at < _JOINERS and tokens[at].text in listed("joiners"):
        at -= 1
    if at < 0 or _ENDS.intersection(_between(read, at, unit.first)):
        return None
    joining = {token.text for token in tokens[at + 1 : unit.first]}
    if tokens[unit.first].text in listed("goods") and not {"work", "works", "working", "trabaja"} & joining:
        joining -= listed("with")
    is_called_after = joining and not _people().isdisjoint(token.text for token in tokens[unit.last : unit.last + 1])
    leads = is_called_after or joining & listed("seated_in") or tokens[at].text in listed("chiefs")
    return at if leads else None


def _after(read: Draft, unit: UnitNamed) -> int | None:
    """Where somebody stands right behind: "the drug squad's Anton", "the narcotics boss"."""
    at = unit.last
    if at < len(read.tokens) and read.tokens[at].text == "s":
        at += 1
    if at >= len(read.tokens):
        return None
    between = _between(read, unit.last - 1, at)
    is_behind = not _ENDS.intersection(between) and "," not in between
    is_its = not {"'", "\u2019"}.isdisjoint(between) or read.tokens[at].text in listed("chiefs")
    return at if is_behind and is_its else None


def _accuses(read: Draft, at: int, unit: UnitNamed) -> bool:
    """Whether a role, or a name that no officer bears, is said of somebody who is not only told something, or came."""
    tokens = read.tokens
    if unit.is_shared and not _said_near(tokens, unit.first - POLICE_NEAR, unit.last + POLICE_NEAR, "beside_police"):
        return False
    if tokens[at].text not in _people() and not _is_name(read, at):
        return False
    first, last = min(at, unit.first), max(at + 1, unit.last)
    is_told = _said_near(tokens, first - _NEAR, first, "told_there")
    return not is_told and not _said_near(tokens, last, last + _NEAR, "on_duty")


def _is_name(read: Draft, at: int) -> bool:
    """Whether a word is written as a name, and is no place."""
    text, word = read.tip.text, read.tokens[at]
    given = word.text in _of_people("given")
    ordinary = word.text in _of_people("not")
    begins = at == 0 or read.tokens[at - 1].clause != word.clause
    is_capital = text[word.start].isupper() and not text.isupper() and not begins
    return (given or (is_capital and not ordinary)) and longest_place(read.tokens, at) is None


def _said_near(tokens: Sequence[Token], first: int, last: int, named: str) -> bool:
    return not listed(named).isdisjoint(token.text for token in tokens[max(0, first) : last])


def _between(read: Draft, one: int, other: int) -> str:
    return read.tip.text[read.tokens[one].end : read.tokens[other].start]


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of a list of `[of_units]` in rules/routing.toml."""
    return frozenset(rules("routing")["of_units"][name].split())


@cache
def _of_people(name: str) -> frozenset[str]:
    return frozenset(rules("entities")["people"][name].split())


def _people() -> frozenset[str]:
    return listed("chiefs") | listed("roles")


@lru_cache(maxsize=8)
def _phrases(called: tuple[str, ...]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The names of units by their first words, the longest first, and of which kind each is.

    A house's own name may be a word of every day, so it is shared; one that is a place's says nothing of a unit.
    """
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for kind in ("plain", "standards", "shared"):
        for name in rules("routing")["of_units"][kind]:
            words = tuple(token.text for token in tokens_of(name))
            found.setdefault(words[0], {})[words] = kind
    for tokens in map(tokens_of, called):
        if tokens and longest_place(tokens, 0) is None:
            words = tuple(token.text for token in tokens)
            found.setdefault(words[0], {}).setdefault(words, "shared")
    return {first: tuple(sorted(named.items(), key=lambda one: -len(one[0]))) for first, named in found.items()}
