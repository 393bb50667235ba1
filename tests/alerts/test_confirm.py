"""Confirming: by key, text, link and at the desk, once for all; reading confirms nothing."""

from reports.alerts.confirm import Answer, confirm, confirm_step, step_of
from reports.models import Alert, AlertState, AlertStep, ConfirmedBy
from reports.queries.reading import find_tip, read_tip
from tests.alerts.conftest import JULES, REID, danger, on_duty, pass_time, texts, work
from tests.alerts.phones import confirm_by_text
from tests.conftest import House
from tests.twilio_double import TwilioDouble


def test_reading_silences_nothing(house: House, night: TwilioDouble) -> None:
    on_duty(house, "jules", "major-crime")
    tip = danger()
    ring = house.ring("reid")
    read_tip(ring, find_tip(ring, tip.pk), by=ring.officer)
    work()
    assert len(texts(night, JULES)) == 1
    assert Alert.objects.get().is_running


def test_the_first_who_confirms_ends_it_for_all(house: House, night: TwilioDouble) -> None:
    on_duty(house, "reid", "major-crime")
    tip = danger()
    work()
    link = texts(night, REID)[0].body.split("/desk/alert/")[1]
    step = step_of(link)
    assert step
    assert step_of(link + "x") is None
    assert confirm(tip.pk, by=house.officer("jules"), how=ConfirmedBy.DESK) == Answer.CONFIRMED
    assert step_of(link) is None
    assert confirm_step(step.pk, how=ConfirmedBy.LINK) == Answer.ALREADY
    assert confirm(tip.pk, by=house.officer("reid"), how=ConfirmedBy.DESK) == Answer.ALREADY
    assert Alert.objects.get().confirmed_by == house.officer("jules")


def test_a_code_is_good_from_its_own_phone_only(house: House, night: TwilioDouble) -> None:
    on_duty(house, "reid", "major-crime")
    danger()
    work()
    code = AlertStep.objects.get().code
    assert confirm_by_text(JULES, code) == Answer.ANOTHER_RINGS
    assert confirm_by_text(REID, "no") == Answer.UNKNOWN
    assert confirm_by_text(REID, code) == Answer.CONFIRMED
    assert confirm_by_text(REID, code) == Answer.ALREADY, "as after a key in the call"
    danger("Shots at the jetty now, a man is down")
    work()
    told = night.phone(REID).text(code)[-1]
    assert "If you confirmed by it before, that holds. Something else rings" in told
    assert confirm_by_text(REID, f"{code} again") == Answer.UNKNOWN


def test_nobody_else_may_confirm(house: House, night: TwilioDouble) -> None:
    tip = danger()
    assert confirm(tip.pk, by=house.officer("charles"), how=ConfirmedBy.DESK) == Answer.NOT_THEIRS
    pass_time(0)
    assert Alert.objects.get().state == AlertState.EVERYBODY
