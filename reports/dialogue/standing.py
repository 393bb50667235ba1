"""Where a tip stands, in the word that its tipster may hear."""

from reports.models import AuditEntry, Capsule, Channel, CloseReason, Status, Tip

_FETCHED, _HEARINGS = "media.fetched", ("file.read", "recording.heard")
_READINGS = ("tip.read", _FETCHED, *_HEARINGS)


def state_of(tip: Tip) -> str:
    """Return where a tip stands, in the word that a tipster may hear."""
    return "received" if Capsule.objects.filter(pk=tip.pk).exists() else state_at_desk(tip)


def state_at_desk(tip: Tip) -> str:
    """The same once it was judged. That it was read is taken from the audit trail: not when, and not by whom.

    A tip that is worked on in another one stands where that one stands. That there is another one nobody is told: who
    sends a tip to find out would learn that somebody has told of it.
    """
    status = _status_of_work(tip)
    return "read" if status == Status.NEW and _was_read(tip) else str(status)


def _status_of_work(tip: Tip) -> str:
    if (tip.status, tip.outcome) != (Status.CLOSED, CloseReason.DUPLICATE):
        return tip.status
    leading = Tip.objects.filter(led__tip=tip).values_list("status", flat=True).first()
    if leading == Status.WAITING:  # that one's tipster is asked, not this one
        return Status.OPEN
    return leading or tip.status


def _was_read(tip: Tip) -> bool:
    """Whether somebody has opened a tip; of a recorded call, its sound, or words that a machine wrote down from it."""
    acts = frozenset(AuditEntry.objects.filter(tip_id=tip.pk, act__in=_READINGS).values_list("act", flat=True))
    is_recorded = tip.channel == Channel.CALL and _FETCHED in acts
    return "tip.read" in acts and not (is_recorded and acts.isdisjoint(_HEARINGS))
