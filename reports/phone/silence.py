"""The one place that decides whether a text holds a wish for silence.

It does where one of its clauses is a wish as people put it together from the parts of silence.toml, a negation, a verb,
what follows, or one of the forms of asked.toml, which stand in every language; where one refuses an answer in little
words alone (refusal.py) or asks for one later, for somebody is there now (put_off.py); and where one is a wish of
own_words.toml by the grammar around it; as it was typed, or put in plainer words (plainer.py). They are taken boldly:
who is silenced by mistake has a tip that is worked all the same, and a receipt that waits for RECEIPT; who is answered
by mistake may be beaten.

Where nothing is asked, hints count: that the phone is watched, or that its owner is gone after this. A request of the
same text outweighs them (decision 153): for an answer, always; for somebody to come, unless she is watched now.

What is told of calls that nobody answered is no wish, whatever stands beside it (unanswered.py).
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reports.phone.clauses import Clause, clauses_of
from reports.phone.own_words import Request, is_rule, is_said_by_another, quiet_within
from reports.phone.patterns import one_way
from reports.phone.plainer import plainer
from reports.phone.put_off import put_off_in
from reports.phone.refusal import refused_in
from reports.phone.requests import asks_for_an_answer, asks_somebody_to_come
from reports.phone.unanswered import without_unanswered
from reports.phone.watched import is_watched_now, watched_in
from reports.triage.warning import look_at

_ASKED = ("open", "clear", "command", "bare")
_HINTS = ("away", "parting")
_KINDS = (*_ASKED, *_HINTS)
_OPEN, _SURE = ("open", "away"), ("open", "clear", *_HINTS)


@dataclass(frozen=True, slots=True)
class _Wishes:
    """The patterns of one language; silence.toml and asked.toml say what each is for."""

    name: str
    open: re.Pattern[str]
    clear: re.Pattern[str]
    command: re.Pattern[str]
    bare: re.Pattern[str]
    away: re.Pattern[str]
    parting: re.Pattern[str]
    aimed: re.Pattern[str]
    before: re.Pattern[str]
    who: re.Pattern[str]
    why: re.Pattern[str]
    reason: re.Pattern[str]


def wish_for_silence(said: str) -> Request | None:
    """Return the wish for silence that a text holds: "he reads my phone", "he beats me, do not reply"."""
    clauses = without_unanswered(clauses_of(said))
    plain = plainer(clauses)
    asked = _asked_in(clauses) or (_asked_in(plain) if plain != clauses and not asks_for_an_answer(clauses) else None)
    languages = () if asked else _hinted_in(clauses, said)
    return asked or (Request("quiet", languages, has_reason=True) if languages else None)


def _asked_in(clauses: Sequence[Clause]) -> Request | None:
    if asked := quiet_within(clauses):
        return asked
    languages = refused_in(clauses) or _told_in(clauses, _ASKED) or put_off_in(clauses)
    return Request("quiet", languages, has_reason=True) if languages else None


def _hinted_in(clauses: Sequence[Clause], said: str) -> tuple[str, ...]:
    """Return the languages of a hint that no request of the same text outweighs."""
    if watched := watched_in(clauses):
        may_ring = asks_for_an_answer(clauses) or (asks_somebody_to_come(clauses) and not is_watched_now(clauses))
        return () if may_ring else watched
    if hinted := _told_in(clauses, _HINTS):
        may_ring = asks_for_an_answer(clauses) or asks_somebody_to_come(clauses) or look_at(said).for_oneself
        return () if may_ring else hinted
    return ()


def _told_in(clauses: Sequence[Clause], kinds: Sequence[str]) -> tuple[str, ...]:
    """Return the languages of a wish that is put together from parts: "if u answer he will know"."""
    places = range(len(clauses))
    return tuple(one.name for one in _languages() if any(_is_told(at, clauses, one, kinds) for at in places))


def _is_told(at: int, clauses: Sequence[Clause], language: _Wishes, kinds: Sequence[str]) -> bool:
    clause = clauses[at].words
    found = ((kind, one) for kind in kinds for one in getattr(language, kind).finditer(clause))
    return any(_is_wish(kind, one, at, clauses, language) for kind, one in found)


def _is_wish(kind: str, found: re.Match[str], at: int, clauses: Sequence[Clause], language: _Wishes) -> bool:
    before, behind = found.string[: found.start()].strip(), found.string[found.end() :].strip()
    is_ended = kind in _OPEN or not behind or language.why.match(behind) is not None
    if not is_ended or language.who.search(before) or is_said_by_another(before, found[0], at, clauses):
        return False
    if kind in _SURE or _why(at, clauses, language):
        return True
    if kind == "bare":
        return language.aimed.search(found[0]) is not None
    may_begin = not before or language.before.search(before) is not None
    return may_begin and (language.aimed.search(found[0]) is not None or not is_rule(found[0], at, clauses))


def _why(at: int, clauses: Sequence[Clause], language: _Wishes) -> bool:
    """Whether this clause or one beside it tells that somebody else reads or holds the phone."""
    return any(language.reason.search(one.words) for one in clauses[max(at - 1, 0) : at + 2])


@cache
def _languages() -> tuple[_Wishes, ...]:
    parts, asked = _listed("silence.toml"), _listed("asked.toml")
    forms = asked.pop("forms")
    return tuple(_compiled(name, parts[name] | one, forms) for name, one in asked.items())


def _listed(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))


def _compiled(name: str, listed: dict[str, Any], forms: dict[str, list[str]]) -> _Wishes:
    parts = {key: f"(?:{part})" for key, part in listed.items() if isinstance(part, str)}
    parts["w"] = f"(?:(?>{parts['little']} )){{0,5}}?"
    tail = "(?: (?:{more}|{me}|{thing}|{verb}|{neg})(?![^ ]))*+"
    long_tail = "(?>(?: (?:{more}|{me}|{thing}|{verb}|{neg}|{plz}|{aim}|{act}|{sign}|{little})(?![^ ])))*?"

    def filled(pattern: str) -> str:
        while (whole := re.sub(r"\{([a-z]+\d?)\}", lambda part: parts[part[1]], pattern)) != pattern:
            pattern = whole
        return one_way(pattern)

    def wishes(kind: str, behind: str) -> re.Pattern[str]:
        own = listed.get(kind, ()), forms.get(kind, ()), listed["also"] if kind == "clear" else ()
        said = "|".join(one for those in own for one in those)
        ended = "$| {why}\\b" if behind else " |$"
        return re.compile(filled(f"(?<![^ ])(?:{said}){behind}(?={ended})"))

    return _Wishes(
        name=name,
        open=wishes("open", ""),
        clear=wishes("clear", long_tail),
        command=wishes("command", tail),
        bare=wishes("bare", tail),
        away=wishes("away", ""),
        parting=wishes("parting", long_tail),
        aimed=re.compile(filled(rf"\b(?:{listed['aimed']})\b")),
        before=re.compile(rf"\b(?:{listed['before']})$"),
        who=re.compile(rf"\b(?:{listed['who']})$"),
        why=re.compile(filled(rf"(?:{listed['why']})\b")),
        reason=re.compile(filled(rf"\b(?:{listed['reason']})\b")),
    )
