"""The numbers stand still between two full hours, whatever tipsters do, and name nobody."""

import re
from datetime import timedelta

from pytest_django import Settings

from reports.clock import this_hour
from reports.intake.door import accept
from reports.models import Tip
from reports.queries.metrics import exposed
from reports.queries.pulses import note
from tests.arrivals import sms, web
from tests.conftest import House


def test_an_arrival_moves_no_number_before_the_hour_is_over(house: House) -> None:
    before = exposed()
    accept(web())
    accept(sms())
    assert exposed() == before
    Tip.objects.update(arrived_hour=this_hour() - timedelta(hours=5))
    after = exposed()
    assert 'tipline_tips_last_day{channel="sms"} 1' in after
    assert "tipline_tips_untriaged 2" in after
    assert "tipline_untriaged_age_hours 4" in after


def test_each_part_and_what_is_wrong_behind_the_line_are_numbers(house: House, settings: Settings) -> None:
    settings.SELF_TEST_HOUR = 23
    note("beat", True)
    note("page", True)
    note("disk", False)
    told = exposed().splitlines()
    assert {"tipline_page_well 1", "tipline_disk_well 0", "tipline_retention_well 0"} <= set(told)
    assert {"tipline_clock_alive 1", "tipline_upkeep_problems 2", "tipline_databases_gb 1"} <= set(told)
    assert not [line for line in told if "scanner" in line]


def test_no_label_but_the_channel(house: House) -> None:
    accept(web())
    Tip.objects.update(arrived_hour=this_hour() - timedelta(hours=1))
    assert set(re.findall(r"\{(\w+)=", exposed())) == {"channel"}
