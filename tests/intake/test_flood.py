"""What is counted of a flood: two numbers for two minutes, and never so that anybody waits for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.intake.flood import CALM, LONGEST, Pace


@pytest.fixture(autouse=True)
def three_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.RIPENING", 3)


def stand_at(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr("reports.intake.flood.time.monotonic", lambda: seconds)


def counted(times: int) -> Pace:
    pace = Pace()
    for _ in range(times):
        pace.count()
    return pace


def test_while_people_write_a_form_ripens_in_three_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_at(monkeypatch, 6000.0)
    assert counted(0).ripening == 3
    assert counted(CALM).ripening == 3


def test_the_more_comes_the_longer_it_ripens_but_never_above_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_at(monkeypatch, 6000.0)
    ages = [counted(CALM * times).ripening for times in (1, 2, 5, 20, 1000)]
    assert ages == [3, 6, 15, LONGEST, LONGEST]


def test_two_minutes_after_a_flood_all_is_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_at(monkeypatch, 6000.0)
    pace = counted(CALM * 10)
    stand_at(monkeypatch, 6090.0)
    assert 3 < pace.ripening < 30, "half of the minute before still counts"
    stand_at(monkeypatch, 6125.0)
    assert pace.ripening == 3


@given(st.integers(0, 3000), st.integers(0, 120))
def test_no_number_of_sendings_and_no_setting_makes_anybody_wait_longer_than_the_limit(times: int, least: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.RIPENING", least)
        assert least <= counted(times).ripening <= max(LONGEST, least)
