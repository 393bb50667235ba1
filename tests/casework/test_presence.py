"""Who has a tip open."""

import pytest

from reports.casework import presence
from reports.casework.presence import look_at, look_away, others_looking
from reports.lifecycle.tidy import forget_presence
from reports.models import Officer, Presence
from reports.queries.queue import queue_page
from tests.arrivals import triaged_tip
from tests.conftest import House


def test_colleagues_are_told_and_oneself_is_not(house: House) -> None:
    tip, _ = triaged_tip()
    look_at(tip, house.officer("reid"))
    assert others_looking(tip, house.officer("reid")) == []
    assert others_looking(tip, house.officer("jules")) == ["Marcia Reid"]
    look_away(tip, house.officer("reid"))
    assert others_looking(tip, house.officer("jules")) == []


def test_who_was_suspended_meanwhile_has_no_desk(house: House) -> None:
    tip, _ = triaged_tip()
    look_at(tip, house.officer("reid"))
    Officer.objects.filter(username="reid").update(is_active=False)
    assert others_looking(tip, house.officer("jules")) == []
    assert [row.looking for row in queue_page(house.ring("jules")).rows] == [()]


def test_who_says_nothing_more_is_forgotten(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    tip, _ = triaged_tip()
    monkeypatch.setattr(presence, "LASTS", -1.0)
    look_at(tip, house.officer("reid"))
    assert others_looking(tip, house.officer("jules")) == []
    forget_presence()
    assert not Presence.objects.exists()
