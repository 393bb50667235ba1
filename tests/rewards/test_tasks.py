"""The night's task."""

from datetime import date

import pytest
from django.conf import settings

from reports.models import Reward
from reports.rewards import tasks


@pytest.mark.django_db
def test_the_night_ends_what_is_over_and_twice_is_no_harm() -> None:
    assert {"reports.rewards.end"} <= {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    month = date(2026, 1, 1)
    Reward.objects.create(number="AAAAA", amount=5, offered_month=month, last_day=date(2026, 5, 31), slip=b"slip")
    for _ in range(2):
        tasks.end()
        assert Reward.objects.get().state == "expired"
