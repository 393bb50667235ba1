"""A call to the hotline, walked through as callers do and as they should not."""

import re
from unittest.mock import patch

import pytest

from reports.intake.door import NotStored, accept
from reports.intake.receipt import parse
from reports.models import Channel, Errand, ErrandKind, Hotline, Line, Tip
from reports.phone.wording import languages, sentence, words
from tests.twilio_double import Call, TwilioDouble

PHONE = "+17584840001"
NUMBERS = {name: str(at) for at, name in enumerate(words()["calls"]["en"]["digits"])}


def receipts_in(call: Call) -> list[str]:
    digits = "".join(NUMBERS.get(heard.words, " ") for heard in call.heard).split()
    return [parse(spoken) for spoken in digits]


def test_a_call_ends_with_its_receipt_said_twice(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    call.press("1")
    call.press("2")
    call.speak(seconds=1)
    assert call.over
    first, second = receipts_in(call)
    assert first == second
    tip = Tip.objects.get()
    assert (tip.channel, tip.category, tip.language) == (Channel.CALL, "firearms", "en")
    assert Errand.objects.get().kind == ErrandKind.RECORDING


def test_the_emergency_number_comes_first(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    assert call.heard[0].words == sentence("en", "greeting")
    assert "9 1 1" in call.heard[0].words


def test_a_closed_line_says_so_names_another_number_and_still_takes_the_tip(twilio: TwilioDouble) -> None:
    Hotline.objects.update_or_create(defaults={"is_closed": True, "other_number": "+17584523854"})
    call = twilio.phone(PHONE).call()
    call.press("3")
    assert sentence("fr", "closed", other="+17584523854") in call.words()
    call.press("2")
    call.speak(seconds=1)
    assert Tip.objects.get().language == "fr"


def test_silence_always_moves_on_and_the_tip_is_still_taken(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    call.stay_silent()
    call.stay_silent()
    assert call.waits_for == "voice"
    call.speak()
    assert len(receipts_in(call)) == 2


def test_a_caller_who_says_nothing_at_all_is_told_that_nothing_was_kept(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    for _ in range(3):
        call.stay_silent()
    assert call.over
    assert sentence("en", "nothing") in call.words()
    twilio.webhooks.release()
    assert not Tip.objects.exists()


def test_wrong_keys_move_on_too(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    call.press("9")
    call.press("*")
    assert call.waits_for == "voice"


@pytest.mark.parametrize(("key", "language"), list(words()["languages"].items()))
def test_the_whole_call_is_in_the_chosen_language(twilio: TwilioDouble, key: str, language: str) -> None:
    call = twilio.phone(PHONE).call()
    call.press(key)
    call.heard.clear()
    call.press("9")
    call.speak()
    assert {heard.language for heard in call.heard} == {words()["calls"][language]["voice"]}
    assert call.heard[0].words == sentence(language, "record")
    assert call.heard[-1].words == sentence(language, "goodbye")
    assert Tip.objects.get().language == language


def test_hanging_up_in_the_middle_keeps_what_was_said(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    call.press("1")
    call.press("1")
    call.speak(then="hangup")
    twilio.webhooks.release(times=2)
    assert Tip.objects.count() == 1
    assert Errand.objects.count() == 1


def test_the_recording_callback_alone_makes_the_tip_when_the_last_step_never_came(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    call.press("1")
    call.press("4")
    with patch("reports.phone.voice.accept", side_effect=NotStored):
        call.speak(then="hangup")
    twilio.webhooks.release()
    assert Tip.objects.get().category == "theft"


def test_the_callback_before_the_last_step_changes_neither_tip_nor_receipt(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    call.press("1")
    call.press("1")
    hold = twilio.webhooks.hold

    def at_once(url: str, fields: dict[str, str]) -> None:
        hold(url, fields)
        twilio.webhooks.release()

    with patch.object(type(twilio.webhooks), "hold", lambda self, url, fields: at_once(url, fields), create=True):
        call.speak()
    assert len(set(receipts_in(call))) == 1
    assert Tip.objects.count() == 1


def test_every_step_may_be_asked_for_twice(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    for step in (lambda: call.press("3"), lambda: call.press("1"), call.speak):
        step()
        again = [twilio.webhooks.again() for _ in range(2)]
        assert again[0] == again[1]
        assert again[0].status == 200
    twilio.webhooks.release(times=3)
    assert Tip.objects.count() == 1


@pytest.mark.parametrize(
    "caller", ["anonymous", "266696687", "+266696687", "7378742833", "", "+1", "Restricted", PHONE]
)
def test_a_caller_never_gets_a_line_whatever_the_number_says(twilio: TwilioDouble, caller: str) -> None:
    for _ in range(2):
        call = twilio.phone(caller).call()
        call.stay_silent()
        call.stay_silent()
        call.speak()
        assert len(receipts_in(call)) == 2
    assert Tip.objects.count() == 2
    assert not Line.objects.exists()


def test_no_step_carries_the_number_the_call_or_the_recording_in_its_address(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    call.press("2")
    call.press("5")
    call.speak()
    twilio.webhooks.release()
    for request in twilio.webhooks.sent:
        assert not re.search(r"\d{4}|CA[0-9a-f]|RE[0-9a-f]", request.url)


def test_a_recording_that_cannot_be_stored_is_tried_at_the_fallback(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    call.press("3")
    call.press("1")
    tries = iter([NotStored()])

    def sometimes(submission: object) -> object:
        fault = next(tries, None)
        if fault:
            raise fault
        return accept(submission)  # type: ignore[arg-type]

    with patch("reports.phone.voice.accept", sometimes):
        call.speak()
    assert call.heard[-1].words == sentence("fr", "goodbye")
    tip = Tip.objects.get()
    assert (tip.language, tip.category) == ("fr", "drugs")


def test_a_caller_whose_words_are_stored_nowhere_is_told_so(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    call.press("1")
    call.press("1")
    with patch("reports.phone.voice.accept", side_effect=NotStored):
        call.speak()
    assert sentence("en", "not_stored") in call.words()


def test_a_failed_step_without_a_recording_begins_the_call_again(twilio: TwilioDouble) -> None:
    with patch("reports.phone.voice.nothing_to_say"):
        reply = twilio.webhooks.post(
            "https://tips.example/phone/voice/fallback", {"CallSid": "CA1", "ErrorCode": "11200"}
        )
    assert "<Redirect>/phone/voice</Redirect>" in reply.body


def test_the_recording_is_long_enough_never_transcribed_and_ends_with_one_key_only(twilio: TwilioDouble) -> None:
    reply = twilio.webhooks.post("https://tips.example/phone/voice/record?language=en", {"CallSid": "CA1"})
    for setting in ('maxLength="600"', 'finishOnKey="#"', 'transcribe="false"', 'trim="do-not-trim"'):
        assert setting in reply.body


STEPS = ["voice", "voice/category", "voice/record", "voice/recorded", "voice/kept", "voice/fallback"]


@pytest.mark.parametrize("step", [*STEPS, "sms", "status/answered", "status/7c3a5f5e-7a51-4a3c-9f63-1f0a4b1f2d11"])
def test_no_step_answers_an_unsigned_request(twilio: TwilioDouble, step: str) -> None:
    twilio.webhooks.token = "wrong"
    reply = twilio.webhooks.post(
        f"https://tips.example/phone/{step}", {"CallSid": "CA1", "RecordingSid": "RE" + "0" * 32}
    )
    assert reply.status == 403
    assert not Tip.objects.exists()


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("query", ["", "?language=xx&category=drop", "?language=fr&language=es", "?" + "a=%00" * 3])
def test_no_step_breaks_on_missing_or_strange_fields(twilio: TwilioDouble, step: str, query: str) -> None:
    for fields in (
        {"ApiVersion": "1"},
        {"Digits": "\0", "RecordingSid": "x", "CallSid": "", "RecordingStatus": "completed"},
    ):
        assert twilio.webhooks.post(f"https://tips.example/phone/{step}{query}", fields).status in (200, 400)
    assert not Tip.objects.exists()


def test_every_language_of_the_texts_can_be_spoken() -> None:
    assert set(languages()) == set(words()["calls"])
