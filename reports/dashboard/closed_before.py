"""At the head of a tip that is open again, and of the one because of which it is: how its matter had been closed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reports.dashboard.alike import Alike
from reports.dashboard.wording import Words
from reports.models import AuditEntry, CloseReason, LinkKind, Status, Tip
from reports.queries.closings import Closing, closing_in, closings_of
from reports.queries.history import actor_names


@dataclass(frozen=True, slots=True)
class ClosedBefore:
    """A closing that no longer stands: of which tip, when, by whom, as what; and who opened it again, if an officer."""

    tip: Tip
    at: datetime
    name: str
    outcome: Words
    opened_by: str = ""
    opened_at: datetime | None = None


def closed_before(tip: Tip, entries: Iterable[AuditEntry], alike: Alike) -> list[ClosedBefore]:
    """Return how a tip had been closed that is open again, and how those had been that tell of the same incident.

    `entries`: those of the tip's own history. Of a closed tip nothing is returned: the look at its matter is over, or
    not begun.
    """
    if tip.status == Status.CLOSED:
        return []
    linked = [one.tip for one in alike.likes if LinkKind.INCIDENT in one.links]
    closings, own = dict(closings_of(linked)), closing_in(tip, entries)
    if own:
        closings[tip.pk] = own
    return _told([tip, *linked], closings)


def closings_told(tips: Collection[Tip]) -> Mapping[UUID, ClosedBefore]:
    """Return how those of these tips had been closed that are open again."""
    return {one.tip.pk: one for one in _told(tips, closings_of(tips))}


def _told(tips: Iterable[Tip], closings: Mapping[UUID, Closing]) -> list[ClosedBefore]:
    acts = [act for one in closings.values() for act in (one.closed, one.opened) if act]
    names = actor_names(acts) if acts else {}
    found = ((tip, closings[tip.pk]) for tip in tips if tip.pk in closings)
    return [
        ClosedBefore(
            tip,
            one.closed.at,
            names[one.closed.actor],
            CloseReason(one.closed.detail["reason"]).label,
            names[one.opened.actor] if one.opened else "",
            one.opened.at if one.opened else None,
        )
        for tip, one in found
        if one.closed.detail.get("reason") in CloseReason.values
    ]
