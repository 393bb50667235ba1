"""How tips that are open again had been closed, and opened again: when, by whom, with which outcome."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from reports.models import AuditEntry, Status, Tip

_CLOSED = "tip.closed"
_OPENED = frozenset({"tip.looked_at_again", "tip.moved"})
_IS_OPEN = frozenset({  # what shows that it was open already: by its tipster, by undoing a merge, by what is not shown
    "tip.added", "tip.first_taken_back", "tip.unmerged", "tip.claimed", "tip.released", "tip.handed_over",
    "tipster.asked",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Closing:
    """The last closing of a tip that is open now, and by which act of an officer it was opened, if by one."""

    closed: AuditEntry
    opened: AuditEntry | None = None


def closing_in(tip: Tip, entries: Iterable[AuditEntry]) -> Closing | None:
    """Return how a tip had been closed, by entries of its history; None of one that is closed or never was."""
    in_order = sorted(entries, key=lambda entry: entry.at)
    closings = [at for at, entry in enumerate(in_order) if entry.act == _CLOSED]
    if tip.status == Status.CLOSED or not closings:
        return None
    since = in_order[closings[-1] + 1 :]
    first = next((entry for entry in since if entry.act in _OPENED | _IS_OPEN), None)
    return Closing(in_order[closings[-1]], first if first and _opens(first) else None)


def _opens(entry: AuditEntry) -> bool:
    """Whether the act can have opened a closed tip: none such waits for its tipster."""
    return entry.act in _OPENED and entry.detail.get("to") != Status.WAITING


def closings_of(tips: Collection[Tip]) -> Mapping[UUID, Closing]:
    """Return of each of these tips that is open how it had been closed.

    Not who opened it: that may have been because of another tip, from which the reader is kept.
    """
    is_open = [tip.pk for tip in tips if tip.status != Status.CLOSED]
    if not is_open:
        return {}
    closings = AuditEntry.objects.filter(tip_id__in=is_open, act=_CLOSED).order_by("at")
    return {entry.tip_id: Closing(entry) for entry in closings if entry.tip_id}
