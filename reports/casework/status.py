"""The status of a tip: which moves are allowed, and closing with a reason."""

from collections.abc import Mapping

from reports.alarm import end_alarms_of, ring_again
from reports.called_in import call_in_if_it_opens
from reports.changing import changing
from reports.clock import day_of
from reports.keyring import KeyRing
from reports.models import CloseReason, Merge, Officer, RecordKind, Status, Tip, TriageState
from reports.tallying import Step, tally_speed

MOVES: Mapping[str, tuple[Status, ...]] = {
    Status.NEW: (Status.CLOSED,),  # an officer who takes it on opens it (reports.casework.claim)
    Status.OPEN: (Status.WAITING, Status.CLOSED),
    Status.WAITING: (Status.OPEN, Status.CLOSED),
    Status.CLOSED: (Status.OPEN,),
}


class MoveNotAllowed(Exception):
    """A tip cannot go from its status to that one."""


class NotJudged(Exception):
    """Nobody knows yet whom a tip names, so it does not leave the open lists."""


class ReasonMissing(Exception):
    """A tip is closed with a reason."""


def moves_of(tip: Tip, *, asked: bool) -> tuple[Status, ...]:
    """Return where a tip can go. `asked`: an officer asked its tipster something, so that it can wait for an answer.

    What nobody works on is not opened but new again, so that its clock counts until somebody takes it on. What is not
    triaged yet is not closed.
    """
    shut = {Status.WAITING} if not asked else set()
    shut |= {Status.CLOSED} if tip.triage == TriageState.WAITING else set()
    known = [one for one in MOVES[tip.status] if one not in shut]
    return tuple(Status.NEW if one == Status.OPEN and tip.assigned_to_id is None else one for one in known)


def change_status(*, tip: Tip, to: Status, ring: KeyRing, version: int) -> Tip:
    """Move a tip to another status; closing has its own verb. Raises MoveNotAllowed, NotYours, StaleTip.

    What is immediate when it is opened again the duty unit can open from then on: it may be called to it.
    """
    with changing(tip, act="tip.moved", by=ring.officer, version=version, to=str(to)) as changed:
        asked = changed.records.filter(kind=RecordKind.QUESTION).exists()
        if to == Status.CLOSED or to not in moves_of(changed, asked=asked):
            raise MoveNotAllowed
        was_closed = changed.status == Status.CLOSED
        if was_closed:
            stands_alone(changed)
        changed.status, changed.outcome = to, ""
        if was_closed:
            call_in_if_it_opens(changed, ring)
    return changed


def stands_alone(tip: Tip) -> None:
    """Let a tip that may be merged into another be worked on for itself, its row held by the caller.

    Its alert, which was called off when the one that leads was closed, rings again.
    """
    if Merge.objects.filter(tip=tip).delete()[0]:
        ring_again(tip)


def close_tip(*, tip: Tip, reason: str, by: Officer, version: int) -> Tip:
    """Close a tip with its outcome; from then on its arrival is kept to the day only, and nobody is called about it.

    Raises ReasonMissing, NotJudged, MoveNotAllowed, StaleTip.
    """
    if reason not in CloseReason.values:
        raise ReasonMissing
    with changing(tip, act="tip.closed", by=by, version=version, reason=reason) as changed:
        if Status.CLOSED not in MOVES[changed.status]:
            raise MoveNotAllowed
        require_judged(changed)
        tally_speed(changed, Step.CLOSED)
        changed.status, changed.outcome = Status.CLOSED, reason
        closed_to_the_day(changed)
        end_alarms_of(changed, by=by)
    return changed


def require_judged(tip: Tip) -> None:
    """Refuse to take a tip off the open lists that may yet go to standards. Raises NotJudged."""
    if tip.triage == TriageState.WAITING:
        raise NotJudged


def closed_to_the_day(tip: Tip) -> None:
    """Keep of a tip's arrivals the day alone; its row is held and saved by the caller."""
    tip.arrived_hour = day_of(tip.arrived_hour)
    for record in tip.records.filter(officer=None).only("at"):
        tip.records.filter(pk=record.pk).update(at=day_of(record.at))
