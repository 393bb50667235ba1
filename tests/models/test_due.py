"""By when a tip must be taken on: nobody is told late for what came a minute before its hour ended."""

from datetime import timedelta

import pytest
from django.db.models import F

from reports.models import Tip, Urgency
from reports.models.due import due, is_past
from tests.arrivals import triaged_tip
from tests.conftest import House


@pytest.mark.parametrize("urgency", Urgency)
def test_whoever_tells_in_the_last_minute_of_an_hour_waits_an_hour_at_least(urgency: Urgency, house: House) -> None:
    tip, _ = triaged_tip()
    tip.urgency = urgency
    end_of_its_hour = tip.arrived_hour + timedelta(hours=1)
    by = due(tip, tip.arrived_hour)
    assert by is not None
    assert by - end_of_its_hour >= timedelta(hours=1)


def test_an_immediate_tip_is_overdue_when_its_hour_and_the_next_are_over(house: House) -> None:
    triaged_tip()
    for hours, is_overdue in ((1, False), (2, True)):
        Tip.objects.update(arrived_hour=F("arrived_hour") - timedelta(hours=1))
        tip = Tip.objects.get()
        tip.urgency = Urgency.IMMEDIATE
        assert is_past(due(tip, tip.arrived_hour)) is is_overdue, hours
