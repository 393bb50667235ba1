"""Leaving a tip: what it is about, the recording, and the caller's decision about it.

`kept` is the provider's own notice of a finished recording. It comes while the caller decides, and also when the caller
hung up and nothing else comes. So it hands nothing over: it lets the recording wait (reports.intake.undecided).
"""

from django.http import HttpRequest, HttpResponse
from twilio.twiml.voice_response import VoiceResponse

from reports.intake.door import Accepted
from reports.intake.ordering import order_deletion_once
from reports.intake.undecided import FINISHED, discard, hold, hold_for_more, hold_on, hurry, send, send_of_gone
from reports.models import ErrandKind
from reports.phone.answers import bad_request, not_now, nothing_to_say
from reports.phone.calls.reading_out import read_out
from reports.phone.calls.state import NotThisCall, State
from reports.phone.calls.turn import FAULTS, Turn, call_of, ended, for_keys, say_to
from reports.phone.calls.wording import keypad
from reports.phone.signature import signed

LONGEST, SILENCE = 600, 15  # seconds of a recording, and of silence that ends it: people think before they speak
_MOST_PARTS = 20  # of one tip: the addresses that the provider takes have an end
_MOST_SLIPS = 8  # keys that are none, in a row; then it is as if nothing was pressed


def ask_category(call: VoiceResponse, state: State) -> VoiceResponse:
    """Ask what it is about; silence says nothing about that, and goes on. Who is in danger is not asked."""
    if state.in_danger:
        return ask_to_speak(call, state)
    keys = for_keys(state.to("record"), menu="category", language=state.language)
    say_to(keys, state, "category")
    say_to(keys, state, "menu_language")
    call.append(keys)
    call.redirect(state.to("record"))
    return call


def category(state: State, turn: Turn) -> VoiceResponse:
    return ask_category(VoiceResponse(), state)


def record(state: State, turn: Turn) -> VoiceResponse:
    """The tone, and the caller speaks; or a star for another language."""
    call, key = VoiceResponse(), turn.key("category", state.language)
    if key == "*" and not state.in_danger:
        call.redirect(state.to("languages"))
        return call
    return ask_to_speak(call, state.but(category=keypad().get(key, state.category)))


def ask_to_speak(call: VoiceResponse, state: State) -> VoiceResponse:
    """Say what is to be said, and record."""
    name = "go_on" if state.earlier else "record_answer" if state.joins else "record"
    return _record(call, state.but(tries=0), name)


def unheard(state: State, turn: Turn) -> VoiceResponse:
    """Nothing was said after the tone: once more."""
    return _record(VoiceResponse(), state.but(tries=1), "heard_nothing")


def _record(call: VoiceResponse, state: State, name: str) -> VoiceResponse:
    """Record. Twilio never transcribes: the words are the tipster's and ours alone."""
    say_to(call, state, name)
    call.record(
        action=state.to("recorded"),
        max_length=LONGEST,
        timeout=SILENCE,
        finish_on_key="#",
        play_beep=True,
        trim="do-not-trim",
        transcribe=False,
        recording_status_callback=state.to("kept"),
        recording_status_callback_event="completed absent",
    )
    return _nothing_said(call, state)


def recorded(state: State, turn: Turn) -> VoiceResponse:
    """The recording has ended, by the key, by silence, by its length or because the caller hung up: what now?"""
    if not turn.recording or turn.is_silent:
        if turn.recording:
            order_deletion_once(turn.recording, ErrandKind.RECORDING, wait=FINISHED)
        if turn.hung_up and state.earlier:
            send_of_gone(_without_the_last(state).said)
        return _nothing_said(VoiceResponse(), state)
    state = state.but(recording=turn.recording, tries=0)
    if turn.hung_up:
        send_of_gone(state.said)
        return VoiceResponse()
    if not turn.last_try:  # then the decision alone must do
        hold(state.said)
    return _ask_to_decide(state)


def decided(state: State, turn: Turn) -> VoiceResponse:
    """More, or delete it, or, in silence too, send it. What cannot be taken back is done by no slip of a finger."""
    if not state.recording:
        if not state.earlier:
            return _nothing_said(VoiceResponse(), state)
        return _stored(VoiceResponse(), state, send(_without_the_last(state).said))  # it was more that did not come
    key = turn.key("decide", state.language)
    if key == "3":
        return _delete(state)
    if key == "1" and len(state.said.parts) < _MOST_PARTS:
        hold_for_more(state.said)
        return ask_to_speak(VoiceResponse(), state.but(earlier=f"{state.earlier} {state.recording}", recording=""))
    if key != "2" and (turn.keys or turn.spoken) and state.tries < _MOST_SLIPS:
        if not turn.last_try:
            hold_on(state.said)
        return _ask_to_decide(state.but(tries=state.tries + 1))
    return _stored(VoiceResponse(), state, send(state.said))


@signed
def kept(request: HttpRequest) -> HttpResponse:
    """Twilio's own notice of a finished recording."""
    call, turn = call_of(request), Turn.of(request.POST)
    if not call:
        return bad_request()
    status = request.POST.get("RecordingStatus")
    if status not in ("completed", "absent") or not turn.recording:
        return nothing_to_say()
    try:
        state = State.of(call, request.GET)
    except NotThisCall:  # what was said is worth more than the thread it belongs to
        state = State.plain(call, request.GET)
    try:
        if status == "absent":
            hurry(call)  # no more comes after what was said before, mostly because the caller hung up
        elif turn.is_silent:
            order_deletion_once(turn.recording, ErrandKind.RECORDING, wait=0.0)
        else:
            hold(state.but(recording=turn.recording).said)
    except FAULTS:
        return not_now()
    return nothing_to_say()


def _ask_to_decide(state: State) -> VoiceResponse:
    call = VoiceResponse()
    keys = for_keys(state.to("decided"), menu="decide", language=state.language)
    say_to(keys, state, "decide_answer" if state.joins else "decide")  # who came by a receipt gets no other
    call.append(keys)
    call.redirect(state.to("decided"))
    return call


def _delete(state: State) -> VoiceResponse:
    call, deleted = VoiceResponse(), discard(state.said)
    if all(deleted):
        say_to(call, state, "deleted")
        return ask_to_speak(call, state.but(recording="", earlier=""))
    say_to(call, state, "deleted_rest" if any(deleted) else "not_deleted")
    return _stored(call, state, send(state.said))


def _without_the_last(state: State) -> State:
    """Return the state in which the part before is the one to decide about."""
    *earlier, last = state.earlier.split()
    return state.but(earlier=" ".join(earlier), recording=last)


def _stored(call: VoiceResponse, state: State, accepted: Accepted) -> VoiceResponse:
    if accepted.joined:
        say_to(call, state, "joined")
    receipt = accepted.receipt or state.receipt
    return read_out(call, state.but(receipt=receipt, recording="", earlier="", at=0)) if receipt else ended(call, state)


def _nothing_said(call: VoiceResponse, state: State) -> VoiceResponse:
    """What was said before, if anything, is sent. Else there is one more chance."""
    if state.earlier or not state.tries:
        call.redirect(state.to("decided", recording="") if state.earlier else state.to("unheard", recording=""))
        return call
    say_to(call, state, "nothing")
    return ended(call, state)
