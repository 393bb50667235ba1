"""Leaving a tip by call: what is about to be said, said, sent, added to, deleted, and what a hang-up leaves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.intake.errands import run_errand
from reports.intake.ordering import errand_id
from reports.models import Channel, Errand, ErrandKind, Line, Record, SeenRequest, StoredKey, Tip, Urgency
from reports.phone.calls.wording import language_keys
from tests.calls import PHONE, hear_out, receipts_in, send, sentences, to_the_tone
from tests.conftest import triage_all
from tests.phone.conftest import PUBLIC
from tests.twilio_double import TwilioDouble, new_sid


def waiting() -> list[Errand]:
    return list(Errand.objects.filter(kind=ErrandKind.RECORDING, record=None, fetched=False))


def run_all() -> None:
    """Let the time pass and the worker do all that is due, twice, so that what it made is done too."""
    for _ in range(2):
        triage_all()
        Errand.objects.update(due_at="2020-01-01T00:00Z")
        for errand in Errand.objects.exclude(kind=ErrandKind.CALL):
            run_errand(errand.pk)


def test_a_call_ends_with_its_receipt_said_twice(twilio: TwilioDouble) -> None:
    call = send(to_the_tone(twilio, about="2"))
    first, second = receipts_in(call)
    assert first == second
    tip = Tip.objects.get()
    assert (tip.channel, tip.category, tip.language, tip.urgency) == (Channel.CALL, "firearms", "en", Urgency.ROUTINE)
    assert [errand.record_id for errand in Errand.objects.filter(kind=ErrandKind.RECORDING)] == [tip.pk]


def test_silence_always_moves_on_and_the_tip_is_still_taken(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    for _ in range(3):
        call.stay_silent()
    assert call.waits_for == "voice"
    call.speak()
    hear_out(call)
    assert len(receipts_in(call)) == 2


def test_a_caller_who_says_nothing_at_all_is_told_that_nothing_was_kept(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    hear_out(call)
    for language in ("en", "acf"):
        assert sentences(call, language)[-3:] == ["heard_nothing", "nothing", "goodbye"]
    twilio.webhooks.release()
    assert not Tip.objects.exists()


@pytest.mark.parametrize("language", language_keys().values())
def test_the_whole_call_is_in_the_chosen_language(twilio: TwilioDouble, language: str) -> None:
    call = twilio.phone(PHONE).call()
    call.press(next(key for key, code in language_keys().items() if code == language))
    call.heard.clear()
    call.press("2")
    call.press("9")
    send(call)
    assert sentences(call) == sentences(call, language)
    assert sentences(call) == ["category", "menu_language", "record", "decide", "stored", "again", "goodbye"]
    assert Tip.objects.get().language == language


def test_the_recording_is_long_enough_never_transcribed_and_ends_with_one_key_only(twilio: TwilioDouble) -> None:
    reply = twilio.webhooks.post(f"{PUBLIC}/phone/voice/record?language=en", {"CallSid": new_sid("CA")})
    for setting in ('maxLength="600"', 'finishOnKey="#"', 'transcribe="false"', 'trim="do-not-trim"'):
        assert setting in reply.body


def test_more_can_be_said_and_joins_the_same_tip(twilio: TwilioDouble) -> None:
    call = to_the_tone(twilio)
    first = call.speak()
    call.press("1")
    assert sentences(call)[-1] == "go_on"
    second = call.speak()
    call.press("2")
    hear_out(call)
    assert len(set(receipts_in(call))) == 1
    assert (Tip.objects.count(), Record.objects.count()) == (1, 2)
    assert len({first, second}) == 2


def test_who_wanted_to_say_more_and_is_silent_still_hears_the_receipt(twilio: TwilioDouble) -> None:
    call = to_the_tone(twilio)
    call.speak()
    call.press("1")
    hear_out(call)
    assert len(receipts_in(call)) == 2
    assert Record.objects.count() == 1


def test_what_is_deleted_never_touched_a_tip_and_is_deleted_at_the_provider(twilio: TwilioDouble) -> None:
    call = to_the_tone(twilio)
    recording = call.speak()
    twilio.webhooks.release()
    call.press("3")
    assert sentences(call)[-2:] == ["deleted", "record"]
    hear_out(call)
    assert not Tip.objects.exists()
    twilio.webhooks.release(times=2)  # as late as it likes
    run_all()
    assert recording not in twilio.state.recordings
    assert not Tip.objects.exists()
    assert not Errand.objects.filter(kind=ErrandKind.RECORDING).exists()


def test_what_was_said_before_more_waits_with_it_and_is_deleted_with_it(twilio: TwilioDouble) -> None:
    call = to_the_tone(twilio)
    recordings = {call.speak()}
    call.press("1")
    twilio.webhooks.release()
    assert min(errand.due_at for errand in waiting()) > timezone.now() + timedelta(seconds=600)  # as long as they speak
    recordings.add(call.speak())
    assert not Tip.objects.exists()
    call.press("3")
    assert sentences(call)[-2:] == ["deleted", "record"]
    twilio.webhooks.again()
    hear_out(call)
    assert sentences(call)[-2:] == ["nothing", "goodbye"]
    twilio.webhooks.release(times=2)
    run_all()
    assert not Tip.objects.exists()
    assert not recordings & set(twilio.state.recordings)


@pytest.mark.parametrize("told", ["call over", "no recording"])
def test_who_hangs_up_instead_of_saying_more_is_heard_within_a_minute(twilio: TwilioDouble, told: str) -> None:
    other = to_the_tone(twilio)
    other.speak()
    other.press("1")
    call = to_the_tone(twilio)
    call.speak()
    call.press("1")
    if told == "call over":
        call.speak()
        twilio.webhooks.release()
    else:
        call.over_url = ""  # the force has set no address for call status changes
    call.hang_up()
    twilio.webhooks.release(times=2)
    soon = timezone.now() + timedelta(minutes=1)
    assert [one.due_at < soon for one in waiting() if one.call != errand_id(call.sid, ErrandKind.CALL)] == [False]
    assert {one.due_at < soon for one in waiting() if one.call == errand_id(call.sid, ErrandKind.CALL)} == {True}
    run_all()
    assert Tip.objects.count() == 2


@pytest.mark.parametrize("then", ["hang up while speaking", "hang up while deciding", "hang up in silence"])
def test_a_hang_up_after_more_sends_all_parts_to_one_tip(twilio: TwilioDouble, then: str) -> None:
    call = to_the_tone(twilio)
    call.speak()
    call.press("1")
    if then == "hang up in silence":
        call.speak(seconds=0, then="hangup")
    elif then == "hang up while speaking":
        call.speak(then="hangup")
    else:
        call.speak()
        call.hang_up()
    twilio.webhooks.release(shuffled=True, times=2)
    run_all()
    parts = 1 if then == "hang up in silence" else 2
    assert Tip.objects.count() == 1
    assert Record.objects.filter(kind="recording").count() == parts
    assert not Tip.objects.get().has_news, "all of it is what the tip was made of"
    assert not waiting()


def test_where_a_part_was_sent_meanwhile_the_caller_hears_that_only_the_rest_is_deleted(twilio: TwilioDouble) -> None:
    call = to_the_tone(twilio)
    call.speak()
    call.press("1")
    run_all()
    assert Tip.objects.count() == 1
    second = call.speak()
    call.press("3")
    assert "deleted_rest" in sentences(call)
    assert "deleted" not in sentences(call)
    hear_out(call)
    assert len(set(receipts_in(call))) == 1
    run_all()
    assert second not in twilio.state.recordings
    assert Record.objects.filter(kind="recording").count() == 1


def test_after_a_deletion_the_caller_begins_again(twilio: TwilioDouble) -> None:
    call = to_the_tone(twilio, about="4")
    deleted = call.speak()
    call.press("3")
    send(call)
    twilio.webhooks.release(shuffled=True, times=2)
    run_all()
    assert (Tip.objects.count(), Tip.objects.get().category) == (1, "theft")
    assert deleted not in twilio.state.recordings
    assert len(receipts_in(call)) == 2


def test_what_was_sent_meanwhile_is_not_deleted_and_the_caller_is_told_so(twilio: TwilioDouble) -> None:
    call = to_the_tone(twilio)
    call.speak()
    twilio.webhooks.release()
    run_all()  # the caller thought for longer than the minute
    assert Tip.objects.count() == 1
    call.press("3")
    assert "not_deleted" in sentences(call)
    hear_out(call)
    assert len(set(receipts_in(call))) == 1


@pytest.mark.parametrize("callback", [True, False])
def test_hanging_up_while_speaking_keeps_what_was_said(twilio: TwilioDouble, callback: bool) -> None:
    call = to_the_tone(twilio)
    call.speak(then="hangup")
    if callback:
        twilio.webhooks.release(times=2)
    run_all()
    assert (Tip.objects.count(), Record.objects.filter(kind="recording").count()) == (1, 1)
    assert not waiting()


@pytest.mark.parametrize("came", ["both", "step alone", "callback alone"])
def test_hanging_up_while_deciding_keeps_what_was_said(twilio: TwilioDouble, came: str) -> None:
    call = to_the_tone(twilio, about="4")
    if came == "callback alone":
        twilio.webhooks.weather.lost = 1.0
    call.speak()
    call.hang_up()
    if came != "step alone":
        twilio.webhooks.release(times=2)
    assert not Tip.objects.exists()
    assert len(waiting()) == 1
    run_all()
    assert Tip.objects.get().category == "theft"
    assert (Errand.objects.exclude(kind=ErrandKind.CALL).count(), twilio.state.recordings) == (0, {})


def test_a_callback_before_its_step_and_long_after_it_changes_nothing(twilio: TwilioDouble) -> None:
    call = to_the_tone(twilio)
    call.speak()
    twilio.webhooks.release()
    call.press("2")
    hear_out(call)
    late = next(request for request in reversed(twilio.webhooks.sent) if "/kept" in request.url)
    twilio.webhooks.deliver(late)
    run_all()
    twilio.webhooks.deliver(late)
    run_all()
    assert (Tip.objects.count(), Record.objects.count()) == (1, 2)  # what was told, and the recording
    assert len(set(receipts_in(call))) == 1


def test_a_recording_of_nothing_is_no_tip_and_is_deleted_there(twilio: TwilioDouble) -> None:
    call = to_the_tone(twilio)
    recording = call.speak(seconds=0)
    call.speak(seconds=0)
    twilio.webhooks.release()
    assert sentences(call)[-2:] == ["nothing", "goodbye"]
    run_all()
    assert not Tip.objects.exists()
    assert recording not in twilio.state.recordings


@pytest.mark.parametrize(
    "caller", ["anonymous", "266696687", "+266696687", "7378742833", "", "+1", "Restricted", PHONE]
)
def test_a_caller_never_gets_a_line_whatever_the_number_says(twilio: TwilioDouble, caller: str) -> None:
    for _ in range(2):
        send(to_the_tone(twilio, caller=caller))
    assert Tip.objects.count() == 2
    assert not Line.objects.exists()


def test_when_all_is_over_no_row_and_no_key_of_the_waiting_is_left(twilio: TwilioDouble) -> None:
    call = to_the_tone(twilio)
    call.speak()
    call.press("3")
    call.speak()
    call.press("2")
    hear_out(call)
    twilio.webhooks.release()
    run_all()
    Errand.objects.update(due_at="2020-01-01T00:00Z")
    for errand in Errand.objects.all():
        run_errand(errand.pk)
    assert not Errand.objects.exists()
    assert not StoredKey.objects.filter(purpose="one_time").exists()
    assert twilio.state.calls == {}
    assert SeenRequest.objects.count() == 2
