"""Counting what stands on many pages, in a statement that is put together once an hour for each officer.

Django takes longer to put such a statement together than Postgres to answer it.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from reports.clock import this_hour
from reports.models.tip import Tip, TipQuerySet

_REMEMBERED = 1_000  # statements


class Sight(NamedTuple):
    """Who looks, at what is of which units. It is remembered for long, so it holds ids, and never a key ring."""

    officer: UUID
    units: tuple[UUID, ...]
    hour: datetime

    @classmethod
    def now(cls, officer: UUID, units: Iterable[UUID]) -> "Sight":
        """Return what an officer sees of these units now."""
        return cls(officer, tuple(sorted(units)), this_hour())

    @property
    def tips(self) -> TipQuerySet:
        """The tips of these units, without those from which the officer stepped back."""
        return Tip.objects.of_units(self.units).seen_by(self.officer)

    @property
    def tips_for_information(self) -> TipQuerySet:
        """Tips that other units work on and that the officer may read."""
        return Tip.objects.informing(self.units).seen_by(self.officer)


Counted = Callable[[Sight], Iterable[QuerySet[Any, Any]]]


def count_each(counted: Counted, sight: Sight) -> list[int]:
    """Return how many rows each of these selects finds. What they ask hangs on who looks and on the hour alone."""
    statement, values = put_together(counted, sight)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchone())


@lru_cache(_REMEMBERED)
def put_together(counted: Counted, sight: Sight) -> tuple[str, list[Any]]:
    """Return the statement, and what it asks about."""
    counts: list[str] = []
    values: list[Any] = []
    for one in counted(sight):
        try:
            text, more = one.values("pk").query.sql_with_params()
        except EmptyResultSet:  # Django knows without asking that there is none, as for an officer without a unit
            counts.append("0")
            continue
        counts.append(f"(SELECT count(*) FROM ({text}) AS one)")  # noqa: S608 - Django's
        values += more
    return f"SELECT {', '.join(counts)}", values
