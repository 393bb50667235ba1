"""The beginning of a call: the emergency number before anything else, the language, and what the caller wants."""

import logging

from django.db import DatabaseError, InterfaceError
from twilio.twiml.voice_response import Gather, VoiceResponse

from reports.intake.ordering import order_deletion_once
from reports.models import ErrandKind
from reports.phone.calls.putting_through import MOSTLY_OVER, connects, on_duty, to_control_room, to_officer
from reports.phone.calls.sound import say
from reports.phone.calls.state import State
from reports.phone.calls.telling import ask_category
from reports.phone.calls.turn import Turn, for_keys, say_to
from reports.phone.calls.typing_in import ask_receipt
from reports.phone.calls.wording import DEFAULT, language_keys
from reports.phone.closed import closed

log = logging.getLogger(__name__)
_BEFORE_CONNECTING = 2  # seconds for a key
_TO_A_TIP, _TO_AN_OFFICER = "2", "4"


def greet(state: State, turn: Turn) -> VoiceResponse:
    """The greeting, and the choice of a language. From here on the call's record is to be deleted at the provider."""
    _put_on_the_ledger(state)
    state = state.but(self_test=turn.is_ours, unsure=True)
    return _choose_language(state, "greeting")


def _put_on_the_ledger(state: State) -> None:
    """Order the record's deletion, or go on without: the next step tries again, and so does the end of the call."""
    try:
        order_deletion_once(state.call, ErrandKind.CALL, wait=MOSTLY_OVER)
    except (DatabaseError, InterfaceError):
        log.error("A call goes on whose record could not be put on the ledger.")


def languages(state: State, turn: Turn) -> VoiceResponse:
    """The choice of a language once more, for whoever pressed a wrong key."""
    return _choose_language(state)


def _choose_language(state: State, *before: str) -> VoiceResponse:
    call = VoiceResponse()
    keys = for_keys(state.to("menu"), menu="choose")
    for name in before:
        say(keys, DEFAULT, name)
    for language in language_keys().values():
        say(keys, language, "choose")
    call.append(keys)
    call.redirect(state.to("menu"))
    return call


def menu(state: State, turn: Turn) -> VoiceResponse:
    """What the caller wants, in the language just chosen; the emergency number once more in that one.

    Who chose none hears all of it in one main language after the other.
    """
    _put_on_the_ledger(state)
    named = language_keys().get(turn.key("choose", DEFAULT))
    if named:
        state = state.but(language=named, unsure=False)
    return _menu(state, is_slip=bool(turn.keys) and not named)


def _menu(state: State, *, is_slip: bool) -> VoiceResponse:
    """`is_slip`: a key was pressed that stands for nothing; that is said first, and counted."""
    call = VoiceResponse()
    state = state.but(tries=int(is_slip))
    keys = for_keys(state.to("chosen"), menu="menu", language=state.language)
    if is_slip:
        say_to(keys, state, "no_key")
    for language in state.languages:
        _offer(keys, language)
    for language in _others(state):
        say(keys, language, "menu_language")
    call.append(keys)
    call.redirect(state.to("chosen"))
    return call


def _others(state: State) -> list[str]:
    """Return the languages in which the way back to them is told, too: all for who chose none.

    Who pressed a wrong key understands the first one perhaps.
    """
    told = language_keys().values() if state.unsure else (DEFAULT,)
    return [language for language in told if language not in state.languages]


def _offer(keys: Gather, language: str) -> None:
    if language != DEFAULT:  # that greeting was heard
        say(keys, language, "greeting")
    _say_if_closed(keys, language)
    say(keys, language, "menu")
    if on_duty():
        say(keys, language, "menu_officer")
    say(keys, language, "menu_language")


def chosen(state: State, turn: Turn) -> VoiceResponse:
    """Go where the key points. Silence leaves a tip; a key that is none is told of once, and then leaves one too.

    A wrong one among the languages is the first.
    """
    has_slipped, state = state.tries > 0, state.but(tries=0)
    match turn.key("menu", state.language):
        case "1":
            return danger(state, turn)
        case "3":
            return ask_receipt(VoiceResponse(), state)
        case "4":
            return to_officer(state)
        case "*":
            return languages(state, turn)
        case key if key not in ("", _TO_A_TIP) and not has_slipped:
            return _menu(state, is_slip=True)
    return ask_category(VoiceResponse(), state)


def danger(state: State, turn: Turn) -> VoiceResponse:
    """The emergency number again, a connection where the force wants that, else the officer on duty, and the way to a
    tip that is immediate.

    Only the keys that are told of lead there: in panic people press 1 again, or anything.
    """
    call = VoiceResponse()
    if state.in_danger and turn.keys == _TO_A_TIP:
        return ask_category(call, state)
    has_officer = (state.rang_in_vain or not connects()) and bool(on_duty())
    if state.in_danger and turn.keys == _TO_AN_OFFICER and has_officer:
        return to_officer(state)
    if state.in_danger and turn.keys and connects():
        say_to(call, state, "danger")  # no key stops this any more
        return to_control_room(call, state)
    state = state.but(in_danger=True)
    keys = for_keys(state.to("in_danger"), seconds=_BEFORE_CONNECTING if connects() else 6)
    say_to(keys, state, "danger")
    if has_officer:
        say_to(keys, state, "menu_officer")
    say_to(keys, state, "danger_connect" if connects() else "danger_more")
    call.append(keys)
    if connects():
        return to_control_room(call, state)
    call.redirect(state.to("category"))
    return call


def _say_if_closed(call: Gather, language: str) -> None:
    try:
        now_closed = closed()
    except (DatabaseError, InterfaceError):
        return  # the caller goes on: a tip that cannot be stored is told of where it is taken
    if now_closed:
        say(call, language, "closed")
        if now_closed.other_number:
            say(call, language, "closed_other", other=now_closed.other_number)
        say(call, language, "closed_leave")
