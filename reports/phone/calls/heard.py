"""Saying a key instead of pressing it. Off unless the force asks for it: what is said goes to the provider's machine.

The words of a tip never do: a recording is heard by nobody but us.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from reports.phone.clauses import bare


def words_for(menu: str, language: str) -> dict[str, list[str]]:
    """Return the words of each key of a menu; none where speech is off or the provider has not the language."""
    by_language: dict[str, dict[str, list[str]]] = _words().get(menu, {})
    return by_language.get(language, {}) if settings.SPOKEN_MENUS else {}


def key_of(menu: str, language: str, said: str) -> str:
    """Return the key that the words stand for, or "" for none or for more than one."""
    padded = f" {bare(said)} "
    meant = {
        key for key, words in words_for(menu, language).items() if any(f" {bare(word)} " in padded for word in words)
    }
    return meant.pop() if len(meant) == 1 else ""


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "heard.toml").read_text("utf-8"))
