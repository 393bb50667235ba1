"""What the hotline says and the words it understands, from words.toml."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

DEFAULT = "en"


class Wish(StrEnum):
    """What a text of one word asks for instead of telling something."""

    STOP = "stop"  # Twilio's own words: it blocks the phone itself, so no answer gets through
    FORGET = "forget"
    HELP = "help"
    START = "start"
    NEW = "new"  # what comes next is about something else
    STATUS = "status"
    QUIET = "quiet"  # do not answer me by text


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish, the languages its word belongs to, and for NEW and QUIET the tip that stands behind the word."""

    wish: Wish
    languages: tuple[str, ...]
    rest: str = field(default="", repr=False)

    def language(self, of_the_tip: str) -> str:
        """Return the language to answer in: the word's own, unless people of the tip's language use it too.

        STOP, STATUS and the like are on posters: whoever sends them in English may well have told a tip in French.
        """
        if of_the_tip in languages() and (of_the_tip in self.languages or DEFAULT in self.languages):
            return of_the_tip
        return self.languages[0]


_BEFORE_A_TIP = (Wish.NEW, Wish.QUIET)
_WORD_AND_REST = re.compile(r"([^\n:]{2,30})(?::|\n)(.+)", re.DOTALL)


@cache
def words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def languages() -> tuple[str, ...]:
    return tuple(words()["texts"])


def text(language: str, name: str, **parts: str) -> str:
    """One text message, in English where the language is not ours. `receipt` is already grouped."""
    said: str = words()["texts"].get(language, words()["texts"][DEFAULT])[name]
    return said.format(hotline=settings.HOTLINE_NUMBER, emergency=settings.EMERGENCY_NUMBER, **parts)


def sentence(language: str, name: str, *, other: str = "") -> str:
    """One spoken sentence. Numbers are spelled, 911 is no quantity; `other` is one to call instead."""
    said: str = words()["calls"][language][name]
    return said.format(emergency=" ".join(settings.EMERGENCY_NUMBER), other=" ".join(other))


def wish(said: str) -> Asked | None:
    """What a text asks for that is nothing but a word of ours, or begins with NEW: or QUIET: and then tells; else None.

    "STOP the man who sells there" is a tip.
    """
    alone = _understood().get(bare(said))
    if alone:
        return alone
    split = _WORD_AND_REST.fullmatch(said.strip())
    before = _understood().get(bare(split[1])) if split else None
    rest = split[2].strip() if split else ""
    if before is None or before.wish not in _BEFORE_A_TIP or not bare(rest):
        return None
    return Asked(before.wish, before.languages, rest)


@cache
def _understood() -> dict[str, Asked]:
    heard: dict[str, Asked] = {}
    for name, listed in words()["understood"].items():
        by_language = listed if isinstance(listed, dict) else {DEFAULT: listed}
        for language, plain in by_language.items():
            for word in map(bare, plain):
                earlier = heard[word].languages if word in heard else ()
                heard[word] = Asked(Wish(name), (*earlier, language))
    return heard


def bare(said: str) -> str:
    """Without case, accents, marks and needless blanks: "Arrêt !" is "arret"."""
    letters = unicodedata.normalize("NFKD", said.casefold())
    kept = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(kept.split())
