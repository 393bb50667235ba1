"""The steps of a call by their addresses, and the fallback, which runs the step that failed once more."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from twilio.twiml.voice_response import VoiceResponse

from reports.phone.answers import bad_request, twiml
from reports.phone.calls.mailbox import heard, in_mailbox, in_withdraw
from reports.phone.calls.opening import chosen, danger, greet, languages, menu
from reports.phone.calls.putting_through import put_back
from reports.phone.calls.reading_out import receipt
from reports.phone.calls.state import NotThisCall, State
from reports.phone.calls.telling import category, decided, record, recorded, unheard
from reports.phone.calls.turn import Step, Turn, answer, call_of
from reports.phone.calls.typing_in import entered, gave_up, not_opened
from reports.phone.signature import signed

STEPS: Mapping[str, Step] = {
    "voice": greet,
    "languages": languages,
    "menu": menu,
    "chosen": chosen,
    "in_danger": danger,
    "put_back": put_back,
    "category": category,
    "record": record,
    "recorded": recorded,
    "unheard": unheard,
    "decided": decided,
    "receipt": receipt,
    "entered": entered,
    "checked": entered,  # its name of before, for a call that began on a host not yet upgraded
    "gave_up": gave_up,
    "in_mailbox": in_mailbox,
    "heard": heard,
    "in_withdraw": in_withdraw,
}
_OF_A_MAILBOX = ("entered", "checked", "gave_up", "in_mailbox", "heard")  # nothing that is told can be lost in these


@signed
def fallback(request: HttpRequest) -> HttpResponse:
    """Twilio asks here when a step failed: it is tried once more, with all that was said and pressed.

    With no luck here either the caller is told, since nobody is left to ask; where a mailbox could not be opened a tip
    can still be left. A call that cannot go on begins again.
    """
    call = call_of(request)
    if not call:
        return bad_request()
    path, _, query = request.POST.get("ErrorUrl", "").partition("?")
    name = next((name for name in STEPS if path.endswith(reverse(f"phone:{name}"))), "")
    try:
        state = State.of(call, QueryDict(query))
    except NotThisCall:
        name = ""
    if not name:
        anew = VoiceResponse()
        anew.redirect(reverse("phone:voice"))
        return twiml(anew)
    instead = not_opened if name in _OF_A_MAILBOX else None
    return answer(STEPS[name], state, Turn.of(request.POST, last_try=True), instead)
