"""An opened mailbox by telephone: where the tip stands, the officers' questions read aloud, and an answer recorded.

Never the tip itself. What is read aloud here is heard by whoever stands beside the phone, and the provider's machine
speaks it: see docs/hotline.md.
"""

from dataclasses import replace

from twilio.twiml.voice_response import VoiceResponse

from reports.dialogue.mailbox import NoSuchMailbox, OpenMailbox, reopen
from reports.intake.taking_back import take_back
from reports.models import Channel
from reports.phone.calls.questions import messages, note_heard, read_aloud
from reports.phone.calls.reward import read_reward
from reports.phone.calls.state import State
from reports.phone.calls.telling import ask_to_speak
from reports.phone.calls.turn import Turn, ended, for_keys, say_to

_ENDED = "closed"  # a state; the sentence of that name speaks of the line
_WITHDRAW, _SURE = "3", "9"  # keys that lie apart: no slip of a finger takes a tip back
_REWARD = "4"


def tell(call: VoiceResponse, state: State, opened: OpenMailbox) -> VoiceResponse:
    """Say where the tip stands, and what can be done."""
    if opened.withdrawn:
        say_to(call, state, "withdrawn")
    else:
        say_to(call, state, "ended" if opened.state == _ENDED else opened.state)
    if opened.rewards:
        say_to(call, state, "reward")
    return _ask(call, state, opened)


def tell_again(state: State) -> VoiceResponse:
    """The same for who tries once more, because something was out of order."""
    call, opened = VoiceResponse(), _reopened(state)
    return tell(call, state, opened) if opened else _gone(call, state)


def in_mailbox(state: State, turn: Turn) -> VoiceResponse:
    """1 reads the messages, 2 records an answer, 3 takes the tip back, 4 says how a reward is collected.

    Any other key asks again. Silence moves on: to the messages, and once they were read out to the end.
    """
    call, opened = VoiceResponse(), _reopened(state)
    if opened is None:
        return _gone(call, state)
    if turn.keys == _WITHDRAW and not opened.withdrawn:
        return _ask_if_sure(call, state)
    if turn.keys == _REWARD and opened.rewards:
        return _ask(read_reward(call, state, opened.rewards[0]), state, opened)
    if turn.keys == "2":
        answer = State(call=state.call, language=state.language, unsure=state.unsure, joins=str(opened.key.tip_id))
        return ask_to_speak(call, answer)
    may_read = bool(messages(opened))
    if may_read and (turn.keys == "1" or not (turn.keys or state.heard)):
        read = read_aloud(call, state, opened)
        call.redirect(state.to("heard", reading=" ".join(copy.hex for copy in read)))
        return call
    return _ask(call, state, opened) if turn.keys else ended(call, state)


def heard(state: State, turn: Turn) -> VoiceResponse:
    """The messages were heard to their end: only then do they count as read."""
    opened = _reopened(state)
    if opened is None:
        return _gone(VoiceResponse(), state)
    note_heard(state, opened)
    return _ask(VoiceResponse(), state.but(heard=True, reading=""), opened)


def in_withdraw(state: State, turn: Turn) -> VoiceResponse:
    """9 takes the tip back, 2 and silence leave it, and any other key asks again. Raises NotStored."""
    call, opened = VoiceResponse(), _reopened(state)
    if opened is None:
        return _gone(call, state)
    if turn.keys not in ("", "2", _SURE):
        return _ask_if_sure(call, state)
    if turn.keys == _SURE:
        take_back(tip_id=opened.key.tip_id, channel=Channel.CALL, repeat_key=None)
        say_to(call, state, "withdrawn")
        opened = replace(opened, withdrawn=True)
    return _ask(call, state, opened)


def _ask_if_sure(call: VoiceResponse, state: State) -> VoiceResponse:
    keys = for_keys(state.to("in_withdraw"))
    say_to(keys, state, "withdraw")
    call.append(keys)
    call.redirect(state.to("in_withdraw"))
    return call


def _reopened(state: State) -> OpenMailbox | None:
    try:
        return reopen(state.mailbox)
    except NoSuchMailbox:
        return None


def _gone(call: VoiceResponse, state: State) -> VoiceResponse:
    say_to(call, state, "no_mailbox")
    return ended(call, state)


def _ask(call: VoiceResponse, state: State, opened: OpenMailbox) -> VoiceResponse:
    may_read = bool(messages(opened))
    keys = for_keys(state.to("in_mailbox"))
    say_to(keys, state, "mailbox" if not may_read else "mailbox_again" if state.heard else "mailbox_asked")
    if not opened.withdrawn:
        say_to(keys, state, "mailbox_withdraw")
    if opened.rewards:
        say_to(keys, state, "mailbox_reward")
    call.append(keys)
    if not may_read or state.heard:
        return ended(call, state)
    call.redirect(state.to("in_mailbox"))
    return call
