"""The door knows the line's own test, and nobody else's words or number pass for it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports.clock import today
from reports.intake.door import accept
from reports.line_mark import mark
from reports.models import Alert, Channel, Line, LineTest, Tip
from tests.arrivals import PHONE, sms, web
from tests.conftest import House, triage_all
from tests.line_tests import todays_test


def awaited(channel: Channel) -> None:
    LineTest.objects.create(day=today(), channel=channel, sent_at=timezone.now())


def test_the_test_is_on_no_list_and_alerts_nobody_whatever_is_in_it(house: House) -> None:
    test = todays_test()
    assert test.state == "well"
    assert test.tip
    assert test.tip.unit == house.unit("reception")
    assert not Alert.objects.exists()
    assert not Tip.objects.exists()
    assert not house.unit("reception").tips.exists()
    assert not house.ring("reid").tips.exists()


def test_a_mark_of_yesterday_and_one_that_is_not_awaited_are_tips(house: House) -> None:
    accept(web(f"Men with guns. {mark(today())}"))
    awaited(Channel.WEB)
    accept(web(f"Men with guns. {mark(today() - timedelta(days=1))}"))
    assert Tip.objects.count() == 2


@pytest.mark.parametrize("is_awaited", [True, False])
def test_a_text_of_our_phone_is_a_test_only_while_one_is_awaited(
    house: House, settings: Settings, is_awaited: bool
) -> None:
    settings.SELF_TEST_NUMBER = PHONE
    if is_awaited:
        awaited(Channel.SMS)
    accept(sms("Number of the test: 2345."))
    triage_all()
    assert Tip.objects.exists() is not is_awaited
    assert Line.objects.exists() is not is_awaited, "no phone is remembered for a test"
