"""The ledger: months, counts and sums."""

from datetime import date

import pytest

from reports.models import Reward
from reports.rewards.ledger import ledger, outstanding

JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)


@pytest.mark.django_db
def test_each_month_says_what_was_offered_in_it_and_what_ended_in_it() -> None:
    for number, amount, state, ended in (
        ("AAAAA", 500, "collected", MARCH),
        ("BBBBB", 250, "expired", MARCH),
        ("CCCCC", 250, "offered", None),
    ):
        row = Reward(number=number, amount=amount, state=state, ended_month=ended, offered_month=JANUARY)
        row.last_day = date(2026, 5, 31)
        row.save(force_insert=True)
    march, january = ledger()
    assert (march.month, march.told()) == (MARCH, [(0, 0), (1, 500), (1, 250), (0, 0)])
    assert (january.month, january.told()) == (JANUARY, [(3, 1000), (0, 0), (0, 0), (0, 0)])
    assert [reward.number for reward in outstanding()] == ["CCCCC"]
