"""Reads the guides from their files, checks them whole, and puts the words of a language into them.

English stands in the guides themselves; words/<language>.toml holds the others, one table a guide. What a language
lacks is asked in English. A text counts as checked by a native speaker only if `checked` lists it.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from reports.guides.guide import BOTH, KINDS, LISTS, UNKNOWN, Block, Guide, InEnglish, Option, Question
from reports.guides.house import ENGLISH, SHIPPED, House, Table, as_files, from_files

DATA = Path(__file__).parent / "data"
PAST = DATA / "past"
"""The files of guides that have a newer version, such as drugs.1.toml: tips are shown as they were asked."""
WORDS = Path(__file__).parent / "words"
PARTS = ("first", "place", "time", "source")
_EDITION = re.compile(r"([a-z_]+) (\d+)\.(\d+)(?:\.(\d+))?")
_ID = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?")
_LONGEST = {"ask": 80, "hint": 120, "label": 70}  # characters; a phone of 320 pixels shows some 40 on a line
_MOST_OPTIONS = 12


class GuideRefused(Exception):
    """A guide or its words are not well formed; the message names the file and what is wrong."""


@cache
def categories() -> tuple[str, ...]:
    """Every category that has a guide, "other" last."""
    names = sorted(path.stem for path in DATA.glob("*.toml") if path.stem != "core")
    return (*(name for name in names if name != "other"), "other")


@cache
def languages() -> tuple[str, ...]:
    """The languages with words of their own, English first."""
    return ("en", *sorted(path.stem for path in WORDS.glob("*.toml")))


def titles(language: str, house: House = SHIPPED) -> Mapping[str, str]:
    """What each category is called that tipsters may choose."""
    return {each: guide(each, language, house).title for each in categories() if house.offers(each)}


@cache
def file_words(language: str) -> Mapping[str, str]:
    """What stands before the place and the time that a file told."""
    spoken = read_file(WORDS / f"{language}.toml").get("core", {}) if language in languages()[1:] else {}
    words = read_file(DATA / "core.toml")["words"] | spoken.get("words", {})
    return {"place": words["file_place"], "time": words["file_time"]}


def guide(category: str, language: str = "en", house: House = SHIPPED) -> Guide:
    """The guide of a category as a house asks it; of one that has none, the guide of "other"."""
    known = category if category in categories() else "other"
    return _guide(known, language if language in languages() else "en", house)


def house_of(edition: str) -> int:
    """The version of the house's own guides that an edition names; 0 for a guide of the files."""
    found = _EDITION.fullmatch(edition)
    return int(found[4] or 0) if found else 0


@lru_cache(maxsize=256)
def guide_as_it_was(edition: str, house: House = SHIPPED) -> Guide | None:
    """The guide of an edition, in English: today's where its files are lost, None for what is no edition.

    `house` is the version that `house_of` tells.
    """
    found = _EDITION.fullmatch(edition)
    if not found or found[1] not in categories():
        return None
    try:
        return _made(found[1], "en", _file(found[1], found[2]), _file("core", found[3]), house)
    except GuideRefused:  # of the two files one is lost, and the other does not go with what took its place
        return guide(found[1])


def whole(category: str) -> dict[str, Any]:
    """The table of a category as it is shipped, in every language: what a house begins to change."""
    return deepcopy(_whole(category))


@cache
def _words(language: str) -> Mapping[str, Any]:
    return read_file(WORDS / f"{language}.toml")


@cache
def _whole(category: str) -> dict[str, Any]:
    spoken = {language: _words(language).get(category, {}) for language in languages()[1:]}
    return from_files(read_file(DATA / f"{category}.toml"), spoken)


def _file(name: str, version: str) -> Path:
    past = PAST / f"{name}.{version}.toml"
    return past if past.exists() else DATA / f"{name}.toml"


@lru_cache(maxsize=512)
def _guide(category: str, language: str, house: House = SHIPPED) -> Guide:
    return _made(category, language, DATA / f"{category}.toml", DATA / "core.toml", house)


def _made(category: str, language: str, own_file: Path, core_file: Path, house: House) -> Guide:
    core, own = read_file(core_file), read_file(own_file)
    spoken = {} if language == "en" else read_file(WORDS / f"{language}.toml")
    core_words, own_words = spoken.get("core", {}), spoken.get(category, {})
    asks = {name: (table, own_words.get(name, {})) for name, table in own.get("asks", {}).items()}
    shipped, shipped_words = own, own_words
    if category in house.tables:
        own, own_words = as_files(house.tables[category], own, language)
    maker = _Maker(category, language, core["words"] | core_words.get("words", {}))
    parts = {part: maker.questions(core[part], core_words) for part in PARTS}
    blocks = [
        maker.block(name, core["blocks"][name], core_words.get(name, {}), *asks.get(name, ({}, {})))
        for name in own.get("blocks", ())
        if name in core["blocks"] or maker.refuse(f"no block {name}")
    ]
    advice = maker.said(own_words, "advice", own.get("advice", ""))
    made = Guide(
        category=category,
        version=own["version"],
        core=core["version"],
        house=house.edition(category),
        title=maker.said(own_words, "title", own["title"]),
        advice=advice,
        at_a_call=maker.at_a_call(advice, shipped, shipped_words),
        own=maker.questions(own["questions"], own_words, prefix=f"{category}."),
        blocks=tuple(blocks),
        weights=_weights(own.get("weights", {}), category),
        short=frozenset(f"{category}.{id}" for id in own.get("short", ())),
        **parts,
    )
    maker.check(made)
    return made


def read_file(path: Path) -> dict[str, Any]:
    """A guide or a language's words as they stand in their file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise GuideRefused(f"{path.name}: {problem}") from None


def _weights(table: Table, category: str) -> dict[str, frozenset[str]]:
    def named(sign: str) -> str:
        return BOTH.join(f"{category}.{part}" for part in sign.split(BOTH))

    return {weight: frozenset(named(sign) for sign in signs) for weight, signs in table.items()}


class _Maker:
    """Makes the records of one guide in one language."""

    def __init__(self, category: str, language: str, words: Mapping[str, str]) -> None:
        self.name, self.language, self.words = f"{category} ({language})", language, words

    def said(self, words: Table, part: str, english: str) -> str:
        """Return a text in the language, or, where nobody wrote it, the English one known as such."""
        if part in words or self.language == ENGLISH or not english:
            return str(words.get(part, english))
        return InEnglish(english)

    def at_a_call(self, advice: str, shipped: Table, words: Table) -> str:
        """Return the advice as it is read out: words of its own, as long as a house left the file's advice as it is."""
        is_shipped = advice == words.get("advice", shipped.get("advice"))
        return self.said(words, "at_a_call", shipped["at_a_call"]) if is_shipped and "at_a_call" in shipped else advice

    def refuse(self, problem: str) -> bool:
        raise GuideRefused(f"{self.name}: {problem}")

    def questions(self, tables: Iterable[Table], words: Table, prefix: str = "") -> tuple[Question, ...]:
        return tuple(self._question(table, words.get(table.get("id", ""), {}), prefix) for table in tables)

    def block(self, name: str, table: Table, words: Table, asks: Table, said: Table) -> Block:
        """`asks` is how this guide asks some of its questions, and `said` the same in the language.

        A stolen boat has no hour of landing.
        """
        if odd := set(asks) - {each["id"] for each in table["questions"] if not {"hint", "options"} & set(each)}:
            self.refuse(f"{name}: in other words stands what is no plain question of it: {sorted(odd)}")
        questions = [each | {"ask": asks.get(each["id"], each["ask"])} for each in table["questions"]]
        spoken: Table = {**{id: text for id, text in words.items() if id not in asks}, **said}
        return Block(
            name=name,
            title=words.get("title", table["title"]),
            another=words.get("another", table["another"]),
            most=table["most"],
            questions=self.questions(questions, spoken),
        )

    def _question(self, table: Table, words: Any, prefix: str) -> Question:
        unknown = set(table) - {"id", "kind", "ask", "hint", "options", "if", "danger"}
        if unknown or not {"id", "kind", "ask"} <= set(table):
            self.refuse(f"{table.get('id', 'a question')}: needs id, kind, ask, and knows no {sorted(unknown)}")
        said: Table = {"ask": words} if isinstance(words, str) else words
        kind = table["kind"]
        if kind not in KINDS or (kind in LISTS) != bool(table.get("options")):
            self.refuse(f"{table['id']}: a list has options, a line has none, and {kind!r} is one of {sorted(KINDS)}")
        options = [Option(id, self.said(said, id, label)) for id, label in table.get("options", {}).items()]
        if options:
            options.append(Option(UNKNOWN, self.words[UNKNOWN]))
        return Question(
            id=prefix + table["id"],
            kind=kind,
            ask=self.said(said, "ask", table["ask"]),
            hint=self.said(said, "hint", table.get("hint", "")),
            options=tuple(options),
            only_if={prefix + asked: frozenset(answers) for asked, answers in table.get("if", {}).items()},
            danger=frozenset(table.get("danger", ())),
        )

    def check(self, made: Guide) -> None:
        """Refuse ids that are odd or double, texts too long for a phone, and conditions that can never hold."""
        seen: dict[str, Question] = {}
        for question in made.single:
            self._check_shape(question)
            if question.id in seen:
                self.refuse(f"{question.id} is asked twice")
            for earlier, answers in question.only_if.items():
                known = {option.id for option in seen[earlier].options} if earlier in seen else set()
                if not answers or not answers <= known:
                    self.refuse(f"{question.id}: no earlier question {earlier} with the options {sorted(answers)}")
            seen[question.id] = question
        for block in made.blocks:
            for question in block.questions:
                self._check_shape(question)
            if len({question.id for question in block.questions}) < len(block.questions) or block.most < 1:
                self.refuse(f"{block.name}: ids are double, or it may never be filled in")
        self._check_lists(made)

    def _check_lists(self, made: Guide) -> None:
        if not made.short <= {question.id for question in made.own}:
            self.refuse(f"the short way asks what the guide does not: {sorted(made.short)}")
        signs = {f"{question.id}:{option.id}" for question in made.own for option in question.options}
        for weight, weighed in made.weights.items():
            if odd := {part for sign in weighed for part in sign.split(BOTH)} - signs:
                self.refuse(f"{weight}: weighs signs that nobody is asked for: {sorted(odd)}")

    def _check_shape(self, question: Question) -> None:
        if not _ID.fullmatch(question.id):
            self.refuse(f"{question.id!r} is no id")
        if len(question.options) > _MOST_OPTIONS + 1:
            self.refuse(f"{question.id}: more than {_MOST_OPTIONS} options")
        ids = [option.id for option in question.options]
        if len(set(ids)) < len(ids) or any("," in id or ":" in id for id in ids):
            self.refuse(f"{question.id}: an option is double, or holds a comma or colon")
        if not question.danger <= set(ids):
            self.refuse(f"{question.id}: danger is told by what nobody can choose: {sorted(question.danger)}")
        texts = [("ask", question.ask), ("hint", question.hint)]
        for what, text in [*texts, *(("label", option.label) for option in question.options)]:
            if len(text) > _LONGEST[what] or (what != "hint" and not text.strip()):
                self.refuse(f"{question.id}: {what} is empty or longer than {_LONGEST[what]} characters: {text!r}")
