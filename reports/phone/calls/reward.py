"""What a reward is collected with, read aloud sign by sign to whoever has keyed the receipt in."""

from twilio.twiml.voice_response import VoiceResponse

from reports.dialogue.promises import Promise, RewardGone, ask_for_code
from reports.phone.calls.sound import say_digits
from reports.phone.calls.state import State
from reports.phone.calls.turn import say_to
from reports.phone.calls.wording import DEFAULT, spoken
from reports.phone.reward_code import places_in

_GROUP = 5  # digits between two rests
_REST = 3  # seconds, to write
_LETTERS_OF = {"ht": "fr"}  # whose names of letters are known where no voice reads the caller's language; else English


def read_reward(call: VoiceResponse, state: State, promise: Promise) -> VoiceResponse:
    """Read the voucher's number, the code and where it is paid; nothing where it is gone in this moment."""
    try:
        code = ask_for_code(promise)
    except RewardGone:
        return call
    say_to(call, state, "reward_number")
    for sign in promise.number:
        _say_sign(call, state, sign)
    call.pause(length=_REST)
    say_to(call, state, "reward_code")
    for at in range(0, len(code), _GROUP):
        say_digits(call, state.language, code[at : at + _GROUP])
        call.pause(length=_REST)
    voiced = _voiced(state.language)
    if where := places_in(voiced):
        say_to(call, state, "reward_where")
        call.say(where, language=spoken()[voiced].voice)
    return call


def _say_sign(call: VoiceResponse, state: State, sign: str) -> None:
    if sign.isdigit():
        say_digits(call, state.language, sign)
    else:
        call.say(sign, language=spoken()[_voiced(state.language)].voice)
        call.pause(length=1)


def _voiced(language: str) -> str:
    return language if spoken()[language].voice else _LETTERS_OF.get(language, DEFAULT)
