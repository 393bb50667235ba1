"""Counting a period: whole months, the officer's units, and nothing twice."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from reports import audit
from reports.casework.outcomes import Figures, record_outcome
from reports.lifecycle.erasure import erase_tip
from reports.lifecycle.numbers import count_tallies
from reports.models import Outcome, Recusal, Tip
from reports.queries.few import SMALLEST, suppressed
from reports.queries.statistics import Period, month_before, next_month, statistics, without_small
from reports.tallying import tally
from tests.conftest import House
from tests.queries.crowd import crowd

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 1))


def at(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("month", "after"), [(date(2026, 11, 1), date(2026, 12, 1)), (date(2026, 12, 1), date(2027, 1, 1))]
)
def test_months_follow_each_other(month: date, after: date) -> None:
    assert next_month(month) == after
    assert month_before(after) == month


def test_a_period_is_whole_months_in_their_order() -> None:
    with pytest.raises(ValueError, match="month"):
        Period(date(2026, 12, 1), date(2026, 11, 1))
    with pytest.raises(ValueError, match="month"):
        Period(date(2026, 11, 2), date(2026, 11, 2))


def test_tips_count_in_the_month_they_came_by_the_force_s_clock(house: House) -> None:
    tips = crowd(house.unit("narcotics"), 4)
    moments = [at(11, 1, 0), at(11, 30, 23), at(10, 31, 23), at(12, 1, 0)]
    for tip, moment in zip(tips, moments, strict=True):
        Tip.objects.filter(pk=tip.pk).update(arrived_hour=moment, category="drugs")
    Tip.objects.filter(pk=tips[0].pk).update(status="closed", outcome="arrest")
    found = statistics([house.unit("narcotics").pk], NOVEMBER)
    assert found.tips == 2
    assert found.came["category"] == {"drugs": 2}
    assert found.came["channel"] == {"web": 2}
    assert found.closed == {"arrest": 1}
    assert statistics([house.unit("standards").pk], NOVEMBER).tips == 0


def test_outcomes_add_up_in_the_month_they_were_written_down(house: House) -> None:
    for number, tip in enumerate(crowd(house.unit("narcotics"), 3)):
        figures = Figures(
            counts={"arrests": 2}, firearms={"rifle": 1}, drugs={"cocaine": 10}, usefulness=3, missing=("who",)
        )
        record_outcome(figures, tip=tip, by=house.officer("reid"), version=1)
        Outcome.objects.filter(tip=tip).update(at=at(11, 5) + timedelta(days=40 * (number == 2)))
    found = statistics([house.unit("narcotics").pk], NOVEMBER)
    assert found.counts["arrests"] == 4
    assert (found.firearms, found.drugs, found.missing) == ({"rifle": 2}, {"cocaine": 20}, {"who": 2})
    assert found.usefulness == {3: 2}


def test_how_fast_tips_are_taken_on_is_counted_by_month(house: House) -> None:
    (tip,) = crowd(house.unit("narcotics"), 1)
    tally(tip, "taken on late")
    month = timezone.localdate().replace(day=1)
    assert statistics([tip.unit_id], Period(month, month)).taken_on == {"taken on late": 1}
    assert statistics([tip.unit_id], Period(month_before(month), month_before(month))).taken_on == {}


def test_what_is_told_holds_no_small_number_and_no_weight_of_few_reports(house: House) -> None:
    tips = crowd(house.unit("narcotics"), 6)
    Tip.objects.update(arrived_hour=at(11, 5), category="drugs")
    Tip.objects.filter(pk=tips[0].pk).update(category="fraud")
    for number, tip in enumerate(tips[:5]):
        figures = Figures(counts={"arrests": 1, "cash": 100 * (number < 4)}, drugs={"cocaine": 10})
        record_outcome(figures, tip=tip, by=house.officer("reid"), version=1)
    Outcome.objects.update(at=at(11, 6))
    found = statistics([house.unit("narcotics").pk], NOVEMBER)
    told = without_small(found)
    assert (told.tips, told.came["category"]) == (6, {"drugs": None, "fraud": None}), "1 is the total less 5"
    assert (told.counts["arrests"], told.counts["cash"], told.drugs) == (5, None, {"cocaine": 50})
    assert (told.counts["charges"], found.counts["cash"]) == (0, 400)


def came(house: House, about: str, count: int, **figures: Any) -> None:
    for tip in crowd(house.unit("narcotics"), count):
        Tip.objects.filter(pk=tip.pk).update(category=about)
        now = Tip.objects.get(pk=tip.pk)
        record_outcome(Figures(**figures), tip=now, by=house.officer("reid"), version=now.version)
    Outcome.objects.update(at=at(11, 6))


def test_what_came_of_tips_is_told_by_what_they_were_about_and_hides_what_is_small(house: House) -> None:
    came(house, "drugs", 6, counts={"arrests": 1}, firearms={"rifle": 1}, drugs={"cocaine": 10})
    came(house, "robbery", 7, counts={"arrests": 1}, drugs={"cocaine": 1})
    came(house, "fraud", 2, counts={"arrests": 1, "charges": 1})
    found = statistics([house.unit("narcotics").pk], NOVEMBER)
    assert found.brought["category"]["arrests"] == {"drugs": 6, "robbery": 7, "fraud": 2}
    told = without_small(found)
    assert told.counts["arrests"] == 15
    assert told.brought["category"]["arrests"] == {"robbery": 7, "drugs": None, "fraud": None}, "2 is 15 less 6 less 7"
    assert (told.brought["category"]["firearms"], told.firearms) == ({"drugs": 6}, {"rifle": 6})
    assert told.brought["category"]["charges"] == {}, "two charges of fraud tips alone: the name would tell"
    assert told.brought["category"]["drugs_cocaine"] == {"drugs": 60, "robbery": 7}
    assert "cash" not in told.brought["category"]
    came(house, "fraud", 1, drugs={"cocaine": 900})
    told = without_small(statistics([house.unit("narcotics").pk], NOVEMBER))
    assert told.drugs == {"cocaine": 967}
    assert told.brought["category"]["drugs_cocaine"] == {}, "900 is the whole less 60 and 7"


def test_many_arrests_of_few_reports_point_at_no_kind_of_tip(house: House) -> None:
    """One report with six arrests is one tip, whoever was taken off it reads the numbers too."""
    came(house, "human_trafficking", 1, counts={"arrests": 6}, firearms={"rifle": 7})
    told = without_small(statistics([house.unit("narcotics").pk], NOVEMBER))
    assert (told.counts["arrests"], told.brought["category"]["arrests"], told.brought["category"]["firearms"]) == (
        6,
        {},
        {},
    )
    assert told.firearms == {}, "one find of seven rifles may be known"
    came(house, "robbery", 5, counts={"arrests": 2})
    came(house, "drugs", 7, counts={"arrests": 1})
    told = without_small(statistics([house.unit("narcotics").pk], NOVEMBER))
    assert told.brought["category"]["arrests"] == {"drugs": 7, "human_trafficking": None, "robbery": None}


def test_the_one_killing_of_a_month_names_no_kind_channel_or_unit(house: House) -> None:
    came(house, "robbery", 1, counts={"homicides_solved": 1, "arrests": 1}, firearms={"rifle": 1})
    told = without_small(statistics([house.unit("narcotics").pk, house.unit("standards").pk], NOVEMBER))
    assert told.counts["homicides_solved"] is None
    assert all(not rows for kinds in told.brought.values() for rows in kinds.values())
    assert told.firearms == {}


def test_few_reports_of_several_firearms_each_name_no_kind(house: House) -> None:
    came(house, "drugs", 3, firearms={"rifle": 2, "handgun": 2, "shotgun": 2})
    found = statistics([house.unit("narcotics").pk], NOVEMBER)
    assert without_small(found).firearms == {}, "nine by kind are three reports"
    came(house, "drugs", 2, firearms={"rifle": 2, "handgun": 2, "shotgun": 2})
    told = without_small(statistics([house.unit("narcotics").pk], NOVEMBER))
    assert told.firearms == {"rifle": 10, "handgun": 10, "shotgun": 10}


def test_a_month_stays_as_it_was_when_its_tips_are_erased(house: House) -> None:
    tips = crowd(house.unit("narcotics"), 6)
    Tip.objects.update(arrived_hour=at(11, 5), category="drugs", language="acf", status="closed", outcome="nothing")
    units = [house.unit("narcotics").pk]
    before = statistics(units, NOVEMBER)
    erase_tip(tip_id=tips[0].pk, by="test")
    assert statistics(units, NOVEMBER) == before
    count_tallies()
    erase_tip(tip_id=tips[1].pk, by="test")
    assert statistics(units, NOVEMBER) == before
    assert before.came["language"] == {"acf": 6}


def test_a_second_tip_that_was_taken_back_counts_in_no_month_once_it_is_erased(house: House) -> None:
    units = [house.unit("narcotics").pk]
    taken_back, beside = crowd(house.unit("narcotics"), 2)
    Tip.objects.update(arrived_hour=at(11, 5), status="closed", outcome="duplicate", mailbox_key=b"")
    audit.enter("tip.split_undone", by="test", tip=taken_back.pk, unit=units[0])
    for tip in (taken_back, beside):
        erase_tip(tip_id=tip.pk, by="test")
    assert statistics(units, NOVEMBER).tips == 1


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12), max_size=6))
def test_the_total_less_what_is_told_is_the_number_of_no_single_row(counts: dict[str, int]) -> None:
    told = suppressed(counts)
    hidden = [name for name, number in told.items() if number is None]
    named = {name: number for name, number in told.items() if name not in hidden}
    assert named.items() <= counts.items()
    assert not any(0 < number < SMALLEST for number in told.values() if number)
    left = sum(counts.values()) - sum(number or 0 for number in told.values())
    if hidden and sum(counts.values()) >= SMALLEST:
        assert left >= max(SMALLEST, 2 * len(hidden))
        assert len(hidden) > 1


def test_who_is_kept_from_a_tip_reads_numbers_without_it(house: House) -> None:
    unit, jules = house.unit("narcotics").pk, house.officer("jules")
    tips = crowd(house.unit("narcotics"), 3)
    Tip.objects.filter(unit=unit).update(arrived_hour=at(11, 5), category="drugs")
    Recusal.objects.create(tip=tips[0], officer=jules)
    both = Period(date(2026, 10, 1), date(2026, 11, 1))
    assert statistics([unit], both).tips == 3
    found = statistics([unit], both, reader=jules.pk)
    assert found.tips == 2
    assert (found.came["category"], found.came["month"]) == ({"drugs": 2}, {"2026-11": 2})
    assert statistics([unit], both, reader=house.officer("felix").pk).tips == 3
