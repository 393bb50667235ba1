"""What became of a text we sent. Callbacks come late, twice, backwards and for texts that are gone: always 200."""

from uuid import UUID

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, QueryDict

from reports.dialogue.answered import note_reached, note_there, note_unanswered
from reports.dialogue.deliver import record_state
from reports.dialogue.forget import note_stopped
from reports.dialogue.lines import NotSure
from reports.gateways.twilio import CALL, MESSAGE, OPTED_OUT
from reports.intake.errands import UNDER_WAY
from reports.intake.line_test import note_answered
from reports.intake.ordering import order_deletion_once
from reports.models import ErrandKind
from reports.phone.answers import not_now, nothing_to_say
from reports.phone.caller import answerable
from reports.phone.signature import signed

_LEFT_THE_HOUSE = {"sent", "delivered", "undelivered", "failed"}
_IN_VAIN = {"undelivered", "failed"}
_THERE = {"delivered", "read"}
_CALL_OVER = {"completed", "busy", "no-answer", "canceled", "failed"}


def delete_there(told: QueryDict) -> None:
    """Have a text of ours that has left, or the record of a call of ours that is over, deleted at the provider.

    Whoever sent it may have died before noting its name, or never have learnt it.
    """
    text, call = told.get("MessageSid", ""), told.get("CallSid", "")
    if told.get("MessageStatus") in _LEFT_THE_HOUSE and MESSAGE.fullmatch(text):
        order_deletion_once(text, ErrandKind.MESSAGE, wait=UNDER_WAY)
    if told.get("CallStatus") in _CALL_OVER and CALL.fullmatch(call):
        order_deletion_once(call, ErrandKind.CALL, wait=UNDER_WAY)


@signed
def status(request: HttpRequest, dispatch: UUID) -> HttpResponse:
    """An officer's words: the address holds the dispatch's random id and nothing of the phone."""
    code, part = request.POST.get("ErrorCode", ""), request.GET.get("part", "0")
    try:
        delete_there(request.POST)
        record_state(
            dispatch=dispatch,
            status=request.POST.get("MessageStatus", "")[:20],
            part=int(part) if part.isascii() and part.isdigit() and len(part) < 3 else 0,
            error_code=int(code) if code.isascii() and code.isdigit() and len(code) < 10 else None,
        )
    except (DatabaseError, InterfaceError):
        return not_now()
    return nothing_to_say()


@signed
def answered(request: HttpRequest) -> HttpResponse:
    """The text with the receipt has left: have it deleted at the provider, where it would open the mailbox.

    Where the phone has stopped all texts its owner has not read it, and is to have a receipt after START. Where it did
    not come for another reason, the desk learns that perhaps nobody has the receipt that was in it. That the provider
    tells of it at all shows that it took our answer.
    """
    told, phone = request.POST, answerable(request.POST.get("To", ""))
    state, tag = told.get("MessageStatus"), request.GET.get("receipt", "")
    try:
        delete_there(told)  # first: whatever is wrong with the phone's line, the text must not stay there
        if told.get("ErrorCode") == str(OPTED_OUT):
            note_stopped(phone, tag)
        elif tag and state in _IN_VAIN:
            note_unanswered(phone, tag)
        elif tag and state in _LEFT_THE_HOUSE | _THERE:
            (note_reached if state in _THERE else note_there)(phone, tag)
        if state in _THERE:
            note_answered(phone)
    except (NotSure, DatabaseError, InterfaceError):
        return not_now()
    return nothing_to_say()
