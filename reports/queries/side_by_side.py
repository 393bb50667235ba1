"""Units and months of a period side by side: how many tips came to each, and how fast they were through.

Where a period has one month or the question one unit, nothing stands beside it, and nothing is told of it here.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import TruncMonth

from reports.models import Unit
from reports.models.tip import TipQuerySet


@dataclass(frozen=True, slots=True)
class Sides:
    """By which words rows stand side by side: units by their slugs, months like 2026-11."""

    slugs: Mapping[UUID, str]
    has_months: bool

    def of(self, unit: UUID, month: date) -> dict[str, str]:
        """Return the rows to which something of a unit and a month belongs, by what they stand for."""
        rows = {"unit": self.slugs[unit]} if len(self.slugs) > 1 else {}
        return rows | ({"month": f"{month:%Y-%m}"} if self.has_months else {})


def sides(units: Collection[UUID], first: date, last: date) -> Sides:
    """Return what stands side by side in the numbers of these units from a month to another."""
    return Sides(dict(Unit.objects.filter(pk__in=units).values_list("pk", "slug")), first < last)


def came_apart(tips: TipQuerySet, apart: Mapping[tuple[UUID, date, str], int], of: Sides) -> dict[str, Counter[str]]:
    """Count tips by unit and by month, those that are erased too."""
    found = {"unit": Counter[str](), "month": Counter[str]()}
    if not (of.has_months or len(of.slugs) > 1):
        return found
    there = (
        tips.order_by().annotate(month=TruncMonth("arrived_hour")).values_list("unit", "month").annotate(Count("pk"))
    )
    erased = [(unit, month, count) for (unit, month, word), count in apart.items() if "|" not in word]
    for unit, at, count in (*((unit, at.date(), count) for unit, at, count in there), *erased):
        for by, row in of.of(unit, at).items():
            found[by][row] += count
    return found


def speed_apart(apart: Mapping[tuple[UUID, date, str], int], of: Sides) -> Counter[str]:
    """Return how many tips were how fast by unit and by month, in the words of `reports.queries.speed`."""
    found = Counter[str]()
    for (unit, month, word), count in apart.items():
        if "|" in word:
            for by, row in of.of(unit, month).items():
                found[f"{word}|{by}|{row}"] += count
    return found
