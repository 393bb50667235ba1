"""The tasks of working on tips, by the names under which the clock calls them."""

from datetime import timedelta

from celery import current_app
from django.conf import settings

from reports.casework.tasks import chase, expire
from reports.clock import this_hour, today
from reports.models import Absence, Chase, Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def test_the_clock_ends_absences(house: House) -> None:
    Absence.objects.create(officer=house.officer("reid"), until=today() - timedelta(days=1))
    expire()
    assert not Absence.objects.exists()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {name for name in current_app.tasks if name.startswith("reports.casework.")} & scheduled


def test_the_clock_tells_of_what_is_overdue_with_the_rights_of_the_worker(house: House) -> None:
    arrive()
    Tip.objects.update(due_at=this_hour(), assigned_to=house.officer("jules"), status="open", urgency=0)
    chase()
    assert set(Chase.objects.values_list("officer__username", "to_head")) == {("jules", False), ("reid", True)}
    Tip.objects.update(status="waiting", due_at=this_hour() + timedelta(days=14))
    chase()
    assert not Chase.objects.exists()
