"""Claiming a tip, and giving it back."""

from django.db import transaction

from reports.changing import changing
from reports.keyring import KeyRing
from reports.models import Officer, Status, Tip, TriageState, Urgency
from reports.models.due import is_past
from reports.models.tip import TipQuerySet
from reports.queries.unconfirmed import unconfirmed
from reports.tallying import Step, tally, tally_speed

TAKEN_ON_IN_TIME, TAKEN_ON_LATE = "taken on in time", "taken on late"


class AlreadyClaimed(Exception):
    """Another officer works on this tip."""


class Decided(Exception):
    """Nobody works on a closed tip."""


class NotClaimed(Exception):
    """Only the officer who works on a tip can give it back."""


def claim_tip(*, tip: Tip, by: Officer, version: int) -> Tip:
    """Make `by` the officer who works on the tip. Raises AlreadyClaimed, Decided, StaleTip."""
    with changing(tip, act="tip.claimed", by=by, version=version) as changed:
        if changed.assigned_to_id not in (None, by.pk):
            raise AlreadyClaimed
        if changed.status == Status.CLOSED:
            raise Decided
        taken_on(changed, by)
    return changed


def taken_on(tip: Tip, officer: Officer) -> None:
    """Let an officer work on a tip; its row is held and saved by the caller."""
    tip.assigned_to = officer
    if tip.status != Status.NEW:
        return
    if not tip.was_taken_on:  # who gives it back and takes it on again, or another after him, adds nothing
        tally(tip, TAKEN_ON_LATE if is_past(tip.due_at) else TAKEN_ON_IN_TIME)
        tally_speed(tip, Step.TAKEN)
    tip.status, tip.was_taken_on = Status.OPEN, True


@transaction.atomic
def claim_next(ring: KeyRing) -> Tip | None:
    """Claim the first tip of the officer's units that nobody works on; two at once get two. None if there is none.

    Danger that nobody has confirmed comes first. What waits to be judged comes last, unless it is immediate: who takes
    it on keeps it from the unit it would go to.
    """
    free, by = ring.tips.open_work().filter(assigned_to=None), ring.officer
    for rings in unconfirmed(lambda: free, ring):
        if tip := _first(free.filter(pk=rings.pk)):
            return claim_tip(tip=tip, by=by, version=tip.version)
    judged = free.exclude(triage=TriageState.WAITING, urgency__gt=Urgency.IMMEDIATE)
    tip = _first(judged) or _first(free)
    return claim_tip(tip=tip, by=by, version=tip.version) if tip else None


def _first(free: TipQuerySet) -> Tip | None:
    return free.by_urgency().select_for_update(skip_locked=True, of=("self",)).first()


def release_tip(*, tip: Tip, by: Officer, version: int) -> Tip:
    """Give a tip back to the unit. Raises NotClaimed, StaleTip."""
    with changing(tip, act="tip.released", by=by, version=version) as changed:
        if changed.assigned_to_id != by.pk:
            raise NotClaimed
        changed.assigned_to = None
        if changed.status == Status.OPEN:
            changed.status = Status.NEW
    return changed
