"""What people ask for in words of their own, from the patterns of own_words.toml."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reports.phone.clauses import Clause
from reports.phone.patterns import one_way

_LONGEST = 200  # characters of a request and its reason
_WHO_SAID = 4  # words: "il a dit"
_REASONS = ("then", "seen", "told", "about", "polite", "aimed", "sentence", "rather", "rule", "missing")
_NAMED = 3  # words: "my phone"
_WISHES = ("quiet", "help", "forget", "status", "keep", "withdraw", "receipt", "new")


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
    alone: re.Pattern[str]
    within: re.Pattern[str]
    who: re.Pattern[str]
    just_told: re.Pattern[str]
    then: re.Pattern[str]
    seen: re.Pattern[str]
    told: re.Pattern[str]
    unclear: re.Pattern[str]
    about: re.Pattern[str]
    is_read: re.Pattern[str]
    rather: re.Pattern[str]
    instead: re.Pattern[str]
    rule: re.Pattern[str]
    missing: re.Pattern[str]
    joins: re.Pattern[str]
    join: re.Pattern[str]
    polite: re.Pattern[str]
    aimed: re.Pattern[str]
    sentence: re.Pattern[str]


def request_in(plain: str) -> Request | None:
    """Return what a text asks for, which is without case, accents and marks. None where it may tell something else."""
    if len(plain) > _LONGEST:
        return None
    for wish in _WISHES:
        if asked := tuple(one.name for one in _languages() if one.asks[wish].fullmatch(plain)):
            return Request(wish, asked)
    why = tuple(one.name for one in _languages() if _is_quiet(plain, one))
    return Request("quiet", why, has_reason=True) if why else None


def quiet_within(clauses: Sequence[Clause]) -> Request | None:
    """Return the wish for silence that one of the clauses of a tip is or holds: "he beats me, do not reply".

    But not what somebody said or did not do: "he told me do not call", "my brother dont answer". Who asked and is
    answered may be unmasked by a text that rings; who did not ask and is not answered never learns of the
    receipt. So it is the grammar that decides: whether it is a command, to whom, and who may stand before it.

    It stays beside silence.py, for it reads what stands before a command: of 187 wishes 23 are heard by it alone ("guy
    name Kofi stealing bikes dont msg me back ok"), and with its lists in the other one seven of these were lost and
    nine ordinary tips silenced (decision 141).
    """
    asked = tuple(one.name for one in _languages() if any(_asks_in(at, clauses, one) for at in range(len(clauses))))
    return Request("quiet", asked, has_reason=True) if asked else None


def is_said_by_another(before: str, wished: str, at: int, clauses: Sequence[Clause]) -> bool:
    """Whether somebody else said it, or it asks to be reached another way, or tells of who is missing: "don't call me,
    text me", "she is gone since Monday, no call no text".
    """
    earlier = clauses[at - 1].words if clauses[at].goes_on else ""
    later = " ".join(one.words for one in clauses[at + 1 : at + 2])
    return _is_told(before, at, clauses) or any(
        one.missing.search(f"{earlier} | {wished}") or _is_rather((earlier, before), later, wished, one)
        for one in _languages()
    )


def _is_rather(before: Sequence[str], later: str, wished: str, language: _Language) -> bool:
    """Whether another way is asked for: behind the wish in any words, before it in nothing but these, for what stands
    there may tell anything ("text from a hidden phone, do not call me").
    """
    told = [one for one in before if language.instead.fullmatch(one)]
    return any(language.rather.search(f"{wished} | {said}") for said in (*told, later))


def is_rule(wished: str, at: int, clauses: Sequence[Clause]) -> bool:
    """Whether it tells how somebody sells: "if you want weed, don't call"."""
    if not clauses[at].goes_on:
        return False
    return any(one.rule.search(f"{clauses[at - 1].words} | {wished}") for one in _languages())


def _asks_in(at: int, clauses: Sequence[Clause], language: _Language) -> bool:
    return any(_is_wish(found, at, clauses, language) for found in language.within.finditer(clauses[at].words))


def _is_wish(found: re.Match[str], at: int, clauses: Sequence[Clause], language: _Language) -> bool:
    clause, wished = found.string, found[0]
    before, behind = clause[: found.start()].strip(), clause[found.end() :].strip()
    is_joined = language.join.search(before) or language.joins.match(wished)
    has_reason = language.then.match(behind) and language.seen.search(behind) and not language.told.search(behind)
    is_subject = not is_joined and _is_subject(before, language)
    if (behind and not has_reason) or is_subject or is_said_by_another(before, wished, at, clauses):
        return False
    earlier = clauses[at - 1].words if at else ""
    is_about = language.about.search(f"{earlier} | {before} | {behind}") is not None
    is_polite = language.polite.search(wished) is not None
    is_rule = clauses[at].goes_on and language.rule.search(f"{earlier} | {wished}")
    if is_rule and not language.aimed.search(wished):
        return is_about
    if language.alone.search(wished) or (language.unclear.search(clause[: found.end()]) and not is_polite):
        return is_about
    if is_polite or is_joined or not before:
        return True
    is_aimed = language.aimed.search(wished) and language.sentence.search(before)
    return is_aimed is not None or language.about.search(before) is not None


def _is_subject(before: str, language: _Language) -> bool:
    """Whether what stands before may be who does it. "My phone" may, and not in "he reads my phone"."""
    if not language.who.search(before):
        return False
    read = language.is_read.search(before)
    return read is None or (read.start() == 0 and len(read[0].split()) <= _NAMED)


def _is_told(before: str, at: int, clauses: Sequence[Clause]) -> bool:
    """Whether somebody else said so: what says it stands before or behind, with no full stop between."""
    start = at
    while clauses[start].goes_on and (
        start == at or any(one.within.fullmatch(clauses[start].words) for one in _languages())
    ):
        start -= 1
    told_before = f"{clauses[start].words if start < at else ''} {before}".strip()
    later = [one.words for one in clauses[at + 1 : at + 2] if one.goes_on and len(one.words.split()) <= _WHO_SAID]
    return any(
        one.just_told.search(told_before) or any(one.told.search(said) for said in later) for one in _languages()
    )


def _is_quiet(plain: str, language: _Language) -> bool:
    """Whether a text begins with a wish for silence and says why."""
    begins = language.begins.match(plain)
    behind = plain[begins.end() :].strip() if begins else ""
    is_why = language.then.match(behind) and language.seen.search(behind)
    return is_why is not None and language.told.search(behind) is None


@cache
def _languages() -> tuple[_Language, ...]:
    listed = tomllib.loads(Path(__file__).with_name("own_words.toml").read_text("utf-8"))
    return tuple(_compiled(name, one) for name, one in listed.items())


def _compiled(name: str, listed: dict[str, Any]) -> _Language:
    parts = {key: f"(?:{part})" for key, part in {"mine": listed["parts"]["tip"], **listed["parts"]}.items()}
    alone = "|".join(listed["ask"]["alone"])
    asks = {wish: f"(?:{'|'.join(listed['ask'][wish])})" for wish in _WISHES}
    asks["quiet"] = f"(?:{asks['quiet']}|{alone})"
    for key, part in parts.items():
        asks = {wish: pattern.replace(f"{{{key}}}", part) for wish, pattern in asks.items()}
    around, reason = f"(?:{listed['around']})", listed["reason"]
    quiet = f"{asks['quiet']}(?: {around})*"
    asks["quiet"] = f"(?:{asks['quiet']}|{'|'.join(listed['ask']['whole'])})"
    return _Language(
        name=name,
        asks={wish: re.compile(one_way(f"(?:{around} )*{pattern}(?: {around})*")) for wish, pattern in asks.items()},
        begins=re.compile(one_way(f"(?:{around} )*{quiet}(?= |$)")),
        alone=re.compile(rf"^(?:{around} )*(?:{alone})(?: {around})*$"),
        within=re.compile(one_way(f"(?<![^ ])(?:{around} )*{quiet}(?= |$)")),
        who=re.compile(rf"\b(?:{reason['who']})$"),
        just_told=re.compile(rf"\b(?:{reason['told']})(?: \w+){{0,3}}$"),
        is_read=re.compile(rf"\b(?:{reason['about']})(?: \w{{1,2}})?$"),
        joins=re.compile(rf"(?:{reason['join']})\b"),
        join=re.compile(rf"\b(?:{reason['join']})$"),
        instead=re.compile(one_way(reason["instead"])),
        unclear=re.compile(rf"\b(?:{reason['unclear']})(?: {around})*$"),
        **{key: re.compile(rf"\b(?:{reason[key]})\b") for key in _REASONS},
    )
