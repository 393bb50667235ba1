"""When officers' words leave as texts: all that wait leave together, so that no phone bill tells which tip is whose.

The phone company writes down the second of each text and the number that it went to. Beside a trail that told the
second of asking, one look would join a number to a tip, even after both were forgotten here.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from reports.clock import this_hour
from reports.models import Dispatch, Tip, Urgency


def leaves_at(tip: Tip) -> datetime | None:
    """Return when a text to this tip's phone leaves, if not at once: where somebody may be in danger nothing waits."""
    if not settings.TEXTS_EVERY or tip.urgency == Urgency.IMMEDIATE:
        return None
    step = timedelta(minutes=settings.TEXTS_EVERY)
    return this_hour() + step * ((timezone.now() - this_hour()) // step + 1)


def hurry() -> None:
    """Let what was asked of a tip leave now, if the tip became immediate since: by whom or by what, is all the same."""
    waiting = Dispatch.objects.filter(handed_over=False, attempts=0, record__tip__urgency=Urgency.IMMEDIATE)
    waiting.filter(due_at__gt=timezone.now()).update(due_at=timezone.now())
