"""An opened mailbox by telephone: where the tip stands, the officers' questions read aloud, and an answer recorded.

Never the tip itself. What is read aloud here is heard by whoever stands beside the phone, and the provider's machine
speaks it: see docs/hotline.md.
"""

from dataclasses import replace

from twilio.twiml.voice_response import VoiceResponse

from reports.dialogue.mailbox import Entry, NoSuchMailbox, OpenMailbox, read_by_tipster, reopen
from reports.intake.taking_back import take_back
from reports.models import Channel
from reports.phone.calls.sound import say_ready
from reports.phone.calls.state import State
from reports.phone.calls.telling import ask_to_speak
from reports.phone.calls.turn import Turn, ended, for_keys, say_to
from reports.phone.calls.wording import spoken
from reports.phone.granting import language_of
from reports.phone.hearing import hear

_ENDED = "closed"  # a state; the sentence of that name speaks of the line
_WITHDRAW, _SURE = "3", "9"  # keys that lie apart: no slip of a finger takes a tip back
_MOST_READ = 3  # messages, the last ones
_LONGEST = 3000  # characters; the provider reads 4096


def tell(call: VoiceResponse, state: State, opened: OpenMailbox) -> VoiceResponse:
    """Say where the tip stands, and what can be done."""
    if opened.withdrawn:
        say_to(call, state, "withdrawn")
    else:
        say_to(call, state, "ended" if opened.state == _ENDED else opened.state)
    if opened.rewards:
        say_to(call, state, "reward")
    return _ask(call, state, opened)


def in_mailbox(state: State, turn: Turn) -> VoiceResponse:
    """1 reads the messages, 2 records an answer, 3 takes the tip back; silence ends, and any other key asks again."""
    call, opened = VoiceResponse(), _reopened(state)
    if opened is None:
        return _gone(call, state)
    if turn.keys == _WITHDRAW and not opened.withdrawn:
        return _ask_if_sure(call, state)
    if turn.keys == "2":
        answer = State(call=state.call, language=state.language, unsure=state.unsure, joins=str(opened.key.tip_id))
        return ask_to_speak(call, answer)
    if not turn.keys:
        return ended(call, state)
    messages = _messages(opened) if turn.keys == "1" else ()
    if not messages:  # nothing to read, a hash after the last digits, or a slip
        return _ask(call, state, opened)
    _read_aloud(call, state, opened, messages)
    return _ask(call, state, opened, were_read=True)


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


def _ask(call: VoiceResponse, state: State, opened: OpenMailbox, *, were_read: bool = False) -> VoiceResponse:
    keys = for_keys(state.to("in_mailbox"))
    say_to(keys, state, "mailbox_asked" if _messages(opened) and not were_read else "mailbox")
    if not opened.withdrawn:
        say_to(keys, state, "mailbox_withdraw")
    call.append(keys)
    return ended(call, state)


def _messages(opened: OpenMailbox) -> tuple[Entry, ...]:
    return tuple(entry for entry in opened.entries if entry.from_officer and entry.text)[-_MOST_READ:]


def _read_aloud(call: VoiceResponse, state: State, opened: OpenMailbox, messages: tuple[Entry, ...]) -> None:
    """Read each in its own language, where that can be heard; only those count as read."""
    say_to(call, state, "question")
    done = []
    for message in messages:
        if _is_heard(call, message.text, of_the_tip=language_of(opened.key)):
            call.pause(length=1)
            done.append(message)
        else:
            say_to(call, state, "question_elsewhere")
    read_by_tipster(replace(opened, entries=tuple(done)))


def _is_heard(call: VoiceResponse, words: str, *, of_the_tip: str) -> bool:
    """Play or read it, and return whether it could be: a few words that may be of any language are of the tip's."""
    if say_ready(call, words):
        return True
    voice = spoken()[hear(words, of_the_tip=of_the_tip).found or of_the_tip].voice
    if voice:
        call.say(words[:_LONGEST], language=voice)
    return bool(voice)
