"""Whether a text asks if to tell gets its sender deported, from the patterns of papers.toml: "will they send me back".

That is no tip, and deserves an honest answer. That somebody has no papers is no question by itself, and may be told.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reports.phone.clauses import bare
from reports.phone.nearly import squeezed
from reports.phone.patterns import one_way

_DEPORTS = re.compile(r"(?<!\w)(?:deport|depot|depowt|expuls|ekspils)")


@dataclass(frozen=True, slots=True)
class _Fears:
    """The patterns of one language; papers.toml says what each is for."""

    name: str
    asks: re.Pattern[str]
    states: re.Pattern[str]
    plainly: re.Pattern[str]
    has_none: re.Pattern[str]


def asks_about_papers(plain: str, *, is_marked: bool) -> str:
    """Return the language of such a question, "" where it is none. `plain`: without case and marks, and squeezed.

    `is_marked`: it has a question mark. Without one "they will deport me if I talk" tells of others.
    """
    found = (one for one in _languages() if one.asks.fullmatch(plain))
    return next((one.name for one in found if is_marked or not one.states.match(plain)), "")


def fears_to_be_deported(said: str) -> bool:
    """Whether a text asks or tells that its sender may be deported, or has no papers, and nothing else. Not what may
    tell of who is sent as a courier: "me mandan a Venezuela".
    """
    plain = squeezed(bare(said))
    is_fear = asks_about_papers(plain, is_marked=False) or has_no_papers(plain)
    return bool(is_fear) or (_DEPORTS.search(plain) is not None and asks_about_papers(plain, is_marked=True) != "")


def asks_plainly(plain: str) -> bool:
    """Whether words of asking stand in such a question; else it may be what happens: "me van a deportar"."""
    return any(one.plainly.search(plain) for one in _languages())


def has_no_papers(plain: str) -> str:
    """Return the language of a text that says that its sender has no papers and nothing else, "" for any other."""
    return next((one.name for one in _languages() if one.has_none.fullmatch(plain)), "")


@cache
def _languages() -> tuple[_Fears, ...]:
    listed = tomllib.loads(Path(__file__).with_name("papers.toml").read_text("utf-8"))
    return tuple(_compiled(name, one) for name, one in listed.items())


def _compiled(name: str, listed: dict[str, Any]) -> _Fears:
    parts = {key: f"(?:{part})" for key, part in listed.items() if isinstance(part, str)}

    def compiled(pattern: str) -> re.Pattern[str]:
        while (filled := re.sub(r"\{([a-z_]+)\}", lambda part: parts[part[1]], pattern)) != pattern:
            pattern = filled
        return re.compile(one_way(squeezed(pattern)))

    asks = "|".join(listed["asks"])
    feared = f"(?:{asks}|{{papers}} (?:{{open}} )*{{with_papers}}|{{with_papers}} (?:{{open}} )*(?:if )?{{papers}})"
    return _Fears(
        name=name,
        asks=compiled(f"(?:(?:{{open}}|{{papers}}) )*{feared}(?: (?:{{open}}|{{papers}}))*"),
        states=compiled("(?:(?:{open}|{papers}) )*(?:{states})"),
        plainly=compiled("(?<![^ ])(?:{plainly})(?![^ ])"),
        has_none=compiled("(?:{open} )*{papers}(?: {open})*"),
    )
