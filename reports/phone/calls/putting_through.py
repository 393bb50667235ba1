"""Putting a call through: to the officer on duty, or, where the force wants it, from "danger now" to its control room.

Nobody who is called sees the caller's number: the hotline's own stands in its place, and without one nobody is called.
Nothing is recorded. The officer takes the call by a key, so that no voice is left in a mailbox of the officer's phone.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from reports.dialogue.duty import duty_phone
from reports.intake.ordering import order_deletion_once
from reports.intake.undecided import hurry
from reports.models import ErrandKind, Hotline
from reports.phone.answers import bad_request, not_now, nothing_to_say, twiml
from reports.phone.calls.state import State
from reports.phone.calls.telling import ask_category
from reports.phone.calls.turn import FAULTS, Turn, call_of, for_keys, say_to
from reports.phone.calls.wording import DEFAULT, spoken
from reports.phone.signature import signed
from reports.triage.steps.language import NAMES

TO_THE_OFFICER = (
    "A caller of the tip line wants to talk. The line speaks {language} with them. Do not ask for a name. To take the"
    " call, press 1."
)
_TIMES = 2  # said; the caller waits meanwhile
_RINGS = 25  # seconds
_OVER_SOON = 20.0  # seconds before the deletion of what is over
MOSTLY_OVER = 20 * 60.0  # seconds after its beginning; the record of a call that goes on is refused, and asked again
_GOING_ON = {"queued", "initiated", "ringing", "in-progress"}


def connects() -> bool:
    """Return whether "danger now" is connected to somebody."""
    return bool(settings.DANGER_NUMBER and settings.TWILIO_NUMBER)


def on_duty() -> str:
    """Return the number of the officer on duty, or "" while nobody is: the menu then does not speak of one."""
    try:
        line = Hotline.objects.first()
    except (DatabaseError, InterfaceError):
        return ""
    if line is None or line.is_closed or not settings.TWILIO_NUMBER:
        return ""
    return duty_phone(line)


def to_officer(state: State) -> VoiceResponse:
    """Call the officer on duty; out of hours a recording is offered."""
    call, number = VoiceResponse(), on_duty()
    if not number:
        say_to(call, state, "no_officer")
        return ask_category(call, state)
    say_to(call, state, "officer")
    _dial(call, number, state, screen=_screen(state))
    return call


def to_control_room(call: VoiceResponse, state: State) -> VoiceResponse:
    """Connect somebody in danger. No key is asked for there: seconds count."""
    _dial(call, settings.DANGER_NUMBER, state)
    return call


def put_back(state: State, turn: Turn) -> VoiceResponse:
    """The other side hung up, or did not answer: what can still be done here."""
    if turn.other_leg:
        order_deletion_once(turn.other_leg, ErrandKind.CALL, wait=_OVER_SOON)
    call = VoiceResponse()
    if not turn.talked and not state.in_danger:
        say_to(call, state, "no_officer")
        return ask_category(call, state)
    in_vain = not turn.talked
    keys = for_keys(state.to("in_danger", rang_in_vain=in_vain) if state.in_danger else state.to("category"))
    say_to(keys, state, "danger" if in_vain else "talk_over")
    if in_vain and on_duty():
        say_to(keys, state, "menu_officer")
    say_to(keys, state, "danger_more")
    call.append(keys)
    call.redirect(state.to("category"))
    return call


@signed
def screen(request: HttpRequest) -> HttpResponse:
    """What the officer hears before the caller does."""
    if not call_of(request):
        return bad_request()
    officer = VoiceResponse()
    languages = " and ".join(NAMES[one] for one in request.GET.getlist("language") if one in NAMES)
    told = TO_THE_OFFICER.format(language=languages or NAMES[DEFAULT])
    for _ in range(_TIMES):
        keys = Gather(num_digits=1, timeout=6, action=reverse("phone:screened"))
        keys.say(told, language=spoken()[DEFAULT].voice)
        officer.append(keys)
    officer.hangup()
    return twiml(officer)


@signed
def screened(request: HttpRequest) -> HttpResponse:
    """With 1 they are connected, for that is what an empty answer means here."""
    officer = VoiceResponse()
    if request.POST.get("Digits") != "1":
        officer.hangup()
    return twiml(officer)


@signed
def over(request: HttpRequest) -> HttpResponse:
    """The provider tells that a call, or the side of one that we called, began or is over: its record is to go.

    Whoever hung up decides nothing more, and what was said is sent.
    """
    call = call_of(request)
    if not call:
        return bad_request()
    goes_on = request.POST.get("CallStatus") in _GOING_ON
    try:
        order_deletion_once(call, ErrandKind.CALL, wait=MOSTLY_OVER if goes_on else _OVER_SOON)
        if not goes_on:
            hurry(call)
    except FAULTS:
        return not_now()
    return nothing_to_say()


def _screen(state: State) -> str:
    """Nothing sealed goes along: the officer's side is a call of its own, and opens nothing of the caller's."""
    return f"{reverse('phone:screen')}?{urlencode({'language': state.languages}, doseq=True)}"


def _dial(call: VoiceResponse, number: str, state: State, *, screen: str | None = None) -> None:
    dial = Dial(action=state.to("put_back"), caller_id=settings.TWILIO_NUMBER, timeout=_RINGS, record="do-not-record")
    dial.number(number, url=screen, status_callback=reverse("phone:over"), status_callback_event="initiated completed")
    call.append(dial)
