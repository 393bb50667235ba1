"""What officers opened is counted by the hour, once, and tells of unusual reading what the trail itself tells."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.clock import this_hour
from reports.lifecycle.reading_counts import count_reading
from reports.lifecycle.tasks import count
from reports.models import AuditEntry, ReadingCount
from reports.queries.unusual import DAYS, Why, overseen, unusual_news, unusual_reading
from tests.conftest import House
from tests.queries.test_unusual import noon, read


def test_counted_hours_tell_the_same_as_the_trail_and_are_counted_once(house: House) -> None:
    for days_ago in range(2, 9):
        read(house, "reid", noon(days_ago), 3)
    read(house, "reid", noon(1), 12)
    ring = house.ring("charles")
    from_trail = unusual_reading(ring, overseen(ring))
    assert [(one.why, one.count, one.usual) for one in from_trail] == [(Why.MANY, 12, 3)]
    count()  # with the rights of the process that forgets
    count_reading()
    assert ReadingCount.objects.count() == 8
    assert unusual_reading(ring, overseen(ring)) == from_trail
    AuditEntry.objects.all().delete()
    assert unusual_reading(ring, overseen(ring)) == from_trail, "the month of the trail is not read again"


def test_what_was_opened_since_the_last_count_is_told_at_once(house: House) -> None:
    read(house, "reid", noon(2), 3)
    count_reading()
    read(house, "jules", this_hour(), 12)
    ring = house.ring("charles")
    assert (Why.MANY, 12) in [(one.why, one.count) for one in unusual_reading(ring, overseen(ring))]
    assert unusual_news(ring) >= 1  # by night it is unusual twice
    with CaptureQueriesContext(connection) as asked:
        unusual_news(ring)
    assert len(asked) < 10


def test_old_counts_are_forgotten(house: House) -> None:
    ReadingCount.objects.create(
        hour=this_hour() - timedelta(days=DAYS + 2), actor="officer:x", unit_id=house.unit("general").pk,
        opened=1, closed=0, unmasked=0,
    )  # fmt: skip
    count_reading()
    assert not ReadingCount.objects.exists()
