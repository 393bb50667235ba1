"""Counting how fast a unit acts: in months, and of no named tip, so that no row of a tip tells it."""

from datetime import timedelta
from enum import StrEnum

from django.utils import timezone

from reports.clock import is_day_alone, month_of
from reports.models import Tally, Tip

SPANS = {
    "2h": timedelta(hours=2),
    "1d": timedelta(days=1),
    "3d": timedelta(days=3),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
}
LONGER = "more"


class Step(StrEnum):
    """Up to what a time is counted from a tip's arrival."""

    TAKEN = "taken"
    ANSWERED = "answered"
    CLOSED = "closed"


def tally(tip: Tip, word: str) -> None:
    """Count something of a tip's unit in this month."""
    Tally.objects.create(month=month_of(timezone.now()), unit_id=tip.unit_id, word=word)


def tally_speed(tip: Tip, step: Step) -> None:
    """Count how long a tip waited for a step, by kind and channel. Of one whose day alone is known, nothing is.

    The arrival is known to the hour: what took less than two hours may have taken a minute.
    """
    if is_day_alone(tip.arrived_hour):
        return
    took = timezone.now() - tip.arrived_hour
    span = next((name for name, most in SPANS.items() if took < most), LONGER)
    tally(tip, f"{step}|{span}|{tip.category}|{tip.channel}")
