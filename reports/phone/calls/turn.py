"""One turn of a call: what the provider tells of it, and what is answered. The rest of its many fields is dropped.

A step is a function of the state and the turn alone. Asked twice, it changes nothing twice: what it stores is stored
under the call's and the recording's own names.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, QueryDict
from twilio.twiml.voice_response import Gather, VoiceResponse

from reports.dialogue.turns import MailboxBusy
from reports.gateways.twilio import CALL, RECORDING
from reports.intake.door import NotStored
from reports.phone.answers import bad_request, not_now, twiml
from reports.phone.calls.heard import key_of, words_for
from reports.phone.calls.sound import say
from reports.phone.calls.state import NotThisCall, State
from reports.phone.calls.wording import DEFAULT, spoken
from reports.phone.signature import signed

FAULTS = (NotStored, MailboxBusy, DatabaseError, InterfaceError)
_FOR_A_KEY = 6  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """`keys`: what was pressed, "" in silence. `spoken`: what was said instead, where that is asked for. `is_silent`: a
    recording that holds nothing. `talked`: the two sides of a call that we put through were connected; `other_leg` is
    the other one's SID. `is_ours`: the line's own phone. `last_try`: nobody is left to ask when this fails.
    """

    keys: str = field(default="", repr=False)
    spoken: str = field(default="", repr=False)
    recording: str = field(default="", repr=False)
    is_silent: bool = False
    hung_up: bool = False
    talked: bool = False
    other_leg: str = field(default="", repr=False)
    is_ours: bool = False
    last_try: bool = False

    @classmethod
    def of(cls, sent: QueryDict, *, last_try: bool = False) -> "Turn":
        recording, keys = sent.get("RecordingSid", ""), sent.get("Digits", "")
        other_leg = sent.get("DialCallSid", "")
        return cls(
            keys="" if keys == "hangup" else keys[:20],
            spoken=sent.get("SpeechResult", "")[:200],
            recording=recording if RECORDING.fullmatch(recording) else "",
            is_silent=sent.get("RecordingDuration", "") == "0",
            hung_up=keys == "hangup",
            # An officer's phone that answered and refused can count as completed; only newer fields tell it apart.
            talked=sent.get("DialCallStatus") in ("completed", "answered") and sent.get("DialBridged") != "false",
            other_leg=other_leg if CALL.fullmatch(other_leg) else "",
            is_ours=bool(settings.SELF_TEST_NUMBER) and sent.get("From") == settings.SELF_TEST_NUMBER,
            last_try=last_try,
        )

    def key(self, menu: str, language: str) -> str:
        """Return the key pressed in a menu, or the one that was meant by what was said."""
        return self.keys or key_of(menu, language, self.spoken)


Step = Callable[[State, Turn], VoiceResponse]


def at(step: Step) -> Callable[[HttpRequest], HttpResponse]:
    """Return the view of one step."""

    @signed
    def view(request: HttpRequest) -> HttpResponse:
        call = call_of(request)
        if not call:
            return bad_request()
        try:
            state = State.of(call, request.GET)
        except NotThisCall:
            return bad_request()
        return answer(step, state, Turn.of(request.POST))

    return view


def answer(step: Step, state: State, turn: Turn, instead: Step | None = None) -> HttpResponse:
    """Run a step. When it fails the provider is sent to the fallback, and from there the caller is told.

    `instead`: the step that is then taken where nothing was to be stored. It must not fail.
    """
    try:
        return twiml(step(state, turn))
    except FAULTS:
        if not turn.last_try:
            return not_now()
    if instead:
        return twiml(instead(state, turn))
    call = VoiceResponse()
    say_to(call, state, "not_stored")
    return twiml(ended(call, state))


def call_of(request: HttpRequest) -> str:
    """Return the SID of the call, or "" where none is named."""
    call = request.POST.get("CallSid", "")
    return call if CALL.fullmatch(call) else ""


def for_keys(
    action: str, *, keys: int = 1, seconds: int = _FOR_A_KEY, menu: str = "", language: str = DEFAULT
) -> Gather:
    """Return a place where keys are waited for; star and hash are keys like all others.

    Where the force wants that, a key of `menu` can also be said, if the provider has the language.
    """
    words = [word for those in words_for(menu, language).values() for word in those]
    speech = {
        "input": "dtmf speech",
        "language": spoken()[language].voice,
        "hints": ", ".join(words),
        "speech_timeout": "auto",
        "profanity_filter": False,
    }
    return Gather(num_digits=keys, timeout=seconds, finish_on_key="", action=action, **(speech if words else {}))


def say_to(verb: VoiceResponse | Gather, state: State, name: str, *, other: str = "") -> None:
    """Say one sentence in the language of the call; to a caller who chose none, in each of the two main ones."""
    for language in state.languages:
        say(verb, language, name, other=other)


def ended(call: VoiceResponse, state: State) -> VoiceResponse:
    """Say goodbye and hang up."""
    say_to(call, state, "goodbye")
    call.hangup()
    return call
