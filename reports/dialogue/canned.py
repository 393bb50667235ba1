"""Questions that officers may send as they stand, from canned.toml: none repeats what a tip told."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "canned.toml"
_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Canned:
    """One question: `english` for the officer, `said` in `language` for the tipster."""

    name: str
    english: str
    said: str
    language: str
    checked: bool


def canned_for(*, category: str, language: str) -> Iterator[Canned]:
    """Yield the questions offered for a tip, those of its category first, in its language or else in English."""
    told, questions = _told(), _told()["questions"]
    for name in (*told["offered"].get(category, ()), *told["offered"]["always"]):
        words: Mapping[str, str] = questions[name]
        spoken = language if language in words else _ENGLISH
        yield Canned(name, words[_ENGLISH], words[spoken], spoken, spoken in told["checked"])


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))
