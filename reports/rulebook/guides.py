"""Changing what tipsters are asked, category by category: proposed by one person and confirmed by another.

Whoever proposes goes on writing in the same proposal until the second person answers it. Every step is checked whole,
in every language: a guide that would break, ask who somebody is or weigh too much gets no further.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from reports.as_seen import in_one_line
from reports.guides import House, categories, languages, whole
from reports.guides.house import Table
from reports.house_guides import as_of, forget, standing
from reports.models import HouseRules, HouseRulesKind, Officer
from reports.rulebook.guide_checks import check
from reports.rulebook.hands import are_two, may_change
from reports.signed_rules import is_as_signed
from reports.two_persons import Book, ChangeRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One question as the desk writes it. An option without an id is a new one; `after` are pairs question:option.

    `danger` are the places, from 0, of the options that say that somebody is in danger now.
    """

    kind: str
    ask: Mapping[str, str]
    hint: Mapping[str, str]
    options: tuple[tuple[str, Mapping[str, str]], ...] = ()
    after: tuple[str, ...] = ()
    danger: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Begun:
    """What an officer goes on writing: his own proposal, or else what is in force. `version` is that of either."""

    version: int
    tables: Mapping[str, Table]
    is_proposal: bool

    def table(self, category: str) -> dict[str, Any]:
        """Return a category's table, to be changed."""
        return deepcopy(dict(self.tables.get(category) or whole(category)))

    @property
    def house(self) -> House:
        """What tipsters would be asked by."""
        return House(self.version, self.tables)


def begun(by: Officer) -> Begun:
    """Return what this officer goes on writing."""
    waiting = BOOK.proposal()
    if waiting and waiting.proposed_by_id == by.pk and is_as_signed(waiting):
        return Begun(waiting.version, waiting.told, is_proposal=True)
    forget()
    now = standing()
    return Begun(now.version, now.tables, is_proposal=False)


def name_category(
    category: str, *, title: Mapping[str, str], advice: Mapping[str, str], offered: bool, base: int, by: Officer
) -> HouseRules:
    """Propose another name and advice, and whether tipsters may choose it. Raises ChangeRefused, BadGuide."""

    def change(table: dict[str, Any]) -> None:
        table |= {"title": tidy(title), "advice": tidy(advice), "offered": offered}

    return _changed(category, change, base=base, by=by)


def write_question(category: str, id: str, written: Written, *, base: int, by: Officer) -> HouseRules:
    """Propose other words for a question, or a new one where `id` is empty. Raises ChangeRefused, BadGuide."""

    def change(table: dict[str, Any]) -> None:
        questions = table["questions"]
        old = _find(questions, id) if id else None
        told = _told(written, old, _used(category))
        if old is None:
            questions.append({"id": _free("own", _used(category)), **told})
        else:
            old |= told

    return _changed(category, change, base=base, by=by)


def move_question(category: str, id: str, places: int, *, base: int, by: Officer) -> HouseRules:
    """Propose a question some places earlier (less than 0) or later. Raises ChangeRefused, BadGuide."""

    def change(table: dict[str, Any]) -> None:
        questions = table["questions"]
        at = questions.index(_find(questions, id))
        questions.insert(max(0, at + places), questions.pop(at))

    return _changed(category, change, base=base, by=by)


def retire_question(category: str, id: str, *, base: int, by: Officer) -> HouseRules:
    """Propose that a question be asked no more. Raises ChangeRefused, BadGuide."""

    def change(table: dict[str, Any]) -> None:
        table["questions"].remove(_find(table["questions"], id))

    return _changed(category, change, base=base, by=by)


def bring_back(category: str, version: int, *, base: int, by: Officer) -> HouseRules:
    """Propose a category as it was in a version, the first being the shipped one. Raises ChangeRefused, BadGuide."""
    former = as_of(version)
    if former.version != version:
        raise ChangeRefused("gone")

    def change(table: dict[str, Any]) -> None:
        table.clear()
        table |= deepcopy(dict(former.tables.get(category) or whole(category)))

    return _changed(category, change, base=base, by=by)


def _changed(category: str, change: Callable[[dict[str, Any]], None], *, base: int, by: Officer) -> HouseRules:
    if not may_change(by):
        raise ChangeRefused("not_yours")
    now = begun(by)
    if now.version != base or category not in categories():
        raise ChangeRefused("gone")
    table = now.table(category)
    change(table)
    told = {name: dict(each) for name, each in now.tables.items() if name != category}
    if table != whole(category):  # what is as it was shipped follows the next release
        check(category, table, told)
        told[category] = table
    return BOOK.propose(told, standing=dict(standing().tables), by=by)


def _find(questions: list[dict[str, Any]], id: str) -> dict[str, Any]:
    found = next((each for each in questions if each["id"] == id), None)
    if found is None:
        raise ChangeRefused("gone")
    return found


def _told(written: Written, old: Table | None, used: Mapping[str, set[str]]) -> dict[str, Any]:
    kind = old["kind"] if old else written.kind
    known = {id for id, _words in old["options"]} if old else set()
    taken = known | (used.get(old["id"], set()) if old else set())
    options, danger = [], []
    for at, (id, words) in enumerate(written.options):
        if not tidy(words):
            continue
        if id not in known:
            id = _free("own", {name: set() for name in taken})
            taken = taken | {id}
        options.append([id, tidy(words)])
        if at in written.danger:
            danger.append(id)
    after: dict[str, list[str]] = {}
    for pair in written.after:
        earlier, _colon, option = pair.partition(":")
        after.setdefault(earlier, []).append(option)
    told = {"kind": kind, "ask": tidy(written.ask), "hint": tidy(written.hint), "options": options}
    return told | {"if": {earlier: sorted(of) for earlier, of in after.items()}, "danger": sorted(danger)}


def _used(category: str) -> dict[str, set[str]]:
    """Every id that a question of this category ever had, with the ids of its options: none comes back as another."""
    rows = HouseRules.objects.filter(kind=HouseRulesKind.GUIDES).values_list(f"told__{category}__questions", flat=True)
    used: dict[str, set[str]] = {}
    for each in [*whole(category)["questions"], *(one for questions in rows if questions for one in questions)]:
        used.setdefault(each["id"], set()).update(id for id, _words in each["options"])
    return used


def _free(stem: str, used: Mapping[str, set[str]]) -> str:
    return next(name for number in range(1, 1000) if (name := f"{stem}_{number}") not in used)


def tidy(words: Mapping[str, str]) -> dict[str, str]:
    """Return the words of a text, by language, as they are kept."""
    tidy = {language: in_one_line(words.get(language, "")) for language in languages()}
    return {language: said for language, said in tidy.items() if said}


def _check_row(row: HouseRules) -> None:
    for category, table in row.told.items():
        check(category, table, row.told)


BOOK = Book(
    model=HouseRules,
    act="guides",
    may_change=may_change,
    fit_together=are_two,
    check=_check_row,
    fields={"kind": HouseRulesKind.GUIDES},
    grows=True,
    afterwards=forget,
)
