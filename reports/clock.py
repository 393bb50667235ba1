"""The clock as tipsters may be seen by it: never finer than an hour."""

from datetime import date, datetime, timedelta

from django.db.models import Model, QuerySet
from django.utils import timezone


def this_hour() -> datetime:
    """Return the current hour, without minutes: the finest time at which a tipster's act is kept."""
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def day_of(moment: datetime) -> datetime:
    """Return the beginning of a moment's day in the force's time zone."""
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)


def is_day_alone(moment: datetime) -> bool:
    """Tell whether of a moment the day alone may be known.

    What came in the hour after midnight looks the same: of that less is said than is known, and nothing false.
    """
    return moment == day_of(moment)


def latest(moment: datetime) -> datetime:
    """Return the last that a kept moment may stand for: where it is the day alone, that day's end."""
    return day_of(moment + timedelta(hours=36)) if is_day_alone(moment) else moment


def month_of(moment: datetime) -> date:
    """Return the first day of a moment's month in the force's time zone."""
    return timezone.localtime(moment).date().replace(day=1)


def is_in_reach(day: date) -> bool:
    """Whether a day is one that a tip line may have to do with, and that has others before and after it."""
    return 2000 <= day.year < 2200


def month_named(text: str) -> date:
    """Return the first day of a month written like 2026-11, in reach. Raises ValueError."""
    month = date.fromisoformat(f"{text}-01")
    if not is_in_reach(month):
        raise ValueError
    return month


def today() -> date:
    """Return today's date in the force's time zone."""
    return timezone.localdate()


def in_seconds(seconds: float) -> datetime:
    """Return the moment `seconds` from now, for the clock of a row that vanishes on completion."""
    return timezone.now() + timedelta(seconds=seconds)


def bring_back[Row: Model](rows: QuerySet[Row], most: float) -> None:
    """Make due now what is due more than `most` seconds from now, which only a clock ahead of ours can have written."""
    rows.filter(due_at__gt=in_seconds(most)).update(due_at=timezone.now())
