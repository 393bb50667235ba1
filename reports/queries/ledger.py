"""The purge ledger: what still lies at the telephone provider and waits to be deleted there.

Its rows are the errands: one for each text, medium, recording and call record, from when its deletion is ordered until
the provider confirms it. None of them can be read here; what is counted is how many wait, and since which day.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, Q, QuerySet

from reports.clock import today
from reports.models import Errand, ErrandKind

OVERDUE_DAYS = 1  # a deletion is refused for minutes while a text is on its way; a day later something is wrong
OVERDUE_TRIES = 12  # with the waits between them, some six hours


@dataclass(frozen=True, slots=True)
class Waiting:
    """All of one kind. `problems` counts what the last tries ended with, by its word; `since` is the oldest day."""

    kind: str
    count: int
    overdue: int
    since: date | None
    problems: dict[str, int]


def ledger() -> list[Waiting]:
    """Return what waits, by kind, in the order of the kinds; a kind of which nothing waits is left out."""
    rows = _there().values("kind").annotate(count=Count("pk"), overdue=Count("pk", filter=_late()), since=Min("day"))
    by_kind = {row["kind"]: row for row in rows}
    problems: dict[str, dict[str, int]] = {}
    for kind, word, count in _there().exclude(problem="").values_list("kind", "problem").annotate(Count("pk")):
        problems.setdefault(kind, {})[word] = count
    return [
        Waiting(kind, row["count"], row["overdue"], row["since"], problems.get(kind, {}))
        for kind in ErrandKind.values
        if (row := by_kind.get(kind))
    ]


def overdue() -> int:
    """Return how many things should long have been deleted at the provider."""
    return _there().filter(_late()).count()


def _there() -> QuerySet[Errand]:
    return Errand.objects.exclude(kind=ErrandKind.UPLOAD)


def _late() -> Q:
    return Q(day__lt=today() - timedelta(days=OVERDUE_DAYS)) | Q(attempts__gte=OVERDUE_TRIES)
