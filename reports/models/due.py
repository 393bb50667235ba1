"""By when somebody has to do something about a tip. Kept to the hour, like all times of a tip."""

from datetime import datetime, timedelta
from typing import Protocol

from reports.clock import this_hour
from reports.models.choices import Status, Urgency

TAKEN_ON_WITHIN = {
    Urgency.IMMEDIATE: timedelta(hours=2),  # from the begin of an hour: what came in its last minute has one, too
    Urgency.TODAY: timedelta(days=1),
    Urgency.ROUTINE: timedelta(days=7),
}
ASKED_AGAIN_AFTER = timedelta(days=14)
DECIDED_WITHIN = timedelta(days=30)  # the norm of peers for telling what came of a tip


class Dated(Protocol):
    """What the clock looks at."""

    status: str
    urgency: int
    due_at: datetime | None


def is_past(due_at: datetime | None) -> bool:
    """Tell whether a tip that is due then is overdue: on every list, page and count from the same hour on."""
    return due_at is not None and due_at <= this_hour()


def due(tip: Dated, since: datetime | None = None) -> datetime | None:
    """Return by when a tip must be taken on, asked about again, or decided, counted from `since` (else this hour).

    A closed tip is due no more.
    """
    begins = since or this_hour()
    if tip.status == Status.NEW:
        return begins + TAKEN_ON_WITHIN[Urgency(tip.urgency)]
    if tip.status == Status.WAITING:
        return begins + ASKED_AGAIN_AFTER
    return begins + DECIDED_WITHIN if tip.status == Status.OPEN else None


def due_no_later(tip: Dated) -> datetime | None:
    """Return by when a new tip is due that is found more urgent in this hour: no later than it was before."""
    return min(filter(None, (tip.due_at, due(tip))), default=None)
