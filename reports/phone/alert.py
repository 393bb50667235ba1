"""Officers and their alerts: what they hear when they are called, the key they press, and the texts they answer with.

They are told that something waits, and nothing of it. The provider's requests are signed like all others; a step's
address holds its random id. A text from a number that is confirmed as an officer's is no tip, unless it tells of danger
or its phone has told a tip before: any officer can type any number in.
"""

from uuid import UUID

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from twilio.twiml.voice_response import Gather, VoiceResponse

from reports.alerts.codes import is_code_alone
from reports.alerts.confirm import Answer, confirm_by_code, confirm_step, tells_of_many, told_of_text
from reports.alerts.phones import owners_of
from reports.alerts.ring import provider_says
from reports.alerts.waiting import newest_is_closed
from reports.dialogue.lines import Met
from reports.models import AlertStep, ConfirmedBy
from reports.phone.answers import bad_request, not_now, nothing_to_say, twiml
from reports.phone.calls.turn import call_of
from reports.phone.calls.wording import DEFAULT, spoken
from reports.phone.hearing import hear
from reports.phone.signature import signed
from reports.phone.status import delete_there
from reports.phone.understanding import Understood

SOMETHING_WAITS = "This is the tip line. Something urgent waits at the desk. To confirm that you see to it, press 1."
MANY_WAIT = "This is the tip line. Several urgent things wait at the desk. To see to the newest alone, press 1."
MANY_WAIT_OPENED = MANY_WAIT.replace("the newest alone", "the newest that you can open")
NOT_CONFIRMED = "Nothing is confirmed. A colleague is called next."
TEXT_UNKNOWN = (
    "Nothing is confirmed: answer with the number in our text. This is an officer's phone: texts from it are tips only"
    " where they tell of danger. To send a tip, use the web page."
)
TEXT_ANOTHER = (
    "This number confirms nothing now. If you confirmed by it before, that holds. Something else rings: answer with the"
    " number in our newest text, and look at each digit."
)
STRAY = (
    "Nothing is confirmed, and nothing stored. Were you called? Text the number from the phone that was called; if this"
    " is it, enter it once more under Duty. A tip? Say in words what you know."
)
_ELSEWHERE = "Something waits that another unit alone can open. Reach somebody there, then confirm at the desk."
TOLD = {
    Answer.CONFIRMED: "Confirmed. Nobody else is called. Open the desk now.",
    Answer.ALREADY: "This waits no more: it was confirmed already, or called off. Thank you.",
    Answer.NOT_THEIRS: "This has gone to another team. Thank you.",
    Answer.NOT_OPENED: f"Nothing is confirmed. {_ELSEWHERE}",
    Answer.IN_PART: "Confirmed: the newest alone. The others stay listed and ring on. Open the desk now.",
    Answer.IN_PART_OPENED: (
        "Confirmed: the newest that you can open, alone. A newer one and the others ring on. Open the desk now."
    ),
    Answer.ANOTHER_RINGS: TEXT_ANOTHER,
    Answer.UNKNOWN: TEXT_UNKNOWN,
}
_TIMES = 3  # said, so that somebody who was asleep hears it whole


def is_officers(number: str) -> bool:
    """Return whether this number is confirmed as that of officers who are alerted on it."""
    return any(owners_of(number).values())


def answer_officer(number: str, body: str, read: Understood, met: Met, *, more: bool) -> str:
    """Do what an officer's text asks for, and return the answer; "" where it is a tipster's, and nothing was done.

    A phone that has told something, or wants silence, is a tipster's, whoever had it confirmed; so is danger. Six
    digits that are all a stranger texts may be an officer's on another phone, to whom "stored" would sound like
    "confirmed". They are answered alike whatever rings, else anybody could find a code. `more`: files came with it, or
    it comes late.
    """
    owners = owners_of(number)
    if answer := confirm_by_code(owners, body):
        return TOLD[answer]
    is_confirmed = any(owners.values())
    is_stray = not more and number != "" and read.tells and is_code_alone(body)
    if not (is_confirmed or is_stray) or met.known is not None or met.must_not_ring:
        return ""
    heard = hear(read.told, cries=read.cries) if read.tells else None
    if heard and (heard.in_danger if is_confirmed else heard.needs_number):
        return ""
    return TOLD[told_of_text(owners, body)] if is_confirmed else STRAY


@signed
def told(request: HttpRequest, step: UUID) -> HttpResponse:
    """What an officer hears who answers. A mailbox that answers presses no key."""
    if not call_of(request):
        return bad_request()
    call = VoiceResponse()
    try:
        says = _asks(AlertStep.objects.filter(pk=step).first())
    except (DatabaseError, InterfaceError):
        says = SOMETHING_WAITS
    for _ in range(_TIMES):
        keys = Gather(num_digits=1, timeout=6, action=reverse("phone:alert_key", args=[step]))
        keys.say(says, language=spoken()[DEFAULT].voice)
        call.append(keys)
    call.hangup()
    return twiml(call)


def _asks(step: AlertStep | None) -> str:
    if step is None or not tells_of_many(step):
        return SOMETHING_WAITS
    return MANY_WAIT_OPENED if newest_is_closed(step) else MANY_WAIT


@signed
def pressed(request: HttpRequest, step: UUID) -> HttpResponse:
    if not call_of(request):
        return bad_request()
    try:
        is_confirmed = request.POST.get("Digits") == "1"
        words = TOLD[confirm_step(step, how=ConfirmedBy.KEY)] if is_confirmed else NOT_CONFIRMED
    except (DatabaseError, InterfaceError):
        return not_now()
    call = VoiceResponse()
    call.say(words, language=spoken()[DEFAULT].voice)
    call.hangup()
    return twiml(call)


@signed
def state(request: HttpRequest, step: UUID) -> HttpResponse:
    """What became of a text or a call. Whatever comes late, twice or for a step that is gone: 200."""
    try:
        delete_there(request.POST)
        provider_says(step, (request.POST.get("MessageStatus") or request.POST.get("CallStatus", ""))[:20])
    except (DatabaseError, InterfaceError):
        return not_now()
    return nothing_to_say()
