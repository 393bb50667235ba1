"""Times by kind and channel: within which span half were through, only where there are enough tips."""

from datetime import date

from reports.models import Tally
from reports.queries.speed import speed
from tests.conftest import House


def test_half_is_told_of_five_and_more_and_other_tallies_are_left_out(house: House) -> None:
    unit = house.unit("narcotics")
    words = ["taken|2h|drugs|web"] * 2 + ["taken|1d|drugs|sms"] * 3 + ["taken|more|fraud|web"] * 4 + ["taken on late"]
    Tally.objects.bulk_create(Tally(month=date(2026, 11, 1), unit=unit, word=word) for word in words)
    found = speed(Tally.objects.filter(unit=unit))
    assert found.spans == {"taken": {"2h": 2, "1d": 3, "more": 4}, "answered": {}, "closed": {}}
    assert found.halves == {"category": {"drugs": {"taken": "1d"}}, "channel": {"web": {"taken": "more"}}}
