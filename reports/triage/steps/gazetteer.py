"""Places of Saint Lucia in a text: the names of places*.toml however they are spelt, and names made by "street".

A name is found with its blanks, hyphens and accents or without, and from eight letters on with one wrong letter.
A name that is also a plain word counts only where the text speaks of a place.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import rules
from reports.triage.steps.made_places import Found, before_street, behind_street, is_far
from reports.triage.steps.sounds import sound
from reports.triage.steps.wording import Token, tokens_of

_MOST_WORDS = 6
_FORGIVING = 8
"""Letters from which on one may be wrong."""
_LOOKED_AT = 800
"""Words of a text in which a wrong letter is looked for: it is the dearest part."""
_JOINING = frozenset(["st", "ft", "pt", "mt", "jn"])
"""Abbreviations after which a full stop ends nothing."""
_CREOLES = frozenset(["acf", "ht"])
_LISTENED_TO = 300
"""Words of a text whose sound is looked up."""
_SOUNDING = 3
"""Words of a name that is known by its sound."""
_LEAST_SOUND = 5
"""Sounds that tell a name from a word."""


class _Name(NamedTuple):
    """One spelling: the name it stands for, its district, how many words it has, and what else it may be."""

    stands_for: str
    district: str
    words: int
    else_is: str = ""  # "word", "person" or nothing


def find_places(draft: Draft) -> list[Span]:
    """Return the places in text order; the span's rule is the name that stands there for all spellings."""
    tokens, text = draft.tokens, draft.tip.text
    found = _widened(tokens, text, list(_listed(tokens, text)))
    finders = (_made, _sounding) if {f.value for f in draft.of("language")} & _CREOLES else (_made,)
    for find in finders:
        taken = {at for place in found for at in range(place.first, place.last)}
        found += [place for place in find(tokens, text) if taken.isdisjoint(range(place.first, place.last))]
    found.sort()
    return [Span(tokens[place.first].start, tokens[place.last - 1].end, place.name, 1.0) for place in found]


@cache
def districts() -> dict[str, str]:
    """Return the district of every name that stands for others."""
    return {name.stands_for: name.district for name in reversed(list(_names().values()))}


@cache
def spellings() -> dict[str, str]:
    """Return the name that each spelling stands for; spellings are `joined`."""
    return {spelling: name.stands_for for spelling, name in _names().items()}


def joined(name: str) -> str:
    """Return a name without blanks, hyphens, accents and capitals."""
    return "".join(token.text for token in tokens_of(name))


@cache
def _names() -> dict[str, _Name]:
    """Every spelling without blanks. What was written by hand comes first."""
    places = rules("places")
    else_is = {joined(name): "word" for name in places["plain"]["words"]}
    else_is |= {joined(name): "person" for name in places["plain"]["names"]}
    names: dict[str, _Name] = {}
    for table in (places["districts"], rules("places_map")["districts"]):
        for district, listed in table.items():
            for name in listed:
                known = _Name(name, district, len(tokens_of(name)), else_is.get(joined(name), ""))
                for spelling in _spellings(name):
                    names.setdefault(spelling, known)
    for alias, name in places["aliases"].items():
        meant = names.get(joined(name), _Name(name, "", 0))
        known = meant._replace(words=len(tokens_of(alias)), else_is=else_is.get(joined(alias), ""))
        names.setdefault(joined(alias), known)
    return names


def _spellings(name: str) -> Iterator[str]:
    """A name without blanks, and with its last word cut short as people do: "Jeremie st"."""
    yield joined(name)
    for word, short in (("Street", "st"), ("Road", "rd"), ("Highway", "hwy"), ("Boulevard", "blvd"), ("Saint ", "st")):
        if name.endswith(word):
            yield joined(name.removesuffix(word) + short)


@cache
def _misspelt() -> dict[str, str]:
    """Every long spelling with one letter left out, to the spelling it comes from; a doubtful one is left out."""
    found: dict[str, str] = {}
    for spelling in _forgivable():
        for less in _one_less(spelling):
            found[less] = spelling if found.get(less, spelling) == spelling else ""
    return found


@cache
def _forgivable() -> frozenset[str]:
    """The long spellings that mean nothing else."""
    long = ((spelling, name) for spelling, name in _names().items() if len(spelling) >= _FORGIVING)
    return frozenset(spelling for spelling, name in long if not name.else_is and name.district != "abroad")


@cache
def _near_misses() -> frozenset[tuple[str, int]]:
    """How a name with a wrong letter begins, and how long it is: most words pass by none."""
    return frozenset((name[:2], len(name) + more) for name in _forgivable() for more in (-1, 0, 1))


def _one_less(word: str) -> Iterator[str]:
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


@cache
def _context(name: str) -> frozenset[str]:
    return frozenset(rules("places")["context"][name].split())


@cache
def _longest() -> dict[str, int]:
    """How names begin, and how long the longest of them is with a letter too many."""
    return {spelling[:2]: len(spelling) + 1 for spelling in sorted(_names(), key=len)}


def _listed(tokens: Sequence[Token], text: str) -> Iterator[Found]:
    """The longest listed name at every place, plain words only where a place is meant."""
    at, last_sure = 0, -2
    while at < len(tokens):
        found = longest_place(tokens, at)
        if found and (not found.else_is or _is_meant(tokens, text, found, beside=last_sure >= at - 1)):
            yield found
            last_sure = at = found.last
        else:
            at += 1


def longest_place(tokens: Sequence[Token], first: int) -> Found | None:
    most = _longest().get(tokens[first].text[:2], 0)
    best, word = None, ""
    for at in range(first, min(first + _MOST_WORDS, len(tokens))):
        if at > first and tokens[at].clause != tokens[at - 1].clause and tokens[at - 1].text not in _JOINING:
            break
        word += tokens[at].text
        if len(word) > most:
            break
        name = _names().get(word)
        if name is None and best is None and first < _LOOKED_AT and len(tokens[at].text) > 2:
            name = _forgiven(word, at + 1 - first)
        if name is not None:
            best = Found(first, at + 1, name.stands_for, name.else_is)
    return best


def _forgiven(word: str, words: int) -> _Name | None:
    """The name that this is with one letter too many, too few or wrong."""
    if (word[:2], len(word)) not in _near_misses():
        return None
    less = [*_one_less(word)]
    if word not in _misspelt() and _misspelt().keys().isdisjoint(less) and _forgivable().isdisjoint(less):
        return None
    lacking = (one if one in _forgivable() else _misspelt().get(one, "") for one in less)
    meant = _misspelt().get(word) or next(filter(None, lacking), "")
    if not meant or meant[:2] != word[:2] or words not in (1, _names()[meant].words):
        return None  # "coconut by" is not Coconut Bay
    return _names()[meant]


def _is_meant(tokens: Sequence[Token], text: str, found: Found, *, beside: bool) -> bool:
    """Whether a name that is also a word, or a person's, stands there as a place."""
    first, last = found.first, found.last
    capital = text[tokens[first].start].isupper() and not _is_shouted(tokens, text, found)
    before = tokens[first - 1] if first and tokens[first - 1].clause == tokens[first].clause else None
    placed = before is not None and before.text in _context("before")
    following = (
        longest_place(tokens, last) if last < len(tokens) and tokens[last].clause == tokens[last - 1].clause else None
    )
    beside = beside or (following is not None and not following.else_is)
    if capital and (placed or beside or (found.else_is == "word" and before is not None)):
        return True
    if found.else_is == "person" or last - first > 1:
        return beside or (before is not None and before.text in _context("strong"))
    return beside and placed


def _is_shouted(tokens: Sequence[Token], text: str, found: Found) -> bool:
    near = tokens[max(0, found.first - 2) : found.last + 2]
    return all(text[token.start : token.end].isupper() for token in near)


def _widened(tokens: Sequence[Token], text: str, found: list[Found]) -> list[Found]:
    """Each place with a "Street" or "Bay" after it that is written with a capital: one name, not two."""
    wide = []
    for place in found:
        last = place.last
        while last < len(tokens) and last < place.last + 2 and tokens[last].text in _context("after"):
            if not text[tokens[last].start].isupper() or is_far(tokens, text, last):
                break
            last += 1
        name = place.name if last == place.last else text[tokens[place.first].start : tokens[last - 1].end].title()
        wide.append(place._replace(last=last, name=name) if not text.isupper() else place)
    return wide


def is_saint(tokens: Sequence[Token], text: str, at: int) -> bool:
    """Tell whether this "St" belongs to a surname: "Marlon St Omer", and neither to a street nor to a place."""
    if tokens[at].text != "st" or not 0 < at < len(tokens) - 1 or not text[tokens[at].start].isupper():
        return False
    after = tokens[at + 1]
    if text[tokens[at].end : after.start] not in (" ", ". ") or not text[after.start].isupper():
        return False
    if after.text in _no_names():
        return False
    street = longest_place(tokens, at - 1)
    if street is not None and street.last > at:
        return False
    return longest_place(tokens, at) is None and longest_place(tokens, at + 1) is None


def is_a_head(written: str) -> bool:
    """Tell whether a name of a place may begin with this word as it is written: "Lans Lawivyè", "Mòn Kochon"."""
    return written[0].isupper() and written.casefold() in _context("heads")


@cache
def _no_names() -> frozenset[str]:
    return frozenset(rules("entities")["people"]["not"].split())


def _made(tokens: Sequence[Token], text: str) -> Iterator[Found]:
    """Names that no list holds: capitals before "Street", or after "rue"."""
    if text.isupper():
        return
    for at, token in enumerate(tokens):
        if token.text in _context("after") and at and text[token.start].isupper():
            if not is_saint(tokens, text, at):
                yield from before_street(tokens, text, at, _context("before"))
        elif token.text in _context("titled") or is_a_head(text[token.start : token.end]):
            last = behind_street(tokens, text, at, lambda place: longest_place(tokens, place) is not None)
            if last is not None:
                yield Found(at, last, text[tokens[at].start : tokens[last - 1].end].title())


@cache
def _sounds() -> dict[str, _Name]:
    """The names that sound unlike any other, by their sound."""
    found: dict[str, _Name | None] = {}
    places = rules("places")
    listed = [*places["districts"].items(), *rules("places_map")["districts"].items()]
    written = [name for district, names in listed if district != "abroad" for name in names]
    for name in (*written, *places["aliases"]):
        sounding = "".join(sound(token.text) for token in tokens_of(name))
        if name in places["aliases"] and len(sounding) <= _LEAST_SOUND:
            continue
        known = _names()[joined(name)]
        same = found.setdefault(sounding, known)
        if same is not None and same.stands_for != known.stands_for:
            found[sounding] = None
    kept = ((sounding, name) for sounding, name in found.items() if name and name.district != "abroad")
    return {sounding: name for sounding, name in kept if len(sounding) >= _LEAST_SOUND}


def _sounding(tokens: Sequence[Token], text: str) -> Iterator[Found]:
    """Names in Kwéyòl spelling that no list holds, where the text speaks of a place."""
    at, end = 0, min(len(tokens), _LISTENED_TO)
    while at < end:
        before = tokens[at - 1].text if at else ""
        placed = before in _context("before") or (at and text[tokens[at].start].isupper())
        is_named = placed and tokens[at].text not in _context("before")
        if found := _sounding_at(tokens, at, min(at + _SOUNDING, end)) if is_named else None:
            yield found
        at = found.last if found else at + 1


def _sounding_at(tokens: Sequence[Token], first: int, most: int) -> Found | None:
    """The longest name that sounds like the words from the first on, at most up to `most`."""
    heard = [sound(token.text) for token in tokens[first:most]]
    for last in range(most, first, -1):
        begun = "".join(heard[: last - first])
        spoken = "".join(heard[: last - first - 1]) + sound(tokens[last - 1].text, last_is_spoken=True)
        names = (_sounds().get(sounding) for sounding in (begun, spoken))
        name = next((name for name in names if name is not None and not name.else_is), None)
        if name is not None and tokens[last - 1].clause == tokens[first].clause:
            return Found(first, last, name.stands_for)
    return None
