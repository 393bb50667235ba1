"""The doctor and the numbers that callers are put through to."""

from pytest_django import Settings

from reports.dialogue.duty import begin_duty
from reports.management.commands.doctor import _dialling
from tests.conftest import House


def test_what_cannot_be_called_or_would_show_the_caller_is_named(house: House, settings: Settings) -> None:
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_NUMBER, settings.DANGER_NUMBER = "AC1", "+17585550555", ""
    assert list(_dialling()) == []
    settings.DANGER_NUMBER = "911"
    [told] = _dialling()
    assert "danger number is not one" in told
    settings.DANGER_NUMBER = "+17584561990"
    assert list(_dialling()) == []
    begin_duty(number="+17584840009", hours=1, by=house.officer("reid"))
    settings.TWILIO_NUMBER = ""
    assert ["never called" in told for told in _dialling()] == [True, True]
