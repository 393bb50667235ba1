"""What became of a text we sent. Callbacks come late, twice, backwards and for texts that are gone: always 200."""

from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from reports.dialogue.answered import give_refused, note_reached, note_there, note_unanswered
from reports.dialogue.deliver import record_state
from reports.dialogue.forget import note_stopped
from reports.dialogue.lines import NotSure, answer_tag
from reports.gateways.twilio import CALL, MESSAGE, OPTED_OUT
from reports.intake.errands import UNDER_WAY
from reports.intake.line_test import note_answered
from reports.intake.ordering import order_deletion_once
from reports.intake.receipt import find_in
from reports.models import ErrandKind
from reports.phone.answers import not_now, nothing_to_say
from reports.phone.caller import answerable
from reports.phone.opened import OPENED
from reports.phone.signature import signed

_LEFT_THE_HOUSE = {"sent", "delivered", "undelivered", "failed"}
_IN_VAIN = {"undelivered", "failed"}
_THERE = {"delivered", "read"}
_CALL_OVER = {"completed", "busy", "no-answer", "canceled", "failed"}
_STILL_HELD = 120.0  # seconds in which whoever waits for a receipt still holds the phone (decision 85)


def address_for_news(sid: str, answer: str) -> str:
    """Return where the provider is to tell what became of our answer to a text, which is given now."""
    tag = answer_tag(sid)
    OPENED.note_answer(tag)
    return f"{settings.PUBLIC_URL}{reverse('phone:answered')}?{'receipt' if find_in(answer) else 'text'}={tag}"


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


def _note_refused(phone: str, tag: str, text: str) -> None:
    """Note that a phone has stopped all texts, unless it has asked for them again since that answer was given.

    Then it is owed the receipt that was in it, at once if it is no later than it would be sent unasked.
    """
    age = OPENED.age_before_start(phone, tag or text)
    if age is None:
        note_stopped(phone, tag)
    elif tag:
        (give_refused if age < _STILL_HELD else note_unanswered)(phone, tag)


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
            _note_refused(phone, tag, request.GET.get("text", ""))
        elif tag and state in _IN_VAIN:
            note_unanswered(phone, tag)
        elif tag and state in _LEFT_THE_HOUSE | _THERE:
            (note_reached if state in _THERE else note_there)(phone, tag)
        if state in _THERE:
            note_answered(phone)
    except (NotSure, DatabaseError, InterfaceError):
        return not_now()
    return nothing_to_say()
