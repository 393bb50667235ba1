"""Claiming a tip, and giving it back."""

from reports.changing import changing
from reports.models import Officer, Status, Tip


class AlreadyClaimed(Exception):
    """Another officer works on this tip."""


class NotClaimed(Exception):
    """Only the officer who works on a tip can give it back."""


def claim_tip(*, tip: Tip, by: Officer, version: int) -> Tip:
    """Make `by` the officer who works on the tip. Raises AlreadyClaimed, StaleTip."""
    with changing(tip, act="tip.claimed", by=by, version=version) as changed:
        if changed.assigned_to_id not in (None, by.pk):
            raise AlreadyClaimed
        changed.assigned_to = by
        if changed.status == Status.NEW:
            changed.status = Status.OPEN
    return changed


def release_tip(*, tip: Tip, by: Officer, version: int) -> Tip:
    """Give a tip back to the unit. Raises NotClaimed, StaleTip."""
    with changing(tip, act="tip.released", by=by, version=version) as changed:
        if changed.assigned_to_id != by.pk:
            raise NotClaimed
        changed.assigned_to = None
        if changed.status == Status.OPEN:
            changed.status = Status.NEW
    return changed
