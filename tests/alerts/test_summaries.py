"""A burst of dangers: each is told within about a minute, one text for many, and what a summary's code confirms."""

import pytest
from django.test import Client
from pytest_django import Settings

from reports.alerts.confirm import Answer, confirm, step_of
from reports.alerts.ring import provider_says, text_of
from reports.models import Alert, AlertState, AlertStep, ConfirmedBy, StepState, Tip
from tests.alerts.conftest import DANGER, JULES, REID, calls, danger, on_duty, pass_time, texts, work
from tests.alerts.phones import confirm_by_text
from tests.conftest import House
from tests.twilio_double import TwilioDouble


@pytest.fixture
def burst(house: House, night: TwilioDouble, settings: Settings) -> list[Tip]:
    """Five dangers at once, on a phone that rings for two in an hour; nothing is sent yet."""
    settings.ALERT_CAP = settings.ALERT_LOW_CAP = 2
    on_duty(house, "reid", "major-crime")
    return [danger(f"{DANGER}, house {n}") for n in range(5)]


def code_of(body: str) -> str:
    return body.split("answer ")[1].split()[0]


def told(tip: Tip) -> list[str]:
    return list(AlertStep.objects.filter(alert=tip.pk).order_by("due_at").values_list("state", flat=True))


def test_each_danger_of_a_burst_is_told_within_about_a_minute(burst: list[Tip], night: TwilioDouble) -> None:
    work()
    assert [("something" in text.body) for text in texts(night, REID)] == [True, True, False]
    assert "5 urgent things wait" in texts(night, REID)[-1].body
    late = [danger(f"{DANGER}, boat {n}") for n in range(2)]
    work()
    assert len(texts(night, REID)) == 3, "one text about many in a minute"
    assert [told(tip) for tip in late] == [[StepState.DUE]] * 2
    pass_time(61)
    assert "7 urgent things wait" in texts(night, REID)[-1].body
    assert [told(tip)[0] for tip in burst + late] == [StepState.SENT] * 7


def test_a_summary_calls_too_but_seldom(burst: list[Tip], night: TwilioDouble) -> None:
    work()
    pass_time(61)
    assert len(calls(night, REID)) == 3, "one for each of two, and one for all others"
    danger(f"{DANGER}, boat")
    pass_time(61, times=3)
    assert len(calls(night, REID)) == 3
    pass_time(600)
    assert len(calls(night, REID)) > 3


def test_the_ladder_goes_on_past_a_phone_that_rang_often(house: House, burst: list[Tip], night: TwilioDouble) -> None:
    on_duty(house, "jules", "major-crime")
    work()
    assert texts(night, JULES) == []
    pass_time(61, times=4)
    assert "5 urgent things wait" in texts(night, JULES)[-1].body
    pass_time(200, times=8)
    assert set(Alert.objects.values_list("state", flat=True)) == {AlertState.EVERYBODY}


def test_the_code_of_a_summary_confirms_the_newest_that_it_told_and_the_others_ring_on(
    burst: list[Tip], night: TwilioDouble
) -> None:
    work()
    late = danger(f"{DANGER}, boat")
    work()
    told = texts(night, REID)[-1].body
    assert "To confirm the newest alone, answer" in told
    assert night.phone(REID).text(code_of(told))[-1].startswith("Confirmed: the newest alone. The others stay listed")
    running = Alert.objects.filter(state=AlertState.RUNNING)
    assert set(running.values_list("pk", flat=True)) == {late.pk, *(tip.pk for tip in burst[:4])}
    assert confirm_by_text(REID, code_of(told)) == Answer.IN_PART, "a text that comes twice confirms no other"
    assert running.count() == 5
    pass_time(61)
    assert "5 urgent things wait" in texts(night, REID)[-1].body


def test_a_call_about_many_says_what_is_confirmed(burst: list[Tip], night: TwilioDouble) -> None:
    work()
    pass_time(61)
    answered = [call.answer() for call in night.rung if call.caller == REID]
    (many,) = [call for call in answered if "Several urgent things wait" in call.words()]
    many.press("1")
    assert "Confirmed: the newest alone" in many.words()
    assert Alert.objects.get(state=AlertState.CONFIRMED).pk == burst[4].pk


def test_a_call_says_where_the_newest_is_another_unit_s(house: House, burst: list[Tip], night: TwilioDouble) -> None:
    work()
    pass_time(61)
    Tip.objects.filter(pk=burst[4].pk).update(unit=house.unit("trafficking"), informed=[])
    answered = [call.answer() for call in night.rung if call.caller == REID]
    (many,) = [call for call in answered if "Several urgent things wait" in call.words()]
    assert "To see to the newest that you can open, press 1." in many.words()
    many.press("1")
    assert "A newer one and the others ring on" in many.words()
    assert Alert.objects.get(state=AlertState.CONFIRMED).pk == burst[3].pk


def test_a_summary_of_one_is_confirmed_whole(burst: list[Tip], night: TwilioDouble, house: House) -> None:
    for tip in burst[:4]:
        confirm(tip.pk, by=house.officer("jules"), how=ConfirmedBy.DESK)
    work()
    code = code_of(texts(night, REID)[-1].body)
    assert confirm_by_text(REID, code) == Answer.CONFIRMED
    assert confirm_by_text(REID, code) == Answer.ALREADY


def test_a_summary_of_nothing_is_not_sent(house: House, burst: list[Tip], night: TwilioDouble) -> None:
    work()
    late = danger(f"{DANGER}, boat")
    work()
    confirm(late.pk, by=house.officer("jules"), how=ConfirmedBy.DESK)
    sent = len(texts(night, REID))
    pass_time(61)
    assert "6 urgent" not in " ".join(text.body for text in texts(night, REID)[sent:])
    for tip in burst:
        confirm(tip.pk, by=house.officer("jules"), how=ConfirmedBy.DESK)
    sent = len(texts(night, REID)), len(calls(night, REID))
    pass_time(601)
    assert (len(texts(night, REID)), len(calls(night, REID))) == sent
    pass_time(3600)
    assert not AlertStep.objects.exists()


def test_a_summary_that_reached_nobody_is_followed_by_the_next_step(burst: list[Tip], night: TwilioDouble) -> None:
    work()
    summary = AlertStep.objects.get(alert=None)
    provider_says(summary.pk, "undelivered")
    assert [told(tip) for tip in burst[2:]] == [[StepState.FAILED]] * 3
    rung = len(calls(night, REID))
    work()
    assert len(calls(night, REID)) == rung + 1


def test_what_another_unit_alone_can_open_is_confirmed_at_the_desk_alone(
    house: House, burst: list[Tip], night: TwilioDouble
) -> None:
    elsewhere = [burst[at].pk for at in (0, 2, 3, 4)]
    Tip.objects.filter(pk__in=elsewhere).update(unit=house.unit("trafficking"), informed=[])
    work()
    reid = house.officer("reid")
    first, second, summary = [code_of(text.body) for text in texts(night, REID)]
    assert confirm_by_text(REID, first) == Answer.NOT_OPENED
    assert confirm_by_text(REID, second) == Answer.CONFIRMED
    assert night.phone(REID).text(summary)[-1].startswith("Nothing is confirmed. Something waits that another unit")
    running = Alert.objects.filter(due_at__isnull=False)
    assert set(running.values_list("pk", flat=True)) == set(elsewhere)
    Tip.objects.filter(pk=burst[3].pk).update(unit=house.unit("major-crime"))
    token = texts(night, REID)[2].body.split("/desk/alert/")[1]
    step, link = step_of(token), f"/desk/alert/{token}"
    assert step is not None
    assert "To confirm the newest that you can open, answer" in text_of(step, token)
    assert "I see to the newest that I can open: the others ring on" in Client().get(link).text
    assert night.phone(REID).text(summary)[-1].startswith("Confirmed: the newest that you can open, alone. A newer one")
    assert "Only the newest that you can open is confirmed. A newer one" in Client().get(link).text
    assert set(running.values_list("pk", flat=True)) == set(elsewhere) - {burst[3].pk}
    assert confirm(burst[4].pk, by=reid, how=ConfirmedBy.DESK) == Answer.CONFIRMED


def test_the_newest_is_said_to_be_confirmed_though_an_older_one_is_another_unit_s(
    house: House, burst: list[Tip], night: TwilioDouble
) -> None:
    Tip.objects.filter(pk__in=[tip.pk for tip in burst[:4]]).update(unit=house.unit("trafficking"), informed=[])
    work()
    summary = code_of(texts(night, REID)[2].body)
    assert night.phone(REID).text(summary)[-1].startswith("Confirmed: the newest alone.")
    assert not Alert.objects.filter(pk=burst[4].pk, due_at__isnull=False).exists()
