"""What was done to a tip, and by whom."""

from uuid import UUID

from reports.models import AuditEntry, Officer


def history_of(tip_id: UUID) -> list[AuditEntry]:
    """Return the audit entries of a tip, oldest first."""
    return list(AuditEntry.objects.filter(tip_id=tip_id).order_by("at", "id"))


def actor_names(entries: list[AuditEntry]) -> dict[str, str]:
    """Return what to call each actor of these entries: an officer's name, or the actor's own word."""
    ids = {entry.actor.removeprefix("officer:") for entry in entries if entry.actor.startswith("officer:")}
    names = {f"officer:{officer.pk}": officer.name for officer in Officer.objects.filter(pk__in=ids)}
    return {entry.actor: names.get(entry.actor, entry.actor) for entry in entries}
