"""One turn: what the provider tells of it is picked field by field, and no step that fails ends a call."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.http import QueryDict
from django.utils import timezone

from reports.intake.door import NotStored
from reports.models import Errand, ErrandKind, SeenRequest, Tip
from reports.phone.calls.state import State
from reports.phone.calls.steps import STEPS
from reports.phone.calls.turn import Turn
from tests.calls import hear_out, receipts_in, send, sentences, to_the_tone
from tests.phone.conftest import PUBLIC
from tests.twilio_double import TwilioDouble, new_sid

ADDRESSES = ["voice" if name == "voice" else f"voice/{name}" for name in STEPS]
ADDRESSES += [f"voice/{name}" for name in ("kept", "over", "screen", "screened", "fallback")]


def test_only_known_fields_are_taken() -> None:
    sid = new_sid("RE")
    told = QueryDict(f"Digits=12&RecordingSid={sid}&From=%2B17584840001&FromCity=CASTRIES&DialCallSid=x")
    assert Turn.of(told) == Turn(keys="12", recording=sid)
    assert Turn.of(QueryDict("Digits=hangup&RecordingSid=REx&RecordingDuration=0")) == Turn(
        hung_up=True, is_silent=True
    )
    assert sid not in repr(Turn.of(told))


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_step_answers_an_unsigned_request(twilio: TwilioDouble, address: str) -> None:
    twilio.webhooks.token = "wrong"
    fields = {"CallSid": new_sid("CA"), "RecordingSid": new_sid("RE"), "RecordingStatus": "completed"}
    assert twilio.webhooks.post(f"{PUBLIC}/phone/{address}", fields).status == 403
    assert not any(model.objects.exists() for model in (Tip, Errand, SeenRequest))


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("call", ["", "CA1", "SM" + "0" * 32])
def test_what_names_no_call_is_refused(twilio: TwilioDouble, address: str, call: str) -> None:
    fields = {"CallSid": call, "RecordingSid": new_sid("RE"), "RecordingStatus": "completed", "Digits": "1"}
    status = twilio.webhooks.post(f"{PUBLIC}/phone/{address}", fields).status
    assert status == (200 if address == "voice/screened" else 400)
    assert not Errand.objects.exists()


@pytest.mark.parametrize("name", [name for name in STEPS if name != "voice"])
def test_no_call_goes_on_with_what_is_anothers(twilio: TwilioDouble, name: str) -> None:
    address = State(call=new_sid("CA"), receipt="1" * 20, recording=new_sid("RE"), at=1).to(name)
    reply = twilio.webhooks.post(PUBLIC + address, {"CallSid": new_sid("CA"), "RecordingSid": new_sid("RE")})
    assert reply.status == 400
    assert not Errand.objects.exists()


def test_a_step_that_fails_once_is_saved_by_the_fallback(twilio: TwilioDouble) -> None:
    call = to_the_tone(twilio, "fr")
    call.speak()
    twilio.webhooks.release()
    with patch("reports.intake.undecided._waits_no_more", side_effect=OperationalError):
        call.press("2")
    assert sentences(call)[-1] in ("stored", "again")  # it is stored, and what waits goes by itself
    assert Tip.objects.get().language == "fr"


@pytest.mark.parametrize("fault", [NotStored, OperationalError])
def test_who_is_stored_nowhere_is_told_so(twilio: TwilioDouble, fault: type[Exception]) -> None:
    call = to_the_tone(twilio)
    call.speak()
    with patch("reports.intake.undecided.accept", side_effect=fault):
        call.press("2")
    assert sentences(call)[-2:] == ["not_stored", "goodbye"]


def test_where_nothing_can_wait_the_decision_alone_stores_it(twilio: TwilioDouble) -> None:
    call = to_the_tone(twilio)
    with patch("reports.phone.calls.telling.hold", side_effect=OperationalError):
        call.speak()
    assert sentences(call)[-1] == "decide"
    call.press("2")
    assert Tip.objects.count() == 1


def test_two_calls_at_once_do_not_meet(twilio: TwilioDouble) -> None:
    first, second = to_the_tone(twilio, "fr", about="1"), to_the_tone(twilio, "es", about="2")
    first.speak()
    second.speak()
    second.press("3")
    first.press("2")
    send(second)
    twilio.webhooks.release(shuffled=True, times=2)
    while not first.over:
        first.stay_silent()
    assert {(tip.language, tip.category) for tip in Tip.objects.all()} == {("fr", "drugs"), ("es", "firearms")}
    assert receipts_in(first)[0] != receipts_in(second)[0]


def test_a_key_that_the_menu_does_not_name_sends_nothing_and_the_menu_is_said_again(twilio: TwilioDouble) -> None:
    waiting = Errand.objects.filter(kind=ErrandKind.RECORDING, record=None, fetched=False)
    call = to_the_tone(twilio)
    call.speak()
    twilio.webhooks.release()
    for slip in "69#*0":
        waiting.update(due_at=timezone.now())
        call.press(slip)
        assert sentences(call)[-1] == "decide"
        assert waiting.get().due_at > timezone.now() + timedelta(seconds=60)
    assert not Tip.objects.exists()
    call.press("3")
    assert sentences(call)[-2:] == ["deleted", "record"]
    call.speak()
    call.press("8")
    hear_out(call)  # silence still sends
    assert len(receipts_in(call)) == 2
    call = to_the_tone(twilio)
    call.speak()
    for _ in range(9):
        call.press("8")
    hear_out(call)  # a key that hangs loses nobody's words
    assert (Tip.objects.count(), sentences(call).count("decide")) == (2, 9)
