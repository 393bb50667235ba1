"""At the head of a tip that is open again, and of the one because of which it is: how its matter had been closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reports.dashboard.alike import Alike
from reports.models import AuditEntry, CloseReason, LinkKind, Status, Tip
from reports.queries.closings import last_closing, last_closings
from reports.queries.history import actor_names


@dataclass(frozen=True, slots=True)
class ClosedBefore:
    """A closing that no longer stands: of which tip, when, by whom, as what."""

    tip: Tip
    at: datetime
    name: str
    outcome: str


def closed_before(tip: Tip, entries: Iterable[AuditEntry], alike: Alike) -> list[ClosedBefore]:
    """Return how a tip had been closed that is open again, and how those had been that tell of the same incident.

    `entries`: those of the tip's own history. Of a closed tip nothing is returned: the look at its matter is over, or
    not begun.
    """
    if tip.status == Status.CLOSED:
        return []
    own, linked = last_closing(entries), {one.tip.pk: one.tip for one in alike.likes if LinkKind.INCIDENT in one.links}
    open_again = {pk: other for pk, other in linked.items() if other.status != Status.CLOSED}
    found = [(tip, own)] if own else []
    found += [(open_again[pk], closing) for pk, closing in last_closings(open_again.keys()).items()]
    names = actor_names([closing for _tip, closing in found]) if found else {}
    return [
        ClosedBefore(one, closing.at, names[closing.actor], CloseReason(closing.detail["reason"]).label)
        for one, closing in found
        if closing.detail.get("reason") in CloseReason.values
    ]
