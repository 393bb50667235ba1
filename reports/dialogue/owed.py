"""The text with the receipt of a tip that came by text, for as long as its phone has not got it.

Of a tip told in silence it waits until that phone asks; of any other, until the provider has it (answered.py). The
relay worker alone opens and sends it. It is sent at once or not at all, by us and by the provider: minutes later the
phone may lie in other hands. What the provider has sent is kept no more; what it let lie can be asked for again.
"""

import re
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from reports import audit, keystore, outbox
from reports.clock import in_seconds
from reports.dialogue.forget import stop_line
from reports.dialogue.lines import ANSWERED_WITHIN, find_line, is_about, is_idle, mark_of, number_of, owed_to
from reports.gateways.twilio import OPTED_OUT, Refused, TwilioFault, twilio_gateway
from reports.keystore import KeyGone
from reports.models import ErrandKind, KeyPurpose, Line, Tip
from reports.sealing.keys import derive
from reports.sealing.opening import CannotOpen
from reports.writing import new_errand

GIVE = "reports.dialogue.give_receipt"
_IN_QUEUE = 45.0  # seconds from the wish to the worker
_AT_PROVIDER = 45  # and from there on to the carrier: fewer than ANSWERED_WITHIN, so that its list then tells for good
_RECEIPT = re.compile(r"\d{4}(?: \d{4}){4}")
_DELETE_AFTER = 180.0  # seconds; the provider refuses to delete a message that is on its way


def ask_for_receipt(sender: str) -> bool:
    """Have the receipt that a phone is owed sent to it. False where it is owed none, or it is on its way."""
    line = find_line(sender) if sender else None
    if line is None or is_idle(line) or (line.answer_due and is_given(line)):
        return False
    # Meanwhile the provider may have told that it has the answer, or the worker may have given it the receipt.
    waiting = Line.objects.filter(pk=line.pk, receipt__isnull=False, answer_due=line.answer_due)
    if not waiting.update(asked=True, answer_due=None):
        return False
    outbox.enqueue(GIVE, line.pk, within=_IN_QUEUE)
    return True


def give_receipt(line_id: UUID) -> None:
    """Send it, as the relay worker: once, however often it is asked for at the same time, and whatever runs twice.

    What the provider does not take goes on waiting, and can be asked for again; so does that of a worker that died.
    """
    try:
        key = keystore.get(KeyPurpose.LINE, line_id)
    except (KeyGone, CannotOpen):
        return
    # From now on news of an earlier answer is not of the one that brings the receipt.
    tag = _tag(key)
    claimed = Line.objects.filter(pk=line_id, asked=True, receipt__isnull=False)
    if not claimed.update(asked=False, answer_mark=mark_of(key, tag)):
        return
    with transaction.atomic():  # no row is locked while the provider is asked: the phone may text meanwhile
        line = Line.objects.select_related("tip").filter(pk=line_id, receipt__isnull=False).first()
        if line and _is_alone(line):
            _send(line, tag)


def is_given(line: Line) -> bool:
    """Whether what brings this line's receipt is a text that was sent for it, and not the answer to the tip."""
    try:
        return is_about(line, _tag(keystore.get(KeyPurpose.LINE, line.pk)))
    except (KeyGone, CannotOpen):
        return False


def _tag(line_key: bytes) -> str:
    return derive(line_key, "answer again").hex()[:32]


def opened_text(line: Line) -> str:
    """Return the text that a line keeps; "" where there is none, or it does not open."""
    try:
        return owed_to(line) if line.receipt is not None else ""
    except (KeyGone, CannotOpen):
        return ""


def receipt_in(said: str) -> str:
    """Return the receipt in a text of ours, as it is grouped there."""
    found = _RECEIPT.search(said)
    return found[0] if found else ""


def _is_alone(line: Line) -> bool:
    """Return whether nobody else is sending this receipt; nobody can, until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [int.from_bytes(line.pk.bytes[:8], signed=True)])
        is_ours: bool = cursor.fetchone()[0]
    return is_ours and Line.objects.filter(pk=line.pk, receipt__isnull=False, answer_due=None).exists()


def _send(line: Line, tag: str) -> None:
    callback = f"{settings.PUBLIC_URL}/phone/status/answered?receipt={tag}"
    try:
        phone, said = number_of(line), owed_to(line)
        sid = twilio_gateway().send_message(to=phone, body=said, status_callback=callback, within=_AT_PROVIDER)
    except Refused as refusal:
        if refusal.code == OPTED_OUT and not line.stopped:
            stop_line(line)
        return
    except (KeyGone, CannotOpen, TwilioFault):
        return
    errand, key = new_errand(None, ErrandKind.MESSAGE, sid, wait=_DELETE_AFTER)
    keystore.put(key)
    errand.save(force_insert=True)
    on_its_way = Line.objects.filter(pk=line.pk, receipt__isnull=False)  # else the provider was faster with its news
    on_its_way.update(asked=False, answer_due=in_seconds(ANSWERED_WITHIN))
    Line.objects.filter(pk=line.pk).update(stopped=False)
    if line.stopped:  # the provider took it: texts get through again
        Tip.objects.filter(pk=line.tip_id).update(unreachable=False)
    audit.enter("line.receipt_given", by=audit.WORKER, tip=line.tip_id, unit=line.tip.unit_id)
