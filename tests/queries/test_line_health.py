"""When the line's test is no reason to worry, and when it is."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports.models import LineTest, Pulse, TestState
from reports.queries.line_health import line_health
from reports.queries.pulses import DISK, MEMBERS, PAGE, note
from tests.conftest import House
from tests.line_tests import todays_test


@pytest.fixture
def test(house: House, settings: Settings) -> LineTest:
    settings.SELF_TEST_HOUR, settings.SELF_TEST_READ_BY = 0, 0
    for name in ("beat", "retention"):
        Pulse.objects.create(name=name, at=timezone.now())
    return todays_test()


def test_a_test_that_came_is_well_and_waits_to_be_read(test: LineTest) -> None:
    assert (line_health().problems, line_health().upkeep) == ((), ())
    assert line_health().can_be_read


def test_one_that_nobody_has_read_is_a_worry_after_its_hour(test: LineTest) -> None:
    LineTest.objects.update(sent_at=timezone.now() - timedelta(days=1))
    assert line_health().problems == ("nobody has read the daily test",)
    LineTest.objects.update(read_at=timezone.now())
    assert line_health().problems == ()


def test_a_channel_that_failed_and_a_clock_that_stands_still_are_worries(test: LineTest) -> None:
    LineTest.objects.update(state=TestState.FAILED)
    Pulse.objects.filter(name="beat").update(at=timezone.now() - timedelta(minutes=11))
    assert line_health().problems == ("the daily test failed by web", "the clock or the worker stands still")


def test_a_day_without_a_test_is_a_worry(test: LineTest) -> None:
    LineTest.objects.update(day=timezone.localdate() - timedelta(days=2), read_at=timezone.now())
    late = timezone.localtime().hour >= 1
    assert line_health().problems == (("today's test was not sent",) if late else ())


def test_what_carries_tips_and_what_stands_behind_are_told_apart(test: LineTest) -> None:
    note(PAGE, False)
    note(DISK, False)
    note(MEMBERS, False)  # it may last for days: the watcher goes on hearing of us
    assert line_health().problems == ("the form on the public page cannot be fetched from outside",)
    assert line_health().upkeep == ("a disk is nearly full",)
    assert line_health().of_tests == ()


def test_a_house_that_does_not_test_itself_is_looked_at_all_the_same(test: LineTest, settings: Settings) -> None:
    LineTest.objects.update(state=TestState.FAILED)
    note(PAGE, False)
    settings.SELF_TEST_HOUR = -1
    assert line_health().problems == (), "the demo"
    settings.STANDALONE = False
    assert line_health().problems == ("the form on the public page cannot be fetched from outside",)
