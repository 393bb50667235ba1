"""The numbers stand still between two full hours, whatever tipsters do, and name nobody."""

import re
from datetime import timedelta

from reports.clock import this_hour
from reports.intake.door import accept
from reports.models import Tip
from reports.queries.metrics import exposed
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


def test_no_label_but_the_channel(house: House) -> None:
    accept(web())
    Tip.objects.update(arrived_hour=this_hour() - timedelta(hours=1))
    assert set(re.findall(r"\{(\w+)=", exposed())) == {"channel"}
