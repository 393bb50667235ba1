"""The tariff: which sum a tip may be rewarded with, by what came of it and what it was worth."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language

from reports.models import Outcome, Tip

_DATA = Path(__file__).with_name("tariff.toml")


@dataclass(frozen=True, slots=True)
class Award:
    """What the tariff gives: the class by its code, how useful the tip was (1 to 3), and the sum in whole dollars."""

    code: str
    usefulness: int
    amount: int


@dataclass(frozen=True, slots=True)
class Class:
    """One class of the tariff."""

    code: str
    words: str
    closed: frozenset[str]
    came: frozenset[str]
    sums: tuple[int, ...]


def places() -> str:
    """Return where rewards are paid, in the reader's language where the force gave the words in it."""
    first = settings.REWARD_PLACES.partition(";")[0].strip()
    return places_by_language().get(get_language() or "", first)


def places_by_language() -> dict[str, str]:
    """Return the words in other languages than English, by the codes of those languages."""
    others = (each.strip().partition("=") for each in settings.REWARD_PLACES.split(";")[1:])
    return {code.strip(): words.strip() for code, _, words in others}


@cache
def classes() -> tuple[Class, ...]:
    """Return the classes, in the order in which they count."""
    return tuple(
        Class(one["code"], one["words"], frozenset(one["closed"]), frozenset(one["came"]), tuple(one["sums"]))
        for one in _read()["class"]  # type: ignore[attr-defined]
    )


@cache
def currency() -> str:
    """Return what stands before each sum."""
    return str(_read()["currency"])


def words_of(code: str) -> str:
    """Return the words of a class, or its code where the tariff has changed since."""
    return next((one.words for one in classes() if one.code == code), code)


def award_for(tip: Tip) -> Award | None:
    """Return what the tariff gives for a tip, or None: nothing came of it, or nobody has said what it was worth."""
    reports = tip.outcomes.all()
    useful = max((one.usefulness or 0 for one in reports), default=0)
    found = _class_of(tip, reports)
    return Award(found.code, useful, found.sums[useful - 1]) if found and useful else None


def has_class(tip: Tip) -> bool:
    """Return whether the tariff knows what came of a tip, whatever it was worth."""
    return _class_of(tip, tip.outcomes.all()) is not None


def _class_of(tip: Tip, reports: QuerySet[Outcome]) -> Class | None:
    came = _came(reports)
    return next((one for one in classes() if tip.outcome in one.closed or came & one.came), None)


def _came(reports: QuerySet[Outcome]) -> set[str]:
    names = {name for one in classes() for name in one.came}
    return {name for name in names for one in reports if getattr(one, name)}


@cache
def _read() -> dict[str, object]:
    return tomllib.loads(_DATA.read_text())
