"""Arrivals that could not be judged: those that nobody can see, and those that wait for somebody to look."""

from reports.models import Capsule, Status, Tip, TriageState
from reports.models.handovers import TRIES


def stuck_arrivals() -> int:
    """How many nobody can see. One more try than judging has may be giving up that is just at work."""
    return Capsule.objects.filter(attempts__gt=TRIES + 1).count()


def given_up() -> int:
    """How many were given up, and lie unjudged before an officer who has not taken them on."""
    return Tip.objects.filter(triage__in=(TriageState.FAILED, TriageState.UNJUDGED), status=Status.NEW).count()
