"""Typing a receipt on the keypad, by fours. Mistakes are forgiven by the group: star takes back the last four, hash
after a group means nothing, and what makes no receipt in the end is read out again, group by group."""

from twilio.twiml.voice_response import VoiceResponse

from reports.dialogue.mailbox import NoSuchMailbox, open_mailbox
from reports.dialogue.turns import MailboxBusy
from reports.intake.receipt import DIGITS, ReceiptMistyped, parse
from reports.phone.calls.mailbox import tell
from reports.phone.calls.reading_out import GROUP, GROUPS
from reports.phone.calls.sound import say_digits
from reports.phone.calls.state import State
from reports.phone.calls.telling import ask_category
from reports.phone.calls.turn import Turn, ended, for_keys, say_to

_TO_FIND_THEM = 10  # seconds for the next four digits: they stand on a slip of paper
_TO_COMPARE = 4
_MOST_TRIES = 8


def ask_receipt(call: VoiceResponse, state: State) -> VoiceResponse:
    return _ask(call, state.but(typed="", partial="", at=0, again=False), "enter")


def entered(state: State, turn: Turn) -> VoiceResponse:
    """Four digits came, or a star, or too few of them, or nothing.

    A star or a hash takes the place of a digit among the four that the provider waits for: the rest of the group is
    still to come, and is waited for in silence.
    """
    call, keys = VoiceResponse(), turn.keys.replace("#", "")
    star, digits = "*" in keys, keys.rpartition("*")[2]
    if not star:
        digits = state.partial + digits
    if digits.isdigit() and len(digits) == GROUP:
        return _take(call, state.but(partial=""), digits)
    if state.tries >= (_MOST_TRIES if turn.keys else 2):
        return _give_up(call, state)
    if keys.startswith("*") and state.at and len(state.typed) < DIGITS and not (state.partial or state.again):
        state = state.but(at=state.at - 1, typed=state.typed[: GROUP * (state.at - 1)], again=True)
    if digits and (star or "#" in turn.keys):
        return _wait_for_more(call, state.but(partial=digits))
    state = state.but(tries=state.tries + 1, partial="")
    if turn.keys and not keys:
        return _wait_for_more(call, state)
    return _ask(call, state, "enter_again" if turn.keys or state.at else "enter")


def gave_up(state: State, turn: Turn) -> VoiceResponse:
    """Nobody comes to a new tip from here but by its key."""
    match turn.keys:
        case "2":
            return ask_category(VoiceResponse(), state)
        case "3":
            return ask_receipt(VoiceResponse(), state)
    return ended(VoiceResponse(), state)


def checked(state: State, turn: Turn) -> VoiceResponse:
    """While the digits are read out: star enters these four again, and so do the digits themselves; hash goes on."""
    call = VoiceResponse()
    if turn.keys.isdigit() and state.tries < _MOST_TRIES:
        return _wait_for_more(call, state.but(tries=state.tries + 1, partial=turn.keys))
    if turn.keys == "*" and state.tries < _MOST_TRIES:
        return _ask(call, state.but(tries=state.tries + 1), "enter_again")
    return _compare(call, state.but(at=state.at + 1) if turn.keys == "#" else state)


def _take(call: VoiceResponse, state: State, group: str) -> VoiceResponse:
    start, is_put_right, is_asked = GROUP * state.at, len(state.typed) == DIGITS, state.again
    state = state.but(typed=state.typed[:start] + group + state.typed[start + GROUP :], again=False)
    if len(state.typed) == DIGITS:
        return _open(call, state, "again" if is_put_right else "check", goes_on=is_put_right and not is_asked)
    return _ask(call, state.but(at=state.at + 1), "enter_next", heard=group)


def _give_up(call: VoiceResponse, state: State) -> VoiceResponse:
    state = state.but(typed="", partial="", at=0, tries=0, again=False)
    keys = for_keys(state.to("gave_up"))
    say_to(keys, state, "gave_up")
    call.append(keys)
    return ended(call, state)


def _wait_for_more(call: VoiceResponse, state: State) -> VoiceResponse:
    """Say nothing, which would be in the way of who types on."""
    missing = GROUP - len(state.partial)
    call.append(for_keys(state.to("entered"), keys=missing, seconds=_TO_FIND_THEM))
    call.redirect(state.to("entered", partial=""))
    return call


def _ask(call: VoiceResponse, state: State, name: str, *, heard: str = "") -> VoiceResponse:
    """Ask for four digits. What to do about a mistake is said once; after that the digits come first, and at once."""
    state = state.but(again=state.again or name == "enter_again")
    keys = for_keys(state.to("entered"), keys=GROUP, seconds=_TO_FIND_THEM)
    is_told = name == "enter_next" and state.at > 1
    if is_told:
        say_digits(keys, state.language, heard)
    say_to(keys, state, "enter_more" if is_told else name)
    if heard and not is_told:
        say_digits(keys, state.language, heard)
    call.append(keys)
    call.redirect(state.to("entered"))
    return call


def _open(call: VoiceResponse, state: State, before_digits: str, *, goes_on: bool) -> VoiceResponse:
    """Open the mailbox, or read the digits out: what to do about a mistake was said before the first time.

    `goes_on`: who typed a group without being asked for it may type the whole receipt once more.
    """
    try:
        opened = open_mailbox(parse(state.typed))
    except ReceiptMistyped:
        if goes_on and state.at + 1 < GROUPS:
            return _compare(call, state.but(at=state.at + 1))
        say_to(call, state, before_digits)
        return _compare(call, state.but(at=0))
    except NoSuchMailbox:
        say_to(call, state, "no_mailbox")
        return ended(call, state)
    except MailboxBusy:
        say_to(call, state, "not_now")
        return ended(call, state)
    return tell(call, state.but(mailbox=opened.pass_token, typed="", at=0, tries=0), opened)


def _compare(call: VoiceResponse, state: State) -> VoiceResponse:
    for group in range(state.at, GROUPS):
        keys = for_keys(state.to("checked", at=group), seconds=_TO_COMPARE)
        say_digits(keys, state.language, state.typed[GROUP * group : GROUP * (group + 1)])
        call.append(keys)
    say_to(call, state, "no_mailbox")
    return ended(call, state)
