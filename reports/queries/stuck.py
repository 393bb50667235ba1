"""Arrivals that came and that nobody can see: judging them failed, and so did giving up."""

from reports.models import Capsule
from reports.models.handovers import TRIES


def stuck_arrivals() -> int:
    """How many there are. One more try than judging has may be giving up that is just at work."""
    return Capsule.objects.filter(attempts__gt=TRIES + 1).count()
