"""Guides as a house changed them: whole categories, in every language, that stand over those of the files.

A category's table holds `offered`, `title` and `advice`, and `questions` in their order, each with id, kind, `ask`,
`hint`, `options`, `if` and `danger`. Words are mappings by language; options are pairs of id and words, for JSON knows
no order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reports.guides.guide import BOTH

type Table = Mapping[str, Any]
ENGLISH = "en"


@dataclass(frozen=True, slots=True, eq=False)
class House:
    """One version of what a house changed. Compared as what it is, so that guides made of it can be kept."""

    version: int = 1
    tables: Mapping[str, Table] = field(default_factory=dict)
    mark: str = ""

    def offers(self, category: str) -> bool:
        """Whether tipsters are given this category to choose."""
        return category not in self.tables or bool(self.tables[category]["offered"])

    def edition(self, category: str) -> int:
        """The number of this version where it changes the category, else 0."""
        return self.version if category in self.tables else 0


SHIPPED = House()


def as_files(table: Table, shipped: Table, language: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a category's table as the file of the guide and the words of a language would hold it."""
    danger = {each["id"]: each.get("danger", ()) for each in shipped["questions"]}
    questions = [_question(each, ENGLISH, danger.get(each["id"], ())) for each in table["questions"]]
    asked = {each["id"]: each for each in questions}
    signs = {f"{id}:{option}" for id, each in asked.items() for option in each.get("options", ())}
    weights = shipped.get("weights", {}).items()
    own = dict(shipped) | {
        "title": table["title"][ENGLISH],
        "advice": table["advice"].get(ENGLISH, ""),
        "questions": questions,
        "short": [id for id in shipped.get("short", ()) if id in asked],
        "weights": {weight: [sign for sign in of if signs.issuperset(sign.split(BOTH))] for weight, of in weights},
    }
    spoken = {name: table[name][language] for name in ("title", "advice") if table[name].get(language)}
    for each in table["questions"]:
        said = {part: each[part][language] for part in ("ask", "hint") if each[part].get(language)}
        spoken[each["id"]] = said | {id: words[language] for id, words in each["options"] if words.get(language)}
    return own, spoken


def from_files(own: Table, spoken: Mapping[str, Table]) -> dict[str, Any]:
    """Return the table of a category from its file and from its words in other languages, by language."""
    questions = []
    for each in own["questions"]:
        said = {language: _said(words.get(each["id"], {})) for language, words in spoken.items()}
        hint = _words(each.get("hint", ""), {language: one.get("hint", "") for language, one in said.items()})
        options = [
            [id, _words(label, {language: one.get(id, "") for language, one in said.items()})]
            for id, label in each.get("options", {}).items()
        ]
        ask = _words(each["ask"], {language: one.get("ask", "") for language, one in said.items()})
        told = {"id": each["id"], "kind": each["kind"], "ask": ask, "hint": hint, "options": options}
        only_if = {earlier: sorted(of) for earlier, of in each.get("if", {}).items()}
        questions.append(told | {"if": only_if, "danger": sorted(each.get("danger", ()))})
    named = {
        part: _words(own.get(part, ""), {language: words.get(part, "") for language, words in spoken.items()})
        for part in ("title", "advice")
    }
    return {"offered": True, **named, "questions": questions}


def _question(each: Table, language: str, shipped_danger: Iterable[str]) -> dict[str, Any]:
    """As a file holds it. What was written at the desk before answers could be marked is marked as it is shipped."""
    told = {"id": each["id"], "kind": each["kind"], "ask": each["ask"][language], "if": each["if"]}
    if each["hint"].get(language):
        told["hint"] = each["hint"][language]
    if each["options"]:
        told["options"] = {id: words[language] for id, words in each["options"]}
        told["danger"] = [id for id in each.get("danger", shipped_danger) if id in told["options"]]
    return told


def _said(words: Any) -> Table:
    return {"ask": words} if isinstance(words, str) else words


def _words(english: str, others: Mapping[str, str]) -> dict[str, str]:
    return {language: said for language, said in {ENGLISH: english, **others}.items() if said}
