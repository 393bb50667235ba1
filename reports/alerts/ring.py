"""Making one step: a text or a call to one person. Nothing is made twice; where nobody can know, it says so.

What is sent says that something waits at the desk, and how to confirm. It tells no word, no place and no kind of a tip.
Only where nobody of its unit can be called, somebody above is told which unit it is.
"""

import secrets
from collections import Counter
from hashlib import blake2b
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from reports import keystore
from reports.alerts.roster import is_above, may_confirm
from reports.alerts.waiting import newest_is_closed, told_above_by, told_by
from reports.clock import in_seconds
from reports.gateways.twilio import Refused, SentOrNot, Unavailable
from reports.gateways.twilio import twilio_gateway as gateway
from reports.keystore import KeyGone
from reports.models import Alert, AlertPhone, AlertState, AlertStep, ErrandKind, StepKind, StepState, Tip
from reports.officers_phones import number_of
from reports.sealing.opening import CannotOpen
from reports.writing import new_errand

_LEASE = 60.0
_CHECKED = 4  # letters of a link that tell whether the others are all there
_GIVE_UP = 20  # tries while the provider is unavailable: some minutes, in which the ladder goes on with others
_WAIT = 10.0
_DELETE_AFTER = 180.0  # seconds; the provider refuses to delete what is on its way
_OF_THE_PROVIDER = {
    "sent": StepState.SENT,
    "delivered": StepState.SENT,
    "completed": StepState.SENT,
    "undelivered": StepState.FAILED,
    "failed": StepState.FAILED,
    "busy": StepState.FAILED,
    "no-answer": StepState.FAILED,
    "canceled": StepState.FAILED,
}


def ring(step_id: UUID) -> None:
    """Make one step. It is marked as handed over, and that is committed, before the provider is called."""
    token = new_token()
    taken = _taken(step_id, token)
    if taken is None:
        return
    step, text = taken
    try:
        number = number_of(AlertPhone.objects.get(officer=step.officer_id))
        sid = _make(step, number, text)
    except Unavailable:
        _put_back(step)
    except SentOrNot:
        _settle(step_id, StepState.UNKNOWN)
    except (AlertPhone.DoesNotExist, KeyGone, CannotOpen, Refused):
        failed(step_id)
    else:
        _sent(step, sid)


@transaction.atomic
def _taken(step_id: UUID, token: str) -> tuple[AlertStep, str] | None:
    """Mark a step as handed over, unless it was, and return it with its text; a summary with all that it tells.

    A summary of which nothing is left is dropped. A step whose tip went to others meanwhile reaches nobody.
    """
    step = AlertStep.objects.select_for_update().filter(pk=step_id, summary=None, state=StepState.DUE).first()
    if step is None:
        return None
    step.token, step.state, step.due_at = token_hash(token), StepState.HANDED_OVER, in_seconds(_LEASE)
    step.attempts += 1
    if step.alert_id is None:
        step.up_to = timezone.now()
        step.summed_up.update(state=StepState.HANDED_OVER)
    step.save()
    if step.alert_id is None and not told_by(step).exists() and not told_above_by(step):
        step.delete()
        return None
    text = text_of(step, token)
    if not text:
        failed(step_id)
        return None
    return step, text


def provider_says(step_id: UUID, status: str) -> None:
    """Note what became of a text or a call. What reached nobody lets the next step be taken at once."""
    state = _OF_THE_PROVIDER.get(status)
    if state == StepState.FAILED:
        failed(step_id)
    elif state:
        _settle(step_id, state)


def settle_stranded(step_id: UUID) -> None:
    """Say of a step whose worker died while the provider was called that nobody knows whether it was made."""
    if AlertStep.objects.filter(pk=step_id, due_at__lt=timezone.now()).exists():
        _with_summed_up(step_id).filter(state=StepState.HANDED_OVER).update(state=StepState.UNKNOWN)


@transaction.atomic
def failed(step_id: UUID) -> None:
    """Note that a step reached nobody, and go on with the next one."""
    if _settle(step_id, StepState.FAILED):
        its_own = Q(steps=step_id) | Q(steps__summary=step_id)
        Alert.objects.filter(its_own, state=AlertState.RUNNING).update(due_at=timezone.now())


def new_token() -> str:
    """Return a token for a link, which ends in what tells whether it was copied whole."""
    word = secrets.token_urlsafe(13)
    return word + _check(word)


def is_whole(token: str) -> bool:
    """Whether a token was made here, as far as it can say itself: no letter of it is missing or another."""
    return token[-_CHECKED:] == _check(token[:-_CHECKED])


def _check(word: str) -> str:
    return blake2b(word.encode(), digest_size=_CHECKED // 2, person=b"whole link").hexdigest()


def token_hash(token: str) -> bytes:
    """Return what is kept of the token in a link."""
    return blake2b(token.encode(), digest_size=32, person=b"alert link").digest()


def text_of(step: AlertStep, token: str) -> str:
    """Return what is texted; nothing where its officer is neither called for the tip now, nor above its unit."""
    tip = Tip.objects.select_related("unit").filter(alert__steps=step).first()
    if tip and not may_confirm(tip, step.officer_id):
        if step.kind != StepKind.TEXT or not is_above(tip, step.officer_id):
            return ""
        waits = f"a danger tip waits at the desk for {tip.unit.name}"
        return f"Tip line: {waits}. Nobody there can be called: tell a member."
    link = f"{settings.DESK_URL}/desk/alert/{token}"
    if step.alert_id:
        return f"Tip line: something urgent waits at the desk. To confirm, answer {step.code} or open {link}"
    told = " ".join(filter(None, (_waiting(step, link), _above(step))))
    return f"Tip line: {told}" if told else ""


def _waiting(step: AlertStep, link: str) -> str:
    """What a summary tells of what its officer may confirm; nothing where nothing of it waits."""
    waiting = told_by(step).count()
    if waiting == 0:
        return ""
    if waiting == 1:
        return f"1 urgent thing waits at the desk. To confirm, answer {step.code} or open {link}"
    which = "the newest that you can open" if newest_is_closed(step) else "the newest alone"
    return f"{waiting} urgent things wait at the desk. To confirm {which}, answer {step.code} or open {link}"


def _above(step: AlertStep) -> str:
    """What a summary tells of tips that its officer may not read, and for which nobody can be called."""
    counted = Counter(unit.name for unit in told_above_by(step))
    waits = ", ".join(f"{count} for {unit}" for unit, count in counted.items())
    return f"Danger tips wait at the desk: {waits}. Nobody there can be called: tell a member." if waits else ""


def _make(step: AlertStep, number: str, text: str) -> str:
    here = f"{settings.PUBLIC_URL}/phone/alert/{step.pk}"
    if step.kind == StepKind.TEXT:
        return gateway().send_message(to=number, body=text, status_callback=f"{here}/state")
    return gateway().place_call(to=number, says=here, status_callback=f"{here}/state")


def _sent(step: AlertStep, sid: str) -> None:
    """See to it that the provider forgets whom it texted or called."""
    kind = ErrandKind.MESSAGE if step.kind == StepKind.TEXT else ErrandKind.CALL
    errand, key = new_errand(None, kind, sid, wait=_DELETE_AFTER)
    keystore.put(key)
    with transaction.atomic():
        errand.save(force_insert=True)
        _settle(step.pk, StepState.SENT)


def _put_back(step: AlertStep) -> None:
    if step.attempts >= _GIVE_UP:
        failed(step.pk)
        return
    back = {"state": StepState.DUE, "due_at": in_seconds(_WAIT), "up_to": None}
    _with_summed_up(step.pk).filter(state=StepState.HANDED_OVER).update(**back)


def _settle(step_id: UUID, state: StepState) -> bool:
    """Set what became of a step; the provider's word comes late, twice and in any order, and a failure is final."""
    before = [StepState.HANDED_OVER, StepState.UNKNOWN]
    if state == StepState.FAILED:
        before.append(StepState.SENT)
    return _with_summed_up(step_id).filter(state__in=before).update(state=state) > 0


def _with_summed_up(step_id: UUID) -> QuerySet[AlertStep]:
    """Return a step, and those that it tells where it is a summary: what became of it became of them."""
    return AlertStep.objects.filter(Q(pk=step_id) | Q(summary=step_id))
