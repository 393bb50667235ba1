"""What was done to a tip, and by whom.

Tipsters' and the worker's entries are kept to the hour and have random ids, so that nobody learns the minute of an
arrival. Inside an hour their order is therefore not known. They are put into the order in which such acts follow each
other by nature, before officers' exact entries of that hour; faces have to say that this order is not a record.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from reports import audit
from reports.models import AuditEntry, Officer

MOST = 500
READINGS = frozenset({"tip.read", "file.read"})
_BY_NATURE = (
    "tip.arrived",
    "tip.added",
    "tip.triage_failed",
    "tip.triaged",
    "media.fetched",
    "recording.heard",
    "provider.deleted",
    "text.sent",
    "line.silenced",
    "line.opened",
    "line.forgotten",
    "line.renewed",
    "line.opted_out",
    "line.idle",
    "dialogue.ended",
    "tip.erased",
)
_RANKS = {act: rank for rank, act in enumerate(_BY_NATURE)}


def history_of(tip_id: UUID, *, most: int = MOST, readings: bool = True) -> list[AuditEntry]:
    """Return the newest `most` entries of a tip, oldest first; without plain readings if so asked."""
    entries = AuditEntry.objects.filter(tip_id=tip_id)
    if not readings:
        entries = entries.exclude(act__in=READINGS)
    return _in_order(entries.order_by("-at", "id")[: max(most, MOST)])[-most:]


def hour_of(entry: AuditEntry) -> datetime:
    """Return the hour that an entry belongs to."""
    return entry.at.replace(minute=0, second=0, microsecond=0)


def is_kept_to_the_hour(entry: AuditEntry) -> bool:
    """Return whether nobody knows when in its hour this happened."""
    return not entry.actor.startswith("officer:") or entry.act in audit.TO_THE_HOUR


def actor_names(entries: list[AuditEntry]) -> dict[str, str]:
    """Return what to call each actor of these entries: an officer's name, or the actor's own word."""
    ids = {entry.actor.removeprefix("officer:") for entry in entries if entry.actor.startswith("officer:")}
    names = {f"officer:{officer.pk}": officer.name for officer in Officer.objects.filter(pk__in=ids)}
    return {entry.actor: names.get(entry.actor, entry.actor) for entry in entries}


def _in_order(entries: Iterable[AuditEntry]) -> list[AuditEntry]:
    def place(entry: AuditEntry) -> tuple[datetime, bool, int, datetime]:
        vague = is_kept_to_the_hour(entry)
        return hour_of(entry), not vague, _RANKS.get(entry.act, len(_RANKS)) if vague else 0, entry.at

    return sorted(entries, key=place)
