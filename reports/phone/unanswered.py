"""What a text tells of calls that nobody answered, which is no wish for silence: "i call 911 no answer please"; and of
who lies there and does not answer: "she is on the floor. No response".

Where it is in doubt who did not answer, it may be a wish: "i call you no answer please" is left to be one.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from reports.phone.clauses import Clause


@dataclass(frozen=True, slots=True)
class _Unanswered:
    """The patterns of one language; unanswered.toml says what each is for."""

    told: re.Pattern[str]
    past: re.Pattern[str]
    callee: re.Pattern[str]
    count: re.Pattern[str]
    us: re.Pattern[str]
    lies: re.Pattern[str]
    oneself: re.Pattern[str]
    nobody: re.Pattern[str]
    asks: re.Pattern[str]


def without_unanswered(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses without such words; what else they say may be a wish: "police not answering, dont text me"."""
    lies = somebody_lies_there(clauses)
    cut = [replace(one, words=_cut(_without_nobody(one.words) if lies else one.words)) for one in clauses]
    return [one for one in cut if one.words]


def somebody_lies_there(clauses: Sequence[Clause]) -> bool:
    """Whether a text tells of somebody else who is hurt or without consciousness, so that "no answer" tells of that."""
    return any(
        language.lies.search(one.words) and not language.oneself.search(one.words)
        for one in clauses
        for language in _languages()
    )


def _without_nobody(words: str) -> str:
    for language in _languages():
        if not language.asks.search(words):
            words = language.nobody.sub(" ", words)
    return " ".join(words.split())


def _cut(words: str) -> str:
    for language in _languages():
        words = language.told.sub(partial(_left, language), words)
    return " ".join(words.split())


def _left(language: _Unanswered, found: re.Match[str]) -> str:
    return " " if _is_told(found, language) else found[0]


def _is_told(found: re.Match[str], language: _Unanswered) -> bool:
    between = found["between"]
    if found["also"] or language.count.search(between):
        return True
    if language.us.search(between) or not language.callee.search(between):
        return False
    return found["without"] is None or language.past.search(found["tried"]) is not None


@cache
def _languages() -> tuple[_Unanswered, ...]:
    listed = tomllib.loads(Path(__file__).with_name("unanswered.toml").read_text("utf-8"))
    return tuple(_compiled(one) for one in listed.values())


def _compiled(listed: Mapping[str, str]) -> _Unanswered:
    between = "|".join(listed[part] for part in ("callee", "count", "us", "little"))
    called = rf"(?P<tried>{listed['tried']}) (?P<between>(?:(?:{between}) ){{0,12}}+)"
    none = rf"(?:(?:{listed['none']})|(?P<without>{listed['without']}))"
    return _Unanswered(
        told=_words(rf"{called}{none}|(?P<also>{listed['also']})"),
        **{part: _words(listed[part]) for part in ("past", "callee", "count", "us", "lies", "nobody")},
        **{part: re.compile(listed[part]) for part in ("oneself", "asks")},
    )


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^ ])(?:{pattern})(?![^ ])")
