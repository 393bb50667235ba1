"""The status of a tip: which moves are allowed, and closing with a reason."""

from collections.abc import Mapping

from reports.changing import changing
from reports.clock import day_of
from reports.models import CloseReason, Officer, Status, Tip

MOVES: Mapping[str, tuple[Status, ...]] = {
    Status.NEW: (Status.OPEN, Status.CLOSED),
    Status.OPEN: (Status.WAITING, Status.CLOSED),
    Status.WAITING: (Status.OPEN, Status.CLOSED),
    Status.CLOSED: (Status.OPEN,),
}


class MoveNotAllowed(Exception):
    """A tip cannot go from its status to that one."""


class ReasonMissing(Exception):
    """A tip is closed with a reason."""


def change_status(*, tip: Tip, to: Status, by: Officer, version: int) -> Tip:
    """Move a tip to another status; closing has its own verb. Raises MoveNotAllowed, StaleTip."""
    with changing(tip, act="tip.moved", by=by, version=version, to=str(to)) as changed:
        if to == Status.CLOSED or to not in MOVES[changed.status]:
            raise MoveNotAllowed
        changed.status, changed.outcome = to, ""
    return changed


def close_tip(*, tip: Tip, reason: str, by: Officer, version: int) -> Tip:
    """Close a tip with its outcome; from then on its arrival is kept to the day only.

    Raises ReasonMissing, MoveNotAllowed, StaleTip.
    """
    if reason not in CloseReason.values:
        raise ReasonMissing
    with changing(tip, act="tip.closed", by=by, version=version, reason=reason) as changed:
        if Status.CLOSED not in MOVES[changed.status]:
            raise MoveNotAllowed
        changed.status, changed.outcome = Status.CLOSED, reason
        changed.arrived_hour = day_of(changed.arrived_hour)
        for record in changed.records.filter(officer=None).only("at"):
            changed.records.filter(pk=record.pk).update(at=day_of(record.at))
    return changed
