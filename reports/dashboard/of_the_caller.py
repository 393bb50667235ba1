"""How an officer writes of the one who calls, in the third person and in five languages, from of_the_caller.toml.

What a tipster writes of himself is found by triage's own rules. Here somebody else tells of the caller: who that is, to
whom he belongs, where he lives, works, stood and called from, how he sounds. What a caller says of others is no mark.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_PART = re.compile(r"<([a-z_]+)>")


def of_the_caller(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places that tell who called; none ends inside a word, or between a first name and a surname."""
    for found in _pattern().finditer(text):
        yield found.span()


@cache
def _pattern() -> re.Pattern[str]:
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    parts: dict[str, str] = {}
    for name, words in told["parts"].items():
        parts[name] = _whole(words, parts)
    patterns = [_whole(one, parts) for listed in told["patterns"].values() for one in listed]
    return re.compile("|".join(patterns), re.IGNORECASE)


def _whole(words: str, parts: dict[str, str]) -> str:
    return _PART.sub(lambda found: parts[found[1]], words)
