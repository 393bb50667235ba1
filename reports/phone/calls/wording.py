"""What the hotline says to a caller, from words.toml: sentences whole, and in the pieces that sound files hold."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from reports.dialogue.canned import shipped

DEFAULT = "en"
_NUMBER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One language. `voice` is the provider's, "" where it has none; `speaker` is that of espeak-ng."""

    voice: str
    speaker: str
    digits: tuple[str, ...]
    sentences: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence, in the sound file `name`; `then` is the number that follows: emergency, other."""

    name: str
    text: str
    then: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    keypad: Mapping[str, str]
    languages: Mapping[str, str]
    spoken: Mapping[str, Spoken]


@cache
def _words() -> _Words:
    told = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
    return _Words(told["keypad"], told["languages"], {code: _spoken(said) for code, said in told["calls"].items()})


def _spoken(said: dict[str, str | list[str]]) -> Spoken:
    sentences = {name: words for name, words in said.items() if isinstance(words, str)}
    return Spoken(sentences.pop("voice"), sentences.pop("speaker"), tuple(said["digits"]), sentences)


def spoken() -> Mapping[str, Spoken]:
    """Return every language that the hotline speaks, by its code."""
    return _words().spoken


def keypad() -> Mapping[str, str]:
    """Return which category each key stands for."""
    return _words().keypad


def language_keys() -> Mapping[str, str]:
    """Return which language each key stands for."""
    return _words().languages


def sentence(language: str, name: str, *, other: str = "") -> str:
    """Return one sentence as it is heard. Numbers are spelled: 911 is no quantity; `other` is one to call instead."""
    return spoken()[language].sentences[name].format(emergency=spelled(settings.EMERGENCY_NUMBER), other=spelled(other))


def pieces(language: str, name: str) -> tuple[Piece, ...]:
    """Split a sentence at the numbers of the force, so that no sound file holds one. The first keeps the name."""
    parts = _NUMBER.split(spoken()[language].sentences[name])
    found = [Piece(name, parts[0].strip(), *parts[1:2])]
    for at in range(2, len(parts), 2):
        if any(letter.isalnum() for letter in parts[at]) or parts[at + 1 : at + 2]:
            found.append(Piece(f"{name}_{at // 2 + 1}", parts[at].strip(" .,"), *parts[at + 1 : at + 2]))
    return tuple(found)


def every_piece(language: str) -> dict[str, str]:
    """Return the words of each sound file of a language, digits and ready questions included, by the file's name."""
    ours = spoken()[language]
    words = {piece.name: piece.text for name in ours.sentences for piece in pieces(language, name)}
    return words | {digit_name(str(at)): said for at, said in enumerate(ours.digits)} | ready_questions(language)


def ready_questions(language: str) -> dict[str, str]:
    """Return the questions that officers may send as they stand, by the file's name: where no voice can read them."""
    if spoken()[language].voice:
        return {}
    return {f"asked_{name}": question.words[language] for name, question in shipped().rows.items()}


def digit_name(digit: str) -> str:
    return f"digit_{digit}"


def spelled(number: str) -> str:
    return " ".join(digit for digit in number if digit.isdigit())
