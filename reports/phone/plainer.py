"""A wish for silence in plainer words, from the lists of plainer.toml: "i'd much rather you did not ever write back" is
"please dont write back".

Patterns of wishes end where the next person begs, prefers or mistypes; what is around a wish has fewer wordings.
Nothing is decided here: a text that held no wish is looked through once more as it stands here.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from reports.phone.clauses import Clause
from reports.phone.nearly import nearest

_SAME_END = 2  # letters of a word of Spanish or French that tell who does it
_SHORTEST = 5  # letters of a word in which one may be wrong
_WITH_ENDINGS = ("es", "fr")
_LISTS = ("causing", "rather", "begging")


@dataclass(frozen=True, slots=True)
class _Plainer:
    """The lists of one language; plainer.toml says what each is for."""

    pairs: tuple[tuple[re.Pattern[str], str], ...]
    between: re.Pattern[str]
    slips: Mapping[str, str]
    people_use: frozenset[str]
    spelt: Mapping[str, str]
    run_on: re.Pattern[str]
    who: re.Pattern[str]
    has_endings: bool


def plainer(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses in plainer words; the same ones where there are none."""
    return [part for clause in clauses for part in _parted(replace(clause, words=_plain(clause.words)))]


def _plain(words: str) -> str:
    for one in _languages():
        words = " ".join(_spelt(word, one) for word in words.split())
    for one in _languages():
        for pattern, plain in one.pairs:
            words = pattern.sub(plain, words)
        words = one.between.sub(r"\1", words)
    return " ".join(words.split())


def _spelt(word: str, language: _Plainer) -> str:
    if word in language.spelt:
        return language.spelt[word]
    if len(word) < _SHORTEST or word in _well_spelt():
        return word
    found = nearest(word, language.slips, language.slips)
    if found is None or (language.has_endings and word[-_SAME_END:] != found[1][-_SAME_END:]):
        return word
    return found[1]


@cache
def _well_spelt() -> frozenset[str]:
    return frozenset(word for one in _languages() for word in (*one.slips, *one.people_use))


def _parted(clause: Clause) -> Iterator[Clause]:
    """Part a wish that ends with thanks from what is told before it without a mark: "he have guns dont reply thanks".

    Not behind a word that may be who does it: "they dont reply".
    """
    for one in _languages():
        found = one.run_on.fullmatch(clause.words)
        if found and not one.who.search(found["told"]):
            yield replace(clause, words=found["told"])
            yield Clause(found["wish"], goes_on=True)
            return
    yield clause


@cache
def _languages() -> tuple[_Plainer, ...]:
    def listed(name: str) -> dict[str, Any]:
        return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))

    wishes = listed("silence.toml")
    return tuple(_compiled(name, one, wishes[name]) for name, one in listed("plainer.toml").items())


def _compiled(name: str, listed: dict[str, Any], wishes: dict[str, Any]) -> _Plainer:
    neg, thanks = wishes["neg"], listed["thanks"]
    pairs = [(_whole(pattern), plain) for kind in _LISTS for pattern, plain in listed[kind]]
    if opening := listed.get("opening"):
        pairs.append((re.compile(f"^(?:(?:{thanks}) )*(?:{opening})"), "no "))
    return _Plainer(
        pairs=tuple(pairs),
        between=re.compile(rf"(?<![^ ])({neg})(?: (?:{listed['between']}))+(?= )"),
        slips={word: word for word in filter(None, listed["slips"].split("|"))},
        people_use=frozenset(listed["people_use"].split("|")),
        spelt=listed["spelt"],
        run_on=re.compile(
            rf"(?P<told>\w+(?: \w+)+) (?P<wish>(?:{neg}) (?:\w+ ){{1,6}}?(?:{thanks})(?: (?:{thanks}))*)"
        ),
        who=re.compile(rf"\b(?:{wishes['who']})$"),
        has_endings=name in _WITH_ENDINGS,
    )


def _whole(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of whole words; one that looks ahead, or ends with a blank, says itself where it ends."""
    ends = "" if "(?=" in pattern or pattern.endswith((" ", " )*")) else "(?![^ ])"
    return re.compile(rf"(?<![^ ])(?:{pattern}){ends}")
