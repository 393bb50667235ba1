"""The steps together: asked twice, asked at the fallback, left at any point, and asked with anything at all."""

import random

import pytest

from reports.models import Errand, ErrandKind, Record, SeenRequest, Tip
from reports.phone.calls.state import State
from reports.phone.calls.steps import STEPS
from reports.queries.history import nobody_has_receipt
from tests.calls import PHONE, hear_out, let_the_primary_be_down, send, sentences, to_the_tone
from tests.phone.calls.test_telling import run_all
from tests.phone.conftest import PUBLIC
from tests.twilio_double import Call, TwilioDouble, new_sid

# A whole call: more is said, all is deleted and said anew in two parts, the receipt is asked for again.
WALK = ["2", "2", "1", "speak", "1", "speak", "3", "speak", "1", "speak", "2", "#", "*", "#"]
_SENDS = 10  # the place of the key that sends it and has the receipt read out


def go(call: Call, act: str) -> None:
    if act == "speak":
        call.speak()
    else:
        call.press(act)


def spoken_of(twilio: TwilioDouble) -> tuple[int, int, set[str]]:
    return Tip.objects.count(), Record.objects.filter(kind="recording").count(), set(twilio.state.recordings)


def test_every_step_asked_twice_changes_nothing_twice(twilio: TwilioDouble) -> None:
    twilio.webhooks.weather.doubled = 1.0
    call = twilio.phone(PHONE).call()
    for act in WALK:
        go(call, act)
        assert twilio.webhooks.again().status == 200
    hear_out(call)
    twilio.webhooks.release(shuffled=True, times=3)
    run_all()
    assert spoken_of(twilio) == (1, 2, set())
    assert sentences(call)[-2:] == ["again", "goodbye"]


def test_every_step_can_be_done_at_the_fallback_alone(twilio: TwilioDouble) -> None:
    let_the_primary_be_down(twilio)
    call = twilio.phone(PHONE).call()
    for act in WALK:
        go(call, act)
    hear_out(call)
    assert sentences(call)[-1] == "goodbye"
    assert sentences(call, "acf").count("stored") >= 1
    assert Tip.objects.get().category == "drugs"


@pytest.mark.parametrize(
    ("left_after", "callbacks"),
    [(at, "late") for at in range(len(WALK) + 1)] + [(at, how) for at in (4, 6, 8, 10) for how in ("in time", "never")],
)
def test_a_hang_up_at_any_point_keeps_what_was_said_and_not_deleted(
    twilio: TwilioDouble, left_after: int, callbacks: str
) -> None:
    call = twilio.phone(PHONE).call()
    for act in WALK[:left_after]:
        go(call, act)
        if callbacks == "in time":
            twilio.webhooks.release(times=2)
    call.hang_up()
    if callbacks != "never":
        twilio.webhooks.release(backwards=True, times=2)
    run_all()
    done = WALK[:left_after]
    kept = "".join(done).rpartition("3")[2].count("speak")  # what was deleted is all that was said till then
    expected = (min(kept, 1), kept, set())
    assert spoken_of(twilio) == expected
    tips = [(tip.unreachable, nobody_has_receipt(tip)) for tip in Tip.objects.all()]
    assert tips == [(True, left_after <= _SENDS)] * expected[0], (
        "the first reading is heard to its end by none of these"
    )
    assert not Errand.objects.exclude(kind=ErrandKind.CALL).exists()


def test_a_failed_step_that_is_none_of_ours_begins_the_call_again(twilio: TwilioDouble) -> None:
    foreign = State(call=new_sid("CA"), receipt="1" * 20).to("receipt")
    for address in ("", "http://[", "https://tips.example/phone/sms?x=1", PUBLIC + foreign):
        fields = {"CallSid": new_sid("CA"), "ErrorCode": "11200", "ErrorUrl": address}
        reply = twilio.webhooks.post(f"{PUBLIC}/phone/voice/fallback", fields)
        assert "<Redirect>/phone/voice</Redirect>" in reply.body


def test_random_walks_through_a_call_never_break_and_store_no_more_than_was_said(twilio: TwilioDouble) -> None:
    """Any step after any other, with tokens of this call, of another one and of nobody, and any keys."""
    dice = random.Random(8)
    callbacks = [f"voice/{name}" for name in ("kept", "over", "screen", "screened", "fallback")]
    addresses = ["voice" if name == "voice" else f"voice/{name}" for name in STEPS] + callbacks
    calls, spoken = [new_sid("CA") for _ in range(3)], [new_sid("RE") for _ in range(3)]
    for _ in range(1500):
        state = State(
            call=dice.choice(calls),
            receipt=dice.choice(["", "1234" * 5]),
            recording=dice.choice(["", *spoken]),
            earlier=dice.choice(["", spoken[0], " ".join(spoken[1:])]),
            typed=dice.choice(["", "1234", "1234" * 4, "1234" * 5]),
            mailbox=dice.choice(["", "xx"]),
            at=dice.randrange(13),
            tries=dice.randrange(10),
        )
        address = dice.choice(addresses)
        query = dice.choice([state.to("menu").partition("?")[2], "s=x", "language=xx", ""])
        fields = {
            "CallSid": dice.choice([*calls, state.call, state.call]),
            "Digits": dice.choice(["", "1", "2", "3", "4", "*", "#", "hangup", "1234", "*12", "é\0", "9" * 99]),
            "RecordingSid": dice.choice(["", *spoken]),
            "RecordingStatus": dice.choice(["completed", "absent"]),
            "RecordingDuration": dice.choice(["0", "7", "x"]),
            "DialCallStatus": dice.choice(["completed", "busy", ""]),
            "ErrorUrl": f"{PUBLIC}/phone/{dice.choice(addresses)}?{query}",
        }
        assert twilio.webhooks.post(f"{PUBLIC}/phone/{address}" + (f"?{query}" if query else ""), fields).status in (
            200,
            400,
        )
    assert Record.objects.count() <= len(calls) * len(spoken)
    assert SeenRequest.objects.count() <= len(calls) * len(spoken)


@pytest.mark.parametrize("noise", [True, False])
def test_silence_after_the_tone_has_one_more_chance(twilio: TwilioDouble, noise: bool) -> None:
    call = to_the_tone(twilio, about="2")
    if noise:
        call.speak(seconds=0)
    else:
        call.stay_silent()
    assert sentences(call)[-1] == "heard_nothing"
    assert call.waits_for == "voice"
    send(call)
    assert Tip.objects.get().category == "firearms"


def test_who_hangs_up_while_speaking_heard_no_receipt(twilio: TwilioDouble) -> None:
    to_the_tone(twilio).speak(then="hangup")
    assert Tip.objects.get().unreachable
