"""How tips that are open again had been closed: when, by whom and with which outcome."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from reports.models import AuditEntry

CLOSED = "tip.closed"


def last_closing(entries: Iterable[AuditEntry]) -> AuditEntry | None:
    """Return the last closing among the entries of one tip, oldest first."""
    return max((one for one in entries if one.act == CLOSED), key=lambda one: one.at, default=None)


def last_closings(tips: Collection[UUID]) -> Mapping[UUID, AuditEntry]:
    """Return of each of these tips its last closing, if it was ever closed."""
    if not tips:
        return {}
    closings = AuditEntry.objects.filter(tip_id__in=tips, act=CLOSED).order_by("at")
    return {one.tip_id: one for one in closings if one.tip_id}
