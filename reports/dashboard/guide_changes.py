"""What a proposal changes in what tipsters are asked, as the second person reads it: each text now and then."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reports.dashboard.wording import LANGUAGES, Words
from reports.guides import whole
from reports.guides.house import ENGLISH, Table
from reports.house_guides import standing
from reports.models import Category, HouseRules
from reports.rulebook.guide_checks import texts


@dataclass(frozen=True, slots=True)
class Change:
    """One line: what it is about, the language of the words, and the words now and as proposed."""

    about: str
    language: str
    name: Words
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What changes in one category."""

    category: str
    title: Words
    rows: list[Change]


def changes_of(waiting: HouseRules) -> list[Changed]:
    """Return what a proposal changes, category by category."""
    now, then = standing().tables, waiting.told
    found = []
    for category in Category:
        before = now.get(category.value) or whole(category.value)
        after = then.get(category.value) or whole(category.value)
        if before != after:
            found.append(Changed(category.value, category.label, list(_rows(before, after))))
    return found


def _rows(now: Table, then: Table) -> Iterator[Change]:
    if now["offered"] != then["offered"]:
        yield _english(_("Tipsters may choose it"), _yes(now["offered"]), _yes(then["offered"]))
    gone = [each for each in now["questions"] if each["id"] not in {one["id"] for one in then["questions"]}]
    for each in gone:
        yield _english(_("Asked no more"), each["ask"][ENGLISH], "")
    left = dict(now) | {"questions": [each for each in now["questions"] if each not in gone]}
    said_now, said_then = _texts(left), _texts(then)
    for where, language in dict.fromkeys([*said_now, *said_then]):
        before, after = said_now.get((where, language), ""), said_then.get((where, language), "")
        if before != after:
            about = _about(where, then if (where, language) in said_then else now)
            yield Change(about, language, LANGUAGES.get(language, language), before, after)
    yield from _order_and_conditions(now, then)


def _order_and_conditions(now: Table, then: Table) -> Iterator[Change]:
    both = {each["id"] for each in now["questions"]} & {each["id"] for each in then["questions"]}
    order = [[_ask(table, each["id"]) for each in table["questions"] if each["id"] in both] for table in (now, then)]
    if [each["id"] for each in now["questions"] if each["id"] in both] != [
        each["id"] for each in then["questions"] if each["id"] in both
    ]:
        yield _english(_("Order"), " | ".join(order[0]), " | ".join(order[1]))
    for each in then["questions"]:
        old = next((one for one in now["questions"] if one["id"] == each["id"]), None)
        before, after = danger_words(old) if old else "", danger_words(each)
        if before != after:
            yield _english(
                _("In “%(question)s” tells of danger now") % {"question": each["ask"][ENGLISH]}, before, after
            )
        if (old["if"] if old else {}) != each["if"]:
            about = _("“%(question)s” is asked only after") % {"question": each["ask"][ENGLISH]}
            yield _english(about, after_what(now, old["if"]) if old else "", after_what(then, each["if"]))


def danger_words(question: Table) -> str:
    """Return the answers that say that somebody is in danger now, in English."""
    return ", ".join(words[ENGLISH] for id, words in question["options"] if id in question.get("danger", ()))


def after_what(table: Table, only_if: Table) -> str:
    """Return the answers after which a question is asked, in English; "" for one that is always asked."""
    said = []
    for question, answers in only_if.items():
        known = next((each for each in table["questions"] if each["id"] == question), None)
        labels = {id: words[ENGLISH] for id, words in known["options"]} if known else {}
        said.append(f"{_ask(table, question)} → {', '.join(labels.get(one, _('I do not know')) for one in answers)}")
    return "; ".join(said)


def _texts(table: Table) -> dict[tuple[str, str], str]:
    return {(where, language): words for where, _what, language, words in texts(table)}


def _ask(table: Table, id: str) -> str:
    return next((str(each["ask"][ENGLISH]) for each in table["questions"] if each["id"] == id), id)


def _about(where: str, table: Table) -> str:
    question, _slash, part = where.partition("/")
    if not part:
        return _("Name") if where == "title" else _("Advice above the questions")
    kinds = {"ask": _("Question"), "hint": _("Hint of “%s”"), "option": _("Answer to “%s”")}
    named = kinds.get(part, kinds["option"])
    return named % _ask(table, question) if "%" in named else named


def _english(about: str, now: str, then: str) -> Change:
    return Change(about, ENGLISH, LANGUAGES[ENGLISH], now, then)


def _yes(told: Any) -> str:
    return _("Yes") if told else _("No")
