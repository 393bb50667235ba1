"""When officers' words leave as texts: all that wait leave together, so that no phone bill tells which tip is whose.

The phone company writes down the second of each text and the number that it went to. Beside a trail that told the
second of asking, one look would join a number to a tip, even after both were forgotten here.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from reports.clock import this_hour
from reports.models import Tip, Urgency


def leaves_at(tip: Tip) -> datetime | None:
    """Return when a text to this tip's phone leaves, if not at once: where somebody may be in danger nothing waits."""
    if not settings.TEXTS_EVERY or tip.urgency == Urgency.IMMEDIATE:
        return None
    step = timedelta(minutes=settings.TEXTS_EVERY)
    return this_hour() + step * ((timezone.now() - this_hour()) // step + 1)
