"""The doctor and the numbers of the hotline: whom callers are put through to, and what a number makes a text cost."""

from pytest_django import Settings

from reports.dialogue.duty import begin_duty
from reports.management.telephone import dialling, texting
from tests.conftest import House


def test_what_cannot_be_called_or_would_show_the_caller_is_named(house: House, settings: Settings) -> None:
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_NUMBER, settings.DANGER_NUMBER = "AC1", "+17585550555", ""
    assert list(dialling()) == []
    settings.DANGER_NUMBER = "911"
    [told] = dialling()
    assert "danger number is not one" in told
    settings.DANGER_NUMBER = "+17584561990"
    assert list(dialling()) == []
    begin_duty(number="+17584840009", hours=1, by=house.officer("reid"))
    settings.TWILIO_NUMBER = ""
    assert ["never called" in told for told in dialling()] == [True, True]


def test_a_number_that_makes_our_texts_longer_is_told(settings: Settings) -> None:
    settings.EMERGENCY_NUMBER = "911"
    for fitting in ("555", "7584566000", "+17584566000"):
        settings.HOTLINE_NUMBER = fitting
        assert list(texting()) == []
    settings.HOTLINE_NUMBER = "+1 (758) 456-6000"
    [told] = texting()
    assert "a segment more each: receipt (en), " in told
