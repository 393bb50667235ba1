"""Clauses that refuse an answer in little words alone, from the word lists of refusal.toml: "no replyin ok thank u".

Patterns of how people ask end where the next person begins; these lists hold whatever order the words come in, in any
spelling they know, as long as nothing else is said.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reports.phone.clauses import Clause
from reports.phone.own_words import is_rule, is_said_by_another

_LONGEST = 24  # words: a longer one tells something
_PLEASE, _THEIRS = "svp", "xx"  # stand for what is said in several words, in every language


@dataclass(frozen=True, slots=True)
class _Refusal:
    """The words of one language; refusal.toml says what each list is for."""

    name: str
    word: re.Pattern[str]
    please: re.Pattern[str]
    theirs: re.Pattern[str]
    neg: re.Pattern[str]
    act: re.Pattern[str]
    aimed: re.Pattern[str]
    alone: re.Pattern[str]
    called: re.Pattern[str]
    other: re.Pattern[str]
    them: re.Pattern[str]
    why: re.Pattern[str]
    cond: re.Pattern[str]
    if_word: re.Pattern[str]
    if_act: re.Pattern[str]
    finds: re.Pattern[str]


def refused_in(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Return the languages in which a clause refuses an answer."""
    places = range(len(clauses))
    return tuple(
        one.name
        for one in _languages()
        if any(_refuses(at, clauses, one) for at in places) or _refuses_alone(clauses, one)
    )


def _refuses_alone(clauses: Sequence[Clause], language: _Refusal) -> bool:
    """Whether "no reply" stands by itself before or behind all else, or before "he": "no reply. he has gun".

    Not "No answer. They moved": where somebody called, or is gone, it tells what happened.
    """
    if any(language.called.search(one.words) for one in clauses):
        return False
    for at in sorted({0, len(clauses) - 1}) if clauses else ():
        found = language.alone.match(clauses[at].words)
        behind = clauses[at].words[found.end() :].strip() if found else ""
        is_ended = not behind or (at == 0 and language.why.match(behind) is not None)
        if found and is_ended and not is_said_by_another("", found[0], at, clauses):
            return True
    return False


def _refuses(at: int, clauses: Sequence[Clause], language: _Refusal) -> bool:
    said = language.theirs.sub(_THEIRS, language.please.sub(_PLEASE, clauses[at].words))
    condition = language.cond.match(said)
    told = said[condition.end() :] if condition else said
    found = next(_parted(told, language, is_condition=condition is not None), None)
    return found is not None and not (is_said_by_another("", found, at, clauses) or is_rule(found, at, clauses))


def _parted(told: str, language: _Refusal, *, is_condition: bool) -> Iterator[str]:
    """Yield the refusals that a clause begins with; what follows each is nothing, a reason, or who would find out."""
    words = told.split()[:_LONGEST]
    known = language.if_word if is_condition else language.word
    little = next((at for at, word in enumerate(words) if not known.fullmatch(word)), len(words))
    for end in range(little, 0, -1):
        refused, behind = " ".join(words[:end]), " ".join(told.split()[end:])
        if language.them.search(refused):
            continue
        if is_condition and language.finds.match(behind) and language.if_act.search(refused):
            yield refused
        if not is_condition and (not behind or language.why.match(behind)) and _is_refusal(refused, language):
            yield refused


def _is_refusal(said: str, language: _Refusal) -> bool:
    parts = (language.neg, language.act, language.aimed)
    return all(part.search(said) for part in parts) and language.other.search(said) is None


@cache
def _languages() -> tuple[_Refusal, ...]:
    listed = tomllib.loads(Path(__file__).with_name("refusal.toml").read_text("utf-8"))
    return tuple(_compiled(name, one) for name, one in listed.items())


def _compiled(name: str, listed: dict[str, Any]) -> _Refusal:
    def words(*patterns: str) -> re.Pattern[str]:
        return re.compile(rf"(?<![^ ])(?:{'|'.join(patterns)})(?![^ ])")

    neg, act, if_act = listed["neg"], listed["act"], listed["if_act"]
    return _Refusal(
        name=name,
        word=words(_PLEASE, _THEIRS, listed["word"], neg, act),
        please=words(listed["please"]),
        theirs=words(listed["theirs"]),
        neg=words(neg),
        act=words(act),
        aimed=words(_PLEASE, listed["aimed"]),
        alone=words(listed["alone"]),
        called=words(listed["called"]),
        other=re.compile("|".join(listed["other"]).replace("{neg}", neg)),
        them=words(listed["them"]),
        why=re.compile(listed["why"]),
        cond=re.compile(rf"(?:{listed['cond']}) "),
        if_word=words(_PLEASE, _THEIRS, listed["word"], neg, act, if_act),
        if_act=words(act, if_act),
        finds=re.compile(listed["finds"]),
    )
