"""What people ask for in words of their own, from the patterns of own_words.toml."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_LONGEST = 200  # characters of a request and its reason
_LONGEST_CLAUSE = 400
_WHO_SAID = 4  # words: "il a dit"
_WISHES = ("quiet", "forget", "status", "keep", "withdraw", "receipt")


@dataclass(frozen=True, slots=True)
class Request:
    """`wish` is the value of a Wish. `has_reason`: beside it stands why, which is kept."""

    wish: str
    languages: tuple[str, ...]
    has_reason: bool = False


@dataclass(frozen=True, slots=True)
class _Language:
    name: str
    asks: dict[str, re.Pattern[str]]
    begins: re.Pattern[str]
    ends: re.Pattern[str]
    within: re.Pattern[str]
    who: re.Pattern[str]
    just_told: re.Pattern[str]
    then: re.Pattern[str]
    seen: re.Pattern[str]
    told: re.Pattern[str]
    unclear: re.Pattern[str]
    about: re.Pattern[str]


def request_in(plain: str) -> Request | None:
    """Return what a text asks for, which is without case, accents and marks. None where it may tell something else."""
    if len(plain) > _LONGEST:
        return None
    for wish in _WISHES:
        if asked := tuple(one.name for one in _languages() if one.asks[wish].fullmatch(plain)):
            return Request(wish, asked)
    why = tuple(one.name for one in _languages() if _is_quiet(plain, one))
    return Request("quiet", why, has_reason=True) if why else None


def quiet_within(clauses: Sequence[str]) -> Request | None:
    """Return the wish for silence that one of the clauses of a tip is or holds: "he beats me, do not reply".

    Each is without case, accents and marks. When in doubt it is one: a text that rings beside the wrong person unmasks.
    But not what somebody said or did not do: "he told me do not call", "my brother dont answer".
    """
    asked = tuple(one.name for one in _languages() if any(_asks_in(at, clauses, one) for at in range(len(clauses))))
    return Request("quiet", asked, has_reason=True) if asked else None


def _asks_in(at: int, clauses: Sequence[str], language: _Language) -> bool:
    clause = clauses[at]
    if len(clause) > _LONGEST_CLAUSE:
        return False
    for found in language.within.finditer(clause):
        before, behind = clause[: found.start()].strip(), clause[found.end() :].strip()
        if behind and not (language.then.match(behind) and language.seen.search(behind)):
            continue
        told_before = " ".join((*clauses[max(0, at - 1) : at], before)).strip()
        is_told = any(one.just_told.search(told_before) for one in _languages())
        after = clauses[at + 1 : at + 2]
        is_told |= any(
            one.told.search(said) for one in _languages() for said in after if len(said.split()) <= _WHO_SAID
        )
        is_about = language.about.search(f"{before} | {behind}")
        is_unclear = language.unclear.search(clause[: found.end()]) and not is_about
        if not (is_told or is_unclear or language.who.search(before) or language.told.search(behind)):
            return True
    return False


def _is_quiet(plain: str, language: _Language) -> bool:
    """Whether a text asks for silence and says why, before that or behind it."""
    begins = language.begins.match(plain)
    behind = plain[begins.end() :].strip() if begins else ""
    reason = behind if language.then.match(behind) else _before_quiet(plain, language)
    return language.seen.search(reason) is not None and language.told.search(reason) is None


def _before_quiet(plain: str, language: _Language) -> str:
    """Return what stands before a wish for silence at the end: "" where that may be part of what is told."""
    ends = language.ends.search(plain)
    before = plain[: ends.start()].strip() if ends else ""
    return "" if language.unclear.search(plain) and not language.about.search(before) else before


@cache
def _languages() -> tuple[_Language, ...]:
    listed = tomllib.loads(Path(__file__).with_name("own_words.toml").read_text("utf-8"))
    return tuple(_compiled(name, one) for name, one in listed.items())


def _compiled(name: str, listed: dict[str, Any]) -> _Language:
    parts = {key: f"(?:{part})" for key, part in {"mine": listed["parts"]["tip"], **listed["parts"]}.items()}
    asks = {wish: f"(?:{'|'.join(listed['ask'][wish])})" for wish in _WISHES}
    for key, part in parts.items():
        asks = {wish: pattern.replace(f"{{{key}}}", part) for wish, pattern in asks.items()}
    around, reason = f"(?:{listed['around']})", listed["reason"]
    quiet = f"{asks['quiet']}(?: {around})*"
    return _Language(
        name=name,
        asks={wish: re.compile(f"(?:{around} )*{pattern}(?: {around})*") for wish, pattern in asks.items()},
        begins=re.compile(f"(?:{around} )*{quiet}(?= |$)"),
        ends=re.compile(f"(?:^| )(?:{around} )*{quiet}$"),
        within=re.compile(f"(?<![^ ])(?:{around} )*{quiet}(?= |$)"),
        who=re.compile(rf"\b(?:{reason['who']})$"),
        just_told=re.compile(rf"\b(?:{reason['told']})(?: \w+){{0,3}}$"),
        unclear=re.compile(rf"\b(?:{reason['unclear']})(?: {around})*$"),
        **{key: re.compile(rf"\b(?:{reason[key]})\b") for key in ("then", "seen", "told", "about")},
    )
