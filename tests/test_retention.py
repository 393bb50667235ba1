"""The rules of keeping: the first row that fits decides, and what nobody may put in force."""

from typing import Any

import pytest

from reports.models import Category, CloseReason
from reports.retention import JUNK, LONGEST, MOST_RULES, SHORTEST, BadRules, Rule, Rules, of, shipped


def rules(*rows: Rule, default: int = 700) -> Rules:
    return Rules(default=default, rows=rows)


def test_the_first_row_that_fits_decides_and_else_the_default() -> None:
    told = rules(Rule(outcome="spam", days=30), Rule(category="homicide", days=3000), Rule(outcome="arrest", days=1000))
    assert told.days("homicide", "spam") == 30
    assert told.days("homicide", "arrest") == 3000
    assert told.days("theft", "arrest") == 1000
    assert told.days("theft", "nothing") == 700
    assert (told.shortest, told.longest) == (30, 3000)


def test_the_shipped_rules_are_whole_and_junk_goes_first() -> None:
    every = {shipped().days(category, outcome) for category in Category.values for outcome in CloseReason.values}
    assert every <= {30, 365, 730, 1825, 3650}
    for category in Category.values:
        assert {shipped().days(category, junk) for junk in JUNK} == {shipped().shortest}


@pytest.mark.parametrize(
    ("rows", "default", "reason"),
    [
        ([{"days": 5000, "category": "homicide", "outcome": ""}], 700, "number"),
        ([], SHORTEST - 1, "number"),
        ([], LONGEST + 1, "number"),
        ([{"days": 100, "category": "gossip", "outcome": ""}], 700, "word"),
        ([{"days": 100, "category": "", "outcome": "gossip"}], 700, "word"),
        ([{"days": 100, "category": "", "outcome": "arrest"}] * 2, 700, "twice"),
        ([{"days": 100, "category": "", "outcome": ""}], 700, "twice"),
        ([{"days": 800, "category": "", "outcome": "spam"}], 700, "junk_later"),
    ],
)
def test_rules_that_nobody_may_put_in_force(rows: list[dict[str, Any]], default: int, reason: str) -> None:
    with pytest.raises(BadRules) as refused:
        of({"default": default, "rows": rows}, version=2)
    assert refused.value.reason == reason


def test_rules_are_stored_and_read_as_they_were() -> None:
    assert of(shipped().told(), version=1) == shipped()
    assert len(shipped().rows) < MOST_RULES
