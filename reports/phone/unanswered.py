"""What a text tells of calls that nobody answered, which is no wish for silence: "i call 911 no answer please"."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from reports.phone.clauses import Clause


def without_unanswered(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses without such words; what else they say may be a wish: "police not answering, dont text me"."""
    cut = [replace(one, words=" ".join(_told().sub(" ", one.words).split())) for one in clauses]
    return [one for one in cut if one.words]


@cache
def _told() -> re.Pattern[str]:
    listed = tomllib.loads(Path(__file__).with_name("unanswered.toml").read_text("utf-8"))
    told = [
        rf"(?:{one['tried']}) (?:(?:{one['between']}) ){{0,12}}+(?:{one['none']})|(?:{one['also']})"
        for one in listed.values()
    ]
    return re.compile(rf"(?<![^ ])(?:{'|'.join(told)})(?![^ ])")
