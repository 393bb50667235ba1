"""The receipt, four digits at a time, twice, at the caller's pace: star says four again, hash goes on, silence too.

The second reading is a step of its own: whoever comes to it has heard the first, and only then counts as told.
"""

from twilio.twiml.voice_response import VoiceResponse

from reports.intake.undecided import note_heard
from reports.phone.calls.digits import GROUP, GROUPS
from reports.phone.calls.sound import say_digits
from reports.phone.calls.state import State
from reports.phone.calls.turn import Turn, ended, for_keys, say_to

_TO_WRITE = 4  # seconds after a group
_TO_FIND_A_PEN = 8
_ROUND = GROUPS + 1  # places in one reading: the sentence before it, and each group
_BEFORE = ("stored", "again")  # the sentence before each reading


def receipt(state: State, turn: Turn) -> VoiceResponse:
    """Read on from where the caller pressed a key."""
    if not state.receipt:
        return ended(VoiceResponse(), state)
    return read_out(VoiceResponse(), state.but(at=state.at + 1) if turn.keys == "#" else state)


def read_out(call: VoiceResponse, state: State) -> VoiceResponse:
    """Read from `state.at` to the end of that reading, in one document: nothing is asked for until a key is pressed."""
    reading = state.at // _ROUND
    if state.at == _ROUND:
        note_heard(state.receipt)
    if reading >= len(_BEFORE):
        return ended(call, state)
    after = _ROUND * (reading + 1)
    for place in range(state.at, after):
        group = place % _ROUND
        keys = for_keys(state.to("receipt", at=place), seconds=_seconds_at(reading, group))
        if group:
            say_digits(keys, state.language, state.receipt[GROUP * (group - 1) : GROUP * group])
        else:
            say_to(keys, state, _BEFORE[reading])
        call.append(keys)
    if reading + 1 == len(_BEFORE):
        return ended(call, state)
    call.redirect(state.to("receipt", at=after))
    return call


def _seconds_at(reading: int, group: int) -> int:
    """Return how long a key is waited for; hash ends the wait."""
    if group:
        return _TO_WRITE
    return 1 if reading else _TO_FIND_A_PEN
