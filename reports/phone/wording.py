"""What the hotline says and the words it understands, from words.toml."""

import tomllib
import unicodedata
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


@cache
def words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def languages() -> tuple[str, ...]:
    return tuple(words()["texts"])


def text(language: str, name: str, *, receipt: str = "") -> str:
    """One text message, in English where the language is not ours. `receipt` is already grouped."""
    said: str = words()["texts"].get(language, words()["texts"][DEFAULT])[name]
    return said.format(hotline=settings.HOTLINE_NUMBER, emergency=settings.EMERGENCY_NUMBER, receipt=receipt)


def sentence(language: str, name: str) -> str:
    """One spoken sentence. The emergency number is spelled, so that 911 is not read as a quantity."""
    said: str = words()["calls"][language][name]
    return said.format(emergency=" ".join(settings.EMERGENCY_NUMBER))


def wish(said: str) -> tuple[Wish, str] | None:
    """What a text that is nothing but a word of ours asks for, and the word's language; else None."""
    return _understood().get(_bare(said))


@cache
def _understood() -> dict[str, tuple[Wish, str]]:
    heard: dict[str, tuple[Wish, str]] = {}
    for name, listed in words()["understood"].items():
        by_language = listed if isinstance(listed, dict) else {DEFAULT: listed}
        for language, plain in by_language.items():
            heard |= {word: (Wish(name), language) for word in plain}
    return heard


def _bare(said: str) -> str:
    """Without case, accents, marks and needless blanks: "Arrêt !" is "arret"."""
    letters = unicodedata.normalize("NFKD", said.casefold())
    kept = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(kept.split())
