"""Setting what a tip is about, and the day to ask again."""

from datetime import timedelta

import pytest

from reports.casework.setting import BadDay, NotWaiting, ask_again_on, check_day, set_category
from reports.clock import today
from reports.keyring import NotYours
from reports.models import Status, Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def test_only_a_tip_with_an_open_question_is_asked_again_and_on_a_day_to_come(house: House) -> None:
    reid, day = house.officer("reid"), today() + timedelta(days=3)
    tip = arrive()
    with pytest.raises(NotWaiting):
        ask_again_on(tip=tip, day=day, by=reid, version=tip.version)
    with pytest.raises(BadDay):
        check_day(today())
    Tip.objects.update(status=Status.WAITING, waits_for_us=True)
    changed = ask_again_on(tip=tip, day=day, by=reid, version=tip.version)
    assert changed.due_at
    assert changed.waits_for_us


def test_another_unit_s_officer_sets_nothing(house: House) -> None:
    tip = arrive()
    with pytest.raises(NotYours):
        set_category(tip=tip, category="smuggling", by=house.officer("felix"), version=tip.version)
    assert (
        set_category(tip=tip, category="smuggling", by=house.officer("reid"), version=tip.version).category
        == "smuggling"
    )
