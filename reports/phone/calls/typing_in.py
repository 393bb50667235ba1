"""Typing a receipt on the keypad, at the caller's pace: what the line says to each turn of reports.phone.calls.digits.

Many digits may come at once, for keys that are pressed while the provider asks us may be lost.
"""

from dataclasses import replace

from twilio.twiml.voice_response import VoiceResponse

from reports.dialogue.mailbox import NoSuchMailbox, open_mailbox
from reports.dialogue.turns import MailboxBusy
from reports.intake.receipt import ReceiptMistyped, parse
from reports.phone.calls.digits import GROUPS, Move, Turned, Typed, press
from reports.phone.calls.mailbox import tell, tell_again
from reports.phone.calls.sound import say_digits
from reports.phone.calls.state import State
from reports.phone.calls.telling import ask_category
from reports.phone.calls.turn import Turn, ended, for_keys, say_to

_PAUSE = 4  # seconds without a key: the caller rests, and hears what was typed
_TO_FIND_THEM = 10  # for the next digits: they stand on a slip of paper
_TO_GO_ON = 6  # for the rest of a group, which was said back as far as it was typed
_TO_COMPARE = 4
_MOST_MISSES = 5  # receipts that open nothing, in one call: whoever guesses must call again


def ask_receipt(call: VoiceResponse, state: State) -> VoiceResponse:
    return _ask(call, _with(state, Typed()), "enter")


def entered(state: State, turn: Turn) -> VoiceResponse:
    """Keys came, before or while the digits are read out, or nothing did."""
    call, before = VoiceResponse(), _typed_in(state)
    turned = press(before, turn.keys, _is_receipt)
    state = _with(state, turned.typed)
    match turned.move:
        case Move.OPEN:
            return _open(call, state)
        case Move.WAIT:
            is_heard = turned.typed.is_whole and not turned.typed.asked
            return _wait(call, state, _TO_FIND_THEM) if is_heard else _wait(call, state, _TO_GO_ON, turned.typed.part)
        case Move.READ_OUT:
            say_to(call, state, "still" if before.is_whole else "check")
            return _read_out(call, state)
        case Move.READ_ON:
            return _read_out(call, state)
        case Move.GIVE_UP:
            return _try_again(call, state, "gave_up")
    return _ask(call, state, *_asking(turned), back=turned.back, is_first=before.awaited == 0 and not before.is_whole)


def gave_up(state: State, turn: Turn) -> VoiceResponse:
    """Nobody comes to a new tip from here but by its key. What could not be opened is tried again, untyped."""
    match turn.keys:
        case "2":
            return ask_category(VoiceResponse(), _with(state.but(mailbox="", reading="", heard=False), Typed()))
        case "3" if state.mailbox:
            return tell_again(state)
        case "3" if _is_receipt(state.typed):
            return _open(VoiceResponse(), state)
        case "3":
            return ask_receipt(VoiceResponse(), state)
    return ended(VoiceResponse(), state)


def not_opened(state: State, turn: Turn) -> VoiceResponse:
    """A mailbox cannot be opened at this moment: say so, and let the caller try again, or leave a tip."""
    typed = _typed_in(state) if state.mailbox else press(_typed_in(state), turn.keys, _is_receipt).typed
    return _try_again(VoiceResponse(), _with(state, typed), "not_now")


def _asking(turned: Turned) -> list[str]:
    """Return the sentences that ask for the group that is awaited, by its name."""
    typed = turned.typed
    named = f"group_{typed.awaited + 1}"
    if turned.move is Move.ASK_AGAIN:
        return ["once_more", named, *(["star_back"] if typed.is_whole and typed.at else [])]
    return [named if typed.digits else "enter"]


def _ask(call: VoiceResponse, state: State, *names: str, back: str = "", is_first: bool = False) -> VoiceResponse:
    """Ask for digits. What was typed is said back first, and before the first time what to do about a mistake."""
    keys = for_keys(state.to("entered"), keys=_typed_in(state).missing, seconds=_PAUSE)
    if back and is_first:
        say_to(keys, state, "heard")
    if back:
        say_digits(keys, state.language, back)
    for name in names:
        say_to(keys, state, name)
    call.append(keys)
    return _wait(call, state, _TO_FIND_THEM)


def _wait(call: VoiceResponse, state: State, seconds: int, part: str = "") -> VoiceResponse:
    """Say nothing but a part that was typed: more would be in the way of who types on."""
    keys = for_keys(state.to("entered"), keys=_typed_in(state).missing, seconds=seconds)
    say_digits(keys, state.language, part)
    call.append(keys)
    call.redirect(state.to("entered"))
    return call


def _read_out(call: VoiceResponse, state: State) -> VoiceResponse:
    """Read the groups out that are left; who finds none of them wrong can only try again."""
    typed = _typed_in(state)
    for at in range(typed.at, GROUPS):
        keys = for_keys(_with(state, replace(typed, at=at)).to("entered"), seconds=_TO_COMPARE)
        say_digits(keys, state.language, typed.group(at))
        call.append(keys)
    return _try_again(call, _with(state, Typed()), "gave_up")


def _try_again(call: VoiceResponse, state: State, name: str) -> VoiceResponse:
    keys = for_keys(state.to("gave_up"))
    say_to(keys, state, name)
    say_to(keys, state, "try_again")
    call.append(keys)
    return ended(call, state)


def _open(call: VoiceResponse, state: State) -> VoiceResponse:
    try:
        opened = open_mailbox(state.typed)
    except MailboxBusy:
        return _try_again(call, state, "not_now")
    except NoSuchMailbox:
        state = _with(state, Typed()).but(misses=state.misses + 1)
        if state.misses < _MOST_MISSES:
            return _try_again(call, state, "no_mailbox")
        say_to(call, state, "no_mailbox")
        return ended(call, state)
    return tell(call, _with(state, Typed()).but(mailbox=opened.pass_token), opened)


def _is_receipt(digits: str) -> bool:
    try:
        return parse(digits) == digits
    except ReceiptMistyped:
        return False


def _typed_in(state: State) -> Typed:
    return Typed(state.typed, state.partial, state.at, state.again, state.tries)


def _with(state: State, typed: Typed) -> State:
    return state.but(typed=typed.digits, partial=typed.more, at=typed.at, again=typed.asked, tries=typed.lost)
