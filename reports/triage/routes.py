"""Which unit reads tips of which kind: the table that is in force, and what it may hold.

The rules of conflict stay code: a tip about the police goes to standards or oversight whatever a table says, and no
table sends anything else there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reports import vault
from reports.models import Category, HouseRules, HouseRulesKind, Unit
from reports.models.choices import APART
from reports.signed_rules import in_force as newest
from reports.triage.steps.lexicon import rules

FIXED = (Category.MISCONDUCT,)
"""Kinds that no table routes."""


class BadRoutes(Exception):
    """A table that nobody may put in force; `reason` is one of: word, unit, few."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Routes:
    """One version of the table: slugs of units by category. The first version is shipped."""

    version: int
    units: Mapping[str, str] = field(repr=False)


def shipped() -> Routes:
    """Return the table that the program brings, without the kinds that no table routes."""
    units: Mapping[str, str] = rules("routing")["units"]
    return Routes(1, {category: unit for category, unit in units.items() if category not in FIXED})


def of(told: Mapping[str, Any], *, version: int) -> Routes:
    """Return a stored table. Raises BadRoutes."""
    if set(told) != set(Category.values) - set(FIXED):
        raise BadRoutes("word")
    if not set(told.values()) <= set(targets()):
        raise BadRoutes("unit")
    return Routes(version, dict(told))


def targets() -> dict[str, Unit]:
    """Return the units that a table may name, by slug: signed ones that are not about the police."""
    signed = set(vault.manifest().units) - set(APART)
    return {
        unit.slug: unit for unit in Unit.objects.filter(slug__in=signed).exclude(purpose__in=APART).order_by("name")
    }


def in_force() -> Routes:
    """Return the table that routes now; a row that is no table any more gives way to the shipped one."""
    row = newest(HouseRules.objects.filter(kind=HouseRulesKind.ROUTING))
    try:
        return of(row.told, version=row.version) if row else shipped()
    except BadRoutes:
        return shipped()
