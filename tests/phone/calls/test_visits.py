"""A visit to a mailbox by telephone as a whole: asked twice, at the fallback, left at any point, twice at once."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from reports.dialogue.forget import end_line
from reports.dialogue.reply import ask_tipster
from reports.intake.door import accept
from reports.models import Hotline, Line, MailboxCopy, Record, Tip
from tests.arrivals import sms
from tests.calls import PHONE, enter, hear_out, let_the_primary_be_down, receipts_in, send, sentences, to_the_tone
from tests.conftest import House, triage_all
from tests.phone.calls.test_telling import run_all
from tests.twilio_double import Call, TwilioDouble

QUESTION = "Which days do they come to the beach?"
# A slip among the digits, the question twice, nearly taken back, an answer in two parts, the first deleted.
VISIT = [
    "1",
    "3",
    "{0}",
    "12",
    "*",
    "{1}{2}",
    "{3}{4}",
    "1",
    "1",
    "3",
    "2",
    "2",
    "speak",
    "3",
    "speak",
    "1",
    "speak",
    "2",
]


@pytest.fixture
def receipt(house: House, twilio: TwilioDouble) -> str:
    found = receipts_in(send(to_the_tone(twilio)))[0]
    triage_all()
    ask_tipster(tip=Tip.objects.get(), text=QUESTION, by=house.officer("reid"))
    twilio.webhooks.release()
    run_all()
    return found


def go(call: Call, act: str, receipt: str) -> None:
    if act == "speak":
        call.speak()
    else:
        call.press(act.format(*(receipt[at : at + 4] for at in range(0, 20, 4))))


def of_tip() -> tuple[int, int, bool]:
    """Return how many tips there are, how many answers joined one, and whether the officer's words were heard."""
    added = Record.objects.filter(kind="addition").count()
    return Tip.objects.count(), added, not MailboxCopy.objects.filter(fades_on=None, record__kind="question").exists()


def test_every_step_asked_twice_changes_nothing_twice(twilio: TwilioDouble, receipt: str) -> None:
    twilio.webhooks.weather.doubled = 1.0
    call = twilio.phone(PHONE).call()
    for act in VISIT:
        go(call, act, receipt)
        assert twilio.webhooks.again().status == 200
    assert (call.over, sentences(call)[-2:]) == (True, ["joined", "goodbye"])
    twilio.webhooks.release(shuffled=True, times=3)
    run_all()
    assert of_tip() == (1, 2, True)
    assert not Tip.objects.get().withdrawn


def test_every_step_can_be_done_at_the_fallback_alone(twilio: TwilioDouble, receipt: str) -> None:
    let_the_primary_be_down(twilio)
    call = twilio.phone(PHONE).call()
    for act in VISIT:
        go(call, act, receipt)
    assert (call.over, sentences(call)[-2:]) == (True, ["joined", "goodbye"])
    assert of_tip() == (1, 2, True)


@pytest.mark.parametrize("left_after", range(len(VISIT) + 1))
@pytest.mark.parametrize("silent", [False, True])
def test_who_hangs_up_or_falls_silent_at_any_point_loses_nothing_that_was_said(
    twilio: TwilioDouble, receipt: str, left_after: int, silent: bool
) -> None:
    call = twilio.phone(PHONE).call()
    done = VISIT[:left_after]
    for act in done:
        go(call, act, receipt)
    if silent:
        hear_out(call)
    call.hang_up()
    twilio.webhooks.release(backwards=True, times=2)
    run_all()
    said = "".join(done).rpartition("speak3")[2].count("speak")
    tips, answers, is_heard = of_tip()
    assert (tips, answers) == (1, said)
    was_opened = left_after >= VISIT.index("{3}{4}") + 1
    has_read = left_after >= VISIT.index("{3}{4}") + 2
    answered = left_after > VISIT.index("{3}{4}") + 4
    assert is_heard is (has_read or (silent and was_opened and not answered))
    assert not Tip.objects.get().withdrawn
    assert sentences(call)[-1] == "goodbye" or not silent
    assert not twilio.state.recordings


@pytest.mark.parametrize("caller", ["anonymous", "266696687", "Restricted", "", "+1", "client:somebody"])
def test_who_shows_no_number_is_served_as_everybody_and_no_two_are_taken_for_one(
    twilio: TwilioDouble, receipt: str, caller: str
) -> None:
    first, second = twilio.phone(caller).call(), twilio.phone(caller).call()
    for call in (first, second):
        call.press("1")
    second.press("2")
    first.press("3")
    second.press("9")
    enter(first, receipt)
    second.speak()
    first.press("2")
    second.press("2")
    first.speak()
    first.press("2")
    hear_out(second)
    assert receipts_in(second)[0] != receipt
    assert sentences(first)[-2:] == ["joined", "goodbye"]
    assert of_tip()[:2] == (2, 1)
    assert not Line.objects.exists()


def test_two_calls_may_visit_one_mailbox_at_once(twilio: TwilioDouble, receipt: str) -> None:
    calls = [twilio.phone(PHONE).call() for _ in range(2)]
    for key in ("1", "3", receipt, "2"):
        for call in calls:
            call.press(key)
    for call in calls:
        call.speak()
    for call in calls:
        call.press("2")
    assert of_tip()[:2] == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_one_key_that_reaches_two_hosts_at_once_stores_one_tip_with_one_receipt(twilio: TwilioDouble) -> None:
    call = to_the_tone(twilio)
    call.speak()
    twilio.webhooks.release()
    assert call.waits_in
    asked = {"CallSid": call.sid, "Digits": "2"}
    address = "https://tips.example" + call.waits_in.settings["action"]

    def press(_: int) -> str:
        try:
            return twilio.webhooks.post(address, asked).body
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as hosts:
        told = [*hosts.map(press, range(4))]
    assert all("stored" in answer for answer in told)
    assert len({"".join(re.findall(r"digit_(\d)", answer)) for answer in told}) == 1
    run_all()
    assert of_tip()[:2] == (1, 0)


def test_a_mailbox_is_open_while_the_line_is_closed_and_after_the_phone_was_forgotten(
    house: House, twilio: TwilioDouble
) -> None:
    receipt = accept(sms()).receipt
    triage_all()
    assert receipt
    assert end_line(sender=PHONE)
    Hotline.objects.update_or_create(defaults={"is_closed": True})
    call = twilio.phone(PHONE).call()
    call.press("1")
    assert "closed_leave" in sentences(call)
    call.press("3")
    call.press(receipt)
    assert sentences(call)[-3:] == ["new", "mailbox", "mailbox_withdraw"]
    call.press("2")
    call.speak(then="hangup")
    run_all()
    assert of_tip()[:2] == (1, 1)
    assert not Line.objects.exists()
    assert Tip.objects.get().unreachable


def test_a_line_that_closes_during_a_call_calls_no_officer_and_takes_the_tip(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    call.press("1")
    Hotline.objects.update_or_create(defaults={"is_closed": True})
    call.press("4")
    assert sentences(call)[-3:] == ["no_officer", "category", "menu_language"]
    call.press("9")
    send(call)
    assert of_tip()[:2] == (1, 0)
