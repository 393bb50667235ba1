"""Questions that officers may send as they stand: none repeats what a tip told.

canned.toml ships them. Two persons may change them at the desk (reports.rulebook.questions): a version holds the
questions that differ from the shipped ones.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from reports.models import HouseRules, HouseRulesKind
from reports.signed_rules import CONFIRMED, in_force_of, is_as_signed

_FILE = Path(__file__).parent / "canned.toml"
ENGLISH, ALWAYS = "en", "always"
LANGUAGES = (ENGLISH, "acf", "fr", "es", "ht")
Known = Mapping[str, Mapping[str, str]]
"""Every question there is or was, by its words in any language."""


@dataclass(frozen=True, slots=True)
class Canned:
    """One question: `english` for the officer, `said` in `language` for the tipster.

    `translated`: it is said in the tip's language, as far as that is one of ours.
    """

    name: str
    english: str
    said: str
    language: str
    checked: bool
    translated: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """Words by language, English among them, and the categories that it is offered for, or ALWAYS."""

    words: Mapping[str, str]
    offered: tuple[str, ...]

    def told(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return {"words": dict(self.words), "offered": list(self.offered)}


@dataclass(frozen=True, slots=True)
class Questions:
    """One version of all questions. `changed` are those that differ from the shipped ones; without words: withdrawn."""

    version: int
    changed: Mapping[str, Question]

    @property
    def rows(self) -> dict[str, Question]:
        """Every question that is offered, by name."""
        every = {**_shipped_rows(), **self.changed}
        return {name: question for name, question in every.items() if question.words}

    def told(self) -> dict[str, Any]:
        """Return what differs as it is stored."""
        return {name: question.told() for name, question in self.changed.items()}

    def is_checked(self, name: str, language: str) -> bool:
        """Whether a native reader has seen these words. English at the desk is read by two persons."""
        return language == ENGLISH or (name not in self.changed and language in _file()["checked"])


def shipped() -> Questions:
    """Return the questions that the program brings."""
    return Questions(1, {})


def of(told: Mapping[str, Any], *, version: int) -> Questions:
    """Return a stored version."""
    changed = {name: Question(row["words"], tuple(row["offered"])) for name, row in told.items()}
    return Questions(version, changed)


def in_force() -> Questions:
    """Return the questions that are offered now."""
    row = in_force_of(HouseRulesKind.QUESTIONS)
    return of(row.told, version=row.version) if row else shipped()


def canned_for(*, category: str, language: str, among: Questions | None = None) -> Iterator[Canned]:
    """Yield the questions offered for a tip, those of its category first, in its language or else in English."""
    questions = among or in_force()
    rows = questions.rows
    for place in (category, ALWAYS):
        for name in _in_order(place, rows):
            words = rows[name].words
            spoken = language if language in words else ENGLISH
            translated = spoken == language or language not in LANGUAGES
            checked = questions.is_checked(name, spoken)
            yield Canned(name, words[ENGLISH], words[spoken], spoken, checked, translated)


def asked_in(words: str, language: str, known: Known | None = None) -> tuple[str, str] | None:
    """Return a question in this language, or in English, with the language's code.

    `words` are the question in whatever language it was sent, also where it was changed since. None where they are no
    question of these. `known` is for who asks for many.
    """
    said = (known_questions() if known is None else known).get(words.strip())
    if said is None:
        return None
    return (said[language], language) if language in said else (said[ENGLISH], ENGLISH)


def parts_of(message: str, language: str, known: Known) -> Iterator[tuple[str, str]]:
    """Yield the parts of what an officer sent, each with the code of its language.

    Ready questions stand in lines of their own, and come in this language or in English. What is between them is the
    officer's own, of a language that nobody has told: "".
    """
    lines = ((line, asked_in(line, language, known)) for line in message.splitlines())
    for ready, group in groupby(lines, key=lambda each: each[1]):
        words, code = ready or ("\n".join(line for line, _ready in group).strip(), "")
        if words:
            yield words, code


def known_questions() -> Known:
    """Return every question that could have been sent: the shipped ones, those of now, and those of past versions."""
    sent = HouseRules.objects.filter(kind=HouseRulesKind.QUESTIONS, state__in=CONFIRMED).order_by("version")
    known = dict(_shipped_by_words())
    for version in filter(is_as_signed, sent):
        known |= {words: row["words"] for row in version.told.values() for words in row["words"].values()}
    return known


def _in_order(place: str, rows: Mapping[str, Question]) -> list[str]:
    """Names offered at a place: in the order of the file, and what is new after them."""
    first = {name: at for at, name in enumerate(_file()["offered"].get(place, ()))}
    names = [name for name, question in rows.items() if place in question.offered]
    return sorted(names, key=lambda name: first.get(name, len(first)))


@cache
def _shipped_by_words() -> Known:
    return {words: said for said in _file()["questions"].values() for words in said.values()}


@cache
def _shipped_rows() -> Mapping[str, Question]:
    offered: Mapping[str, list[str]] = _file()["offered"]
    return {
        name: Question(words, tuple(place for place, names in offered.items() if name in names))
        for name, words in _file()["questions"].items()
    }


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))
