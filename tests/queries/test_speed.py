"""Times by kind and channel: within which span half were through, only where there are enough tips."""

from collections import Counter

from reports.queries.speed import speed
from reports.tallying import words_counted


def test_half_is_told_of_five_and_more_and_other_tallies_are_left_out() -> None:
    words = ["taken|2h|drugs|web"] * 2 + ["taken|1d|drugs|sms"] * 3 + ["taken|more|fraud|web"] * 4 + ["taken on late"]
    found = speed(Counter(part for word in words for part in words_counted(word)))
    assert found.spans == {"taken": {"2h": 2, "1d": 3, "more": 4}, "answered": {}, "closed": {}}
    told = {"category": {"drugs": {"taken": "1d"}}, "channel": {"web": {"taken": "more"}}}
    assert found.halves == told | {"month": {}, "unit": {}}
