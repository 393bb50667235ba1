"""The tasks of working on tips, by the names under which the clock calls them."""

from datetime import timedelta

from celery import current_app
from django.conf import settings

from reports.casework.tasks import expire
from reports.clock import today
from reports.models import Absence
from tests.conftest import House


def test_the_clock_ends_absences(house: House) -> None:
    Absence.objects.create(officer=house.officer("reid"), until=today() - timedelta(days=1))
    expire()
    assert not Absence.objects.exists()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {name for name in current_app.tasks if name.startswith("reports.casework.")} & scheduled
