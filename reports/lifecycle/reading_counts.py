"""Counting what officers opened, hour by hour, from the trail: for who looks for unusual reading."""

from datetime import timedelta

from django.utils import timezone

from reports.clock import this_hour
from reports.models import AuditEntry, ReadingCount
from reports.queries.unusual import DAYS, counted_by_hour, last_counted

_SETTLED = timedelta(minutes=5)  # after an hour's end, until whatever was begun in it is written


def count_reading() -> None:
    """Count the hours that are over and were not counted yet, and forget those that nobody looks at any more."""
    since = this_hour() - timedelta(days=DAYS)
    ReadingCount.objects.filter(hour__lt=since - timedelta(days=1)).delete()
    last = last_counted()
    begins = max(since, last + timedelta(hours=1)) if last else since
    ends = (timezone.now() - _SETTLED).replace(minute=0, second=0, microsecond=0)
    entries = AuditEntry.objects.filter(
        at__gte=begins, at__lt=ends, actor__startswith="officer:", unit_id__isnull=False
    )
    rows = counted_by_hour(entries, "actor", "hour", "unit_id")
    ReadingCount.objects.bulk_create((ReadingCount(**row) for row in rows), ignore_conflicts=True)
