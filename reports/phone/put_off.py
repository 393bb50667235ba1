"""Texts that ask to be answered later because somebody is beside their phone now, from the patterns of put_off.toml.

An answer that rings at once is what they ask not to have: "text me later not now he is here". Nor does who sends STOP
and says that he is here.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from reports.phone.clauses import Clause


def put_off_in(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Return the languages in which a text asks for silence now: "call me later he is home now"."""
    said = " | ".join(one.words for one in clauses)
    return tuple(
        name
        for name, (later, here, stop) in _languages().items()
        if stop.search(said) or (later.search(said) and here.search(said))
    )


@cache
def _languages() -> dict[str, tuple[re.Pattern[str], ...]]:
    listed = tomllib.loads(Path(__file__).with_name("put_off.toml").read_text("utf-8"))
    return {name: _compiled(one) for name, one in listed.items()}


def _compiled(listed: dict[str, str]) -> tuple[re.Pattern[str], ...]:
    here, gone = listed["here"], listed["gone"]
    begins = rf"(?:^|\| )(?:(?:{listed['polite']}) )*"
    not_behind = "".join(f"(?<!(?<![^ ]){word} )" for word in listed["who"].split("|"))
    asked = rf"(?:{begins}(?:{listed['ask']})|(?<![^ ]){not_behind}(?:{listed['aimed']})) (?:{listed['later']}|{gone})"
    return (
        re.compile(rf"(?:{asked}|{begins}(?:{listed['wait']}))(?![^ ])"),
        re.compile(rf"(?<![^ ])(?:{here}|{gone})(?![^ ])"),
        re.compile(rf"^{listed['stop']}(?:{here})(?![^ ])"),
    )
