"""Units, months and channels side by side: what each brought, and no number by which a small one could be reckoned."""

from datetime import date

from django.utils import timezone

from reports.casework.outcomes import Figures, record_outcome
from reports.clock import month_of
from reports.lifecycle.erasure import erase_tip
from reports.lifecycle.numbers import count_tallies
from reports.models import Channel, Outcome, Tip
from reports.queries.statistics import Period, Statistics, statistics, without_small
from reports.tallying import Step, tally
from tests.conftest import House
from tests.queries.crowd import crowd
from tests.queries.test_statistics import NOVEMBER, at

AUTUMN = Period(date(2026, 9, 1), date(2026, 11, 1))


def brought(house: House, unit: str, month: int, count: int, *, channel: str = Channel.WEB, **figures: int) -> None:
    """Let as many tips have come to a unit in a month, and something have come of each."""
    for tip in crowd(house.unit(unit), count):
        Tip.objects.filter(pk=tip.pk).update(arrived_hour=at(month, 5), channel=channel, category="drugs")
        now = Tip.objects.get(pk=tip.pk)
        outcome = record_outcome(Figures(counts=figures), tip=now, by=house.officer("reid"), version=now.version)
        Outcome.objects.filter(pk=outcome.pk).update(at=at(month, 6))


def of(house: House, *units: str, period: Period = AUTUMN) -> Statistics:
    return statistics([house.unit(unit).pk for unit in units], period)


def test_what_came_of_tips_is_told_by_channel_month_and_unit(house: House) -> None:
    brought(house, "narcotics", 10, 6, arrests=1)
    brought(house, "narcotics", 11, 7, channel=Channel.SMS, arrests=2)
    brought(house, "general", 11, 5, arrests=1)
    told = without_small(of(house, "narcotics", "general"))
    assert told.came["month"] == {"2026-11": 12, "2026-10": 6}
    assert told.came["unit"] == {"narcotics": 13, "general": 5}
    assert told.brought["channel"]["arrests"] == {"sms": 14, "web": 11}
    assert told.brought["month"]["arrests"] == {"2026-11": 19, "2026-10": 6}
    assert told.brought["unit"]["arrests"] == {"narcotics": 20, "general": 5}


def test_a_small_month_or_unit_is_hidden_with_one_that_it_could_be_reckoned_from(house: House) -> None:
    brought(house, "narcotics", 9, 9, arrests=1, cash=10)
    brought(house, "narcotics", 10, 6, arrests=1, cash=10)
    brought(house, "general", 11, 2, arrests=3, cash=10)
    told = without_small(of(house, "narcotics", "general"))
    assert told.came["month"] == {"2026-09": 9, "2026-10": None, "2026-11": None}
    assert told.came["unit"] == {"general": None, "narcotics": None}
    by_month = {"2026-09": 9, "2026-10": None, "2026-11": None}
    assert told.brought["month"]["arrests"] == by_month, "six arrests of two tips may be one man's"
    assert told.brought["unit"]["arrests"] == {"general": None, "narcotics": None}
    assert (told.counts["cash"], told.brought["month"]["cash"]) == (170, {}), "two brought 20 of it"


def test_nothing_stands_beside_one_month_and_one_unit(house: House) -> None:
    brought(house, "narcotics", 11, 6, arrests=1)
    found = of(house, "narcotics", period=NOVEMBER)
    assert (found.came["month"], found.came["unit"]) == ({}, {})
    assert (found.brought["month"], found.brought["unit"]) == ({}, {})


def test_erased_tips_stay_in_their_month_and_unit_before_and_after_the_night(house: House) -> None:
    brought(house, "narcotics", 10, 6, arrests=1)
    brought(house, "general", 11, 6, arrests=1)
    before = of(house, "narcotics", "general")
    Tip.objects.update(status="closed", outcome="arrest")
    erase_tip(tip_id=Tip.objects.of_units([house.unit("general").pk])[0].pk, by="test")
    assert of(house, "narcotics", "general").came["month"] == before.came["month"]
    count_tallies()
    after = of(house, "narcotics", "general")
    assert (after.came["month"], after.came["unit"]) == (before.came["month"], before.came["unit"])


def test_how_fast_half_were_through_is_told_by_unit_before_and_after_the_night(house: House) -> None:
    narcotics, general = crowd(house.unit("narcotics"), 1)[0], crowd(house.unit("general"), 1)[0]
    for tip, span, count in ((narcotics, "2h", 6), (general, "7d", 4)):
        for _ in range(count):
            tally(tip, f"{Step.TAKEN}|{span}|drugs|web")
    month = month_of(timezone.now())
    for _ in ("waits", "counted"):
        halves = of(house, "narcotics", "general", period=Period(month, month)).speed.halves
        assert halves["unit"] == {"narcotics": {"taken": "2h"}}
        count_tallies()
