"""What in a question would ask tipsters who they are. Nobody may ask that, by carelessness or on purpose."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("asking_who.toml")


def asking_who(words: str, language: str) -> list[str]:
    """Return the pieces of `words` that ask it, each once. Accents do not count: many leave them out."""
    said = unicodedata.normalize("NFC", words)
    found = _plain(language).finditer(_without_accents(said))
    return list(dict.fromkeys(said[slice(*each.span())] for each in found))


@cache
def _plain(language: str) -> re.Pattern[str]:
    lines = tomllib.loads(_FILE.read_text("utf-8"))[language]
    return re.compile("|".join(map(_without_accents, lines)), re.IGNORECASE)


def _without_accents(said: str) -> str:
    """Return as many signs as were given, each without what stands on it."""
    return "".join(unicodedata.normalize("NFD", sign)[0] for sign in said)
