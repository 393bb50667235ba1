"""Sending an officer's words as a text, or as several: nothing twice, and where nobody can know, it says so."""

import logging
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from reports import audit, keystore
from reports.clock import in_seconds
from reports.dialogue.forget import note_refused
from reports.dialogue.lines import is_idle, number_of
from reports.dialogue.parts import parts_of
from reports.gateways.twilio import OPTED_OUT, Refused, SentOrNot, Unavailable
from reports.gateways.twilio import twilio_gateway as gateway
from reports.keystore import KeyGone
from reports.models import Delivery, Dispatch, ErrandKind, KeyPurpose, Line, Record
from reports.sealing.opening import CannotOpen
from reports.worker_box import RELAY, open_handed
from reports.writing import new_errand

log = logging.getLogger(__name__)
_LEASE = 60.0
_GIVE_UP = 40  # tries while the provider is unavailable: with the waits below, about a day
_LONGEST_WAIT = 3600.0
_NEWS_WITHIN = 24 * 3600.0  # seconds in which the provider's last word on a text may come
_AT_PROVIDER = 900  # seconds: one that the provider sends later may ring beside somebody, or after QUIET
_DELETE_AFTER = 180.0  # seconds; the provider refuses to delete a message that is on its way
_STATES = {
    "sent": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "read": Delivery.DELIVERED,
    "undelivered": Delivery.FAILED,
    "failed": Delivery.FAILED,
}
_RANK = {
    Delivery.NONE: 0,
    Delivery.QUEUED: 1,
    Delivery.UNKNOWN: 2,
    Delivery.SENT: 3,
    Delivery.FAILED: 4,
    Delivery.DELIVERED: 5,
}


def deliver(dispatch_id: UUID) -> None:
    """Send one dispatch. It is marked as handed over, and that is committed, before the provider is called."""
    taken = Dispatch.objects.filter(pk=dispatch_id, handed_over=False)
    if not taken.update(handed_over=True, attempts=F("attempts") + 1, due_at=in_seconds(_LEASE)):
        return
    dispatch = Dispatch.objects.select_related("record__tip").get(pk=dispatch_id)
    try:
        parts = parts_of(_text(dispatch))
        for number in range(dispatch.sent, len(parts)):
            phone = _phone(dispatch)
            if not phone or not _send(dispatch, number, parts[number], to=phone):
                return
    except (Line.DoesNotExist, KeyGone, CannotOpen):
        _finish(dispatch, Delivery.FAILED)
        return
    _wait_for_news(dispatch)


def _phone(dispatch: Dispatch) -> str:
    """Return the number that takes the next part, "" where it has asked for silence, or is a stranger again. Asked
    before each: who sends QUIET or FORGET upon the first one is to get no second.
    """
    line = Line.objects.get(pk=dispatch.line_id, tip=dispatch.record.tip_id)
    if line.silent or line.stopped or is_idle(line):
        _leave_in_mailbox(dispatch)
        return ""
    return number_of(line)


def _send(dispatch: Dispatch, number: int, part: str, *, to: str) -> bool:
    """Send one part, and return whether the next one may follow."""
    try:
        callback = _callback(dispatch.pk, number)
        sid = gateway().send_message(to=to, body=part, status_callback=callback, within=_AT_PROVIDER)
    except Unavailable:
        _put_back(dispatch)
    except Refused as refusal:
        _finish(dispatch, Delivery.FAILED)
        if refusal.code == OPTED_OUT:
            note_refused(dispatch.record.tip)
    except SentOrNot:
        _advance(dispatch.record_id, Delivery.UNKNOWN)
        _wait_for_news(dispatch)
    else:
        return _sent(dispatch, sid)
    return False


def record_state(*, dispatch: UUID, status: str, part: int = 0, error_code: int | None = None) -> None:
    """Note what the provider says of one part; states only move forward, and an unknown dispatch is no error.

    The whole is delivered when all its parts are. One that fails fails it, and what was not yet sent stays here.
    """
    row = Dispatch.objects.select_related("record__tip").filter(pk=dispatch).first()
    state = _STATES.get(status)
    if row is None or state is None or not 0 <= part < row.parts:
        return
    if state == Delivery.FAILED or (state == Delivery.DELIVERED and _all_arrived(row, part)):
        _finish(row, state)
    elif row.parts == 1 or row.sent == row.parts:
        _advance(row.record_id, Delivery.SENT)
    if error_code == OPTED_OUT:
        note_refused(row.record.tip)


def _all_arrived(dispatch: Dispatch, part: int) -> bool:
    Dispatch.objects.filter(pk=dispatch.pk).update(arrived=F("arrived").bitor(1 << part))
    arrived = Dispatch.objects.filter(pk=dispatch.pk).values_list("arrived", flat=True).first()
    return arrived == (1 << dispatch.parts) - 1


def settle_stranded(dispatch_id: UUID) -> None:
    """End a dispatch that nobody will hear of any more.

    Its worker died between handing over and hearing back, and then nobody knows what the tipster got and an officer
    decides; or it went out, and the provider's last word on it never came.
    """
    row = Dispatch.objects.filter(pk=dispatch_id, handed_over=True, due_at__lt=timezone.now()).first()
    if row is not None:
        _finish(row, Delivery.UNKNOWN)


def _text(dispatch: Dispatch) -> str:
    """Return the words. They are sealed for one line: a dispatch that somebody gave another line does not open."""
    one_time, labels = keystore.get(KeyPurpose.ONE_TIME, dispatch.pk), ("dispatch", dispatch.pk, dispatch.line_id)
    return open_handed(RELAY, dispatch.box, one_time, *labels)["text"]


def _callback(dispatch_id: UUID, part: int) -> str:
    return f"{settings.PUBLIC_URL}/phone/status/{dispatch_id}" + (f"?part={part}" if part else "")


def _put_back(dispatch: Dispatch) -> None:
    if dispatch.attempts >= _GIVE_UP:
        _finish(dispatch, Delivery.FAILED)
        return
    wait = min(_LONGEST_WAIT, 5.0 * 2 ** min(dispatch.attempts, 10))
    Dispatch.objects.filter(pk=dispatch.pk).update(handed_over=False, due_at=in_seconds(wait))


def _sent(dispatch: Dispatch, sid: str) -> bool:
    """Note that a part went out, and see to it that the provider forgets its words.

    The whole counts as sent when its last part is. False when it is settled already: a part has failed meanwhile, or
    an officer decided.
    """
    errand, key = new_errand(dispatch.record_id, ErrandKind.MESSAGE, sid, wait=_DELETE_AFTER)
    keystore.put(key)
    with transaction.atomic():
        errand.save(force_insert=True)
        row = Dispatch.objects.filter(pk=dispatch.pk)
        goes_on = row.update(sent=F("sent") + 1, due_at=in_seconds(_LEASE)) == 1
        if not goes_on or row.filter(sent=F("parts")).exists():
            _advance(dispatch.record_id, Delivery.SENT)
        tip = dispatch.record.tip
        audit.enter("text.sent", by=audit.WORKER, tip=tip.pk, unit=tip.unit_id)
    return goes_on


def _wait_for_news(dispatch: Dispatch) -> None:
    """Forget the words, which are not to be sent again, and wait for the provider's last word on them."""
    keystore.destroy(KeyPurpose.ONE_TIME, [dispatch.pk])
    Dispatch.objects.filter(pk=dispatch.pk).update(due_at=in_seconds(_NEWS_WITHIN))


def _advance(record_id: UUID, state: Delivery) -> None:
    lower = [earlier for earlier, rank in _RANK.items() if rank < _RANK[state]]
    Record.objects.filter(pk=record_id, delivery__in=lower).update(delivery=state)


def _leave_in_mailbox(dispatch: Dispatch) -> None:
    """End a dispatch whose phone has asked for silence while it waited: it stands as if asked of a silent line."""
    with transaction.atomic():
        Record.objects.filter(pk=dispatch.record_id, delivery=Delivery.QUEUED).update(delivery=Delivery.NONE)
        _finish(dispatch, Delivery.NONE)


def _finish(dispatch: Dispatch, state: Delivery) -> None:
    keystore.destroy(KeyPurpose.ONE_TIME, [dispatch.pk])
    with transaction.atomic():
        _advance(dispatch.record_id, state)
        Dispatch.objects.filter(pk=dispatch.pk).delete()
