"""How long a tip waited is counted once a step, in spans, and of none whose day of arrival alone is known."""

from datetime import timedelta

import pytest

from reports.casework.claim import claim_tip
from reports.casework.status import close_tip
from reports.clock import day_of, this_hour
from reports.dialogue.reply import ask_tipster
from reports.models import Tally, Tip
from reports.tallying import Step, tally_speed
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def spans() -> list[str]:
    return sorted(word for word in Tally.objects.values_list("word", flat=True) if "|" in word)


def test_each_step_is_counted_once_with_its_kind_and_channel(house: House) -> None:
    tip, reid = arrive("They selling cocaine by the school in Vieux Fort"), house.officer("reid")
    Tip.objects.update(arrived_hour=this_hour() - timedelta(hours=26 if this_hour().hour != 6 else 27))
    tip = claim_tip(tip=tip, by=reid, version=tip.version)
    for question in ("Which day?", "Which boat?"):
        ask_tipster(tip=tip, text=question, by=reid)
    tip.refresh_from_db()
    close_tip(tip=tip, reason="nothing", by=reid, version=tip.version)
    assert spans() == ["answered|3d|drugs|web", "closed|3d|drugs|web", "taken|3d|drugs|web"]
    assert not hasattr(Tally, "tip"), "of no named tip"


@pytest.mark.parametrize(("hours", "span"), [(1, "2h"), (2, "1d"), (25, "3d"), (73, "7d"), (169, "30d"), (721, "more")])
def test_spans_follow_each_other(house: House, hours: int, span: str) -> None:
    tip = arrive()
    tip.arrived_hour = this_hour() - timedelta(hours=hours)
    if tip.arrived_hour == day_of(tip.arrived_hour):
        tip.arrived_hour -= timedelta(minutes=1)  # at midnight the day alone would be known
    tally_speed(tip, Step.TAKEN)
    assert [word.split("|")[1] for word in spans()] == [span]


def test_of_a_tip_whose_day_alone_is_known_no_time_is_counted(house: House) -> None:
    tip = arrive()
    tip.arrived_hour = day_of(tip.arrived_hour)
    tally_speed(tip, Step.CLOSED)
    assert spans() == []
