"""Setting what a tip is about, and when its tipster is asked again, without opening it.

Nothing is learned from a category that is set so: the decision would need the tip's findings, and thus its key.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from reports.changing import changing
from reports.clock import today
from reports.models import Category, Officer, Status, Tip

LONGEST = timedelta(days=366)


class NotWaiting(Exception):
    """Only a tip whose tipster has a question open is asked about again."""


class BadDay(Exception):
    """One asks again tomorrow at the earliest, and within a year."""


def set_category(*, tip: Tip, category: str, by: Officer, version: int) -> Tip:
    """Set what a tip is about. Raises ValueError, NotYours, StaleTip."""
    with changing(tip, act="tip.category_set", by=by, version=version, category=category) as changed:
        changed.category = Category(category)
    return changed


def ask_again_on(*, tip: Tip, day: date, by: Officer, version: int) -> Tip:
    """Set the day on which a tip whose tipster does not answer is due.

    Raises BadDay, NotWaiting, NotYours, StaleTip.
    """
    check_day(day)
    with changing(tip, act="tip.ask_again_set", by=by, version=version, day=day.isoformat()) as changed:
        if changed.status != Status.WAITING:
            raise NotWaiting
        changed.due_at = timezone.make_aware(datetime.combine(day, time()))
    return changed


def check_day(day: date) -> None:
    """Raise BadDay for a day on which nobody asks again."""
    if not today() < day <= today() + LONGEST:
        raise BadDay
