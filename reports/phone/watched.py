"""Whether a text says that somebody else reads, holds, shares or hears its phone, from the patterns of watched.toml.

That is a wish for silence by itself: who is answered on a phone that a violent man reads may be beaten; who is silenced
by mistake has a tip that is worked all the same, and a receipt that waits for RECEIPT.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reports.phone.clauses import Clause
from reports.phone.patterns import one_way

_PATTERNS = ("plain", "home", "unless", "here", "but", "near", "present")


@dataclass(frozen=True, slots=True)
class _Telling:
    """The patterns of one language; watched.toml says what each is for."""

    name: str
    plain: re.Pattern[str]
    home: re.Pattern[str]
    at_home: re.Pattern[str]
    unless: re.Pattern[str]
    here: re.Pattern[str]
    but: re.Pattern[str]
    near: re.Pattern[str]
    present: re.Pattern[str]


def watched_in(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Return the languages in which a text says that its phone is watched: "he does check my phone"."""
    return tuple(one.name for one in _languages() if _is_told(clauses, one))


def is_watched_now(clauses: Sequence[Clause]) -> bool:
    """Whether it says so by what is so now: he is here or beside her, she hides, he would hear or see an answer."""
    return any(one.present.search(told.words) for one in _languages() for told in clauses) or any(
        one.near.search(found[0])
        for one in _languages()
        for told in clauses
        for found in one.plain.finditer(one.unless.sub("…", told.words))
    )


def _is_told(clauses: Sequence[Clause], language: _Telling) -> bool:
    told = [language.unless.sub("…", one.words) for one in clauses]
    if any(language.plain.search(words) or _speaks_of_it(words, language) for words in told):
        return True
    is_at_home = any(language.at_home.search(one.words) for one in clauses)
    return is_at_home and any(language.home.search(words) for words in told)


def _speaks_of_it(words: str, language: _Telling) -> bool:
    return language.here.search(words) is not None and language.but.search(words) is None


@cache
def _languages() -> tuple[_Telling, ...]:
    listed = tomllib.loads(Path(__file__).with_name("watched.toml").read_text("utf-8"))
    return tuple(_compiled(name, one) for name, one in listed.items())


def _compiled(name: str, listed: dict[str, Any]) -> _Telling:
    parts = {key: part for key, part in listed.items() if key not in _PATTERNS}

    def compiled(pattern: str) -> re.Pattern[str]:
        while (filled := re.sub(r"\{([a-z]+)\}", lambda part: f"(?:{parts[part[1]]})", pattern)) != pattern:
            pattern = filled
        return re.compile(one_way(rf"(?<![^ ])(?:{pattern})(?![^ ])"))

    return _Telling(
        name=name,
        plain=compiled("|".join(listed["plain"])),
        home=compiled("|".join(listed["home"])),
        at_home=compiled("{kin}|{phone}"),
        unless=compiled(listed["unless"]),
        here=compiled("|".join(listed["here"])),
        but=compiled(listed["but"]),
        near=compiled(listed["near"]),
        present=compiled(listed["present"]),
    )
