"""The clock as tipsters may be seen by it: never finer than an hour."""

from datetime import date, datetime, timedelta

from django.utils import timezone


def this_hour() -> datetime:
    """Return the current hour, without minutes: the finest time at which a tipster's act is kept."""
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def day_of(moment: datetime) -> datetime:
    """Return the beginning of a moment's day in the force's time zone."""
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)


def today() -> date:
    """Return today's date in the force's time zone."""
    return timezone.localdate()


def in_seconds(seconds: float) -> datetime:
    """Return the moment `seconds` from now, for the clock of a row that vanishes on completion."""
    return timezone.now() + timedelta(seconds=seconds)
