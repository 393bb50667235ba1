"""What in a question would ask tipsters who they are. Nobody may ask that, by carelessness or on purpose."""

import re
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("asking_who.toml")


def asking_who(words: str, language: str) -> list[str]:
    """Return the pieces of `words` that ask it, each once."""
    return list(dict.fromkeys(found[0] for found in _plain(language).finditer(words)))


@cache
def _plain(language: str) -> re.Pattern[str]:
    return re.compile("|".join(tomllib.loads(_FILE.read_text("utf-8"))[language]), re.IGNORECASE)
