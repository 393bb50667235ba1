"""The line tests itself each day, by each channel, through the real door; and tells a watcher outside that it is well.

The clock calls `go_on` again and again: each call does what is due, and every state lies in the rows.
"""

import logging
import secrets
import time
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from reports import audit
from reports.clock import today
from reports.gateways.own_line import Form, LineFault, tell_watcher
from reports.gateways.twilio import TwilioFault, twilio_gateway
from reports.lifecycle.erasure import erase_tip
from reports.line_mark import mark
from reports.models import Channel, Errand, LineTest, RecordKind, TestState, Tip, TriageState
from reports.queries.line_health import channels, line_health
from reports.queries.pulses import WATCHER, note, note_beat

log = logging.getLogger(__name__)
_AGAIN = timedelta(hours=1)  # after a failure
_PATIENCE = timedelta(minutes=30)  # for a text or a call to come through, and to be judged
_DIGITS = "2356789"
_SAID = "This is the daily test of the tip line. Nobody needs help."
# Keys end the prompts that wait for one: a language, a tip, what it is about. Then the voice, four times, as the prompt
# before the tone is heard to its end; and the keys that end the recording and send it.
_CALL = (
    '<Response><Pause length="4"/><Play digits="1"/><Pause length="4"/><Play digits="2"/><Pause length="4"/>'
    '<Play digits="1"/><Pause length="4"/>' + f"<Say>{_SAID}</Say><Pause/>" * 4 + '<Play digits="#"/>'
    '<Pause length="6"/><Play digits="2"/><Pause length="10"/></Response>'
)  # fmt: skip


def go_on() -> None:
    """Do what is due: see what came of the tests that were sent, and send today's."""
    note_beat()
    if settings.SELF_TEST_HOUR < 0:
        return
    now = timezone.localtime()
    see_what_came(now)
    if now.hour >= settings.SELF_TEST_HOUR:
        for channel in channels():
            _send_if_due(channel, now)


def see_what_came(now: datetime) -> None:
    """Note which tests came through, and which did not in time. Of a text the answer must have come back as well."""
    for test in LineTest.objects.filter(state=TestState.SENT):
        if test.tip is None:
            test.tip = _arrived(test)
        if test.tip and _is_whole(test.tip) and (test.answered or test.channel != Channel.SMS):
            test.state = TestState.WELL
        elif now - test.sent_at > _PATIENCE:
            test.state = TestState.FAILED
        test.save(update_fields=["tip", "state"])


def forget_tests() -> None:
    """Erase the tests of earlier days, and what came of tests that were given up; not while something lies outside."""
    old = Q(line_test__day__lt=today()) | Q(line_test=None, arrived_hour__lt=timezone.now() - timedelta(days=1))
    for tip_id in list(Tip.everything.filter(old, self_test=True).values_list("pk", flat=True)):
        if not _has_errands(tip_id):
            erase_tip(tip_id=tip_id, by=audit.WORKER)


def ping() -> bool:
    """Tell the watcher outside that all is well, if it is; silence is what raises the alarm there."""
    if not settings.WATCHER_URL:
        return False
    health = line_health()
    told = not health.problems and not health.upkeep and tell_watcher(settings.WATCHER_URL)
    if told:
        note(WATCHER, True)
    return told


def _arrived(test: LineTest) -> Tip | None:
    came = Tip.everything.filter(self_test=True, channel=test.channel, line_test=None)
    return came.filter(arrived_hour__gte=test.sent_at.replace(minute=0, second=0, microsecond=0)).first()


def _is_whole(tip: Tip) -> bool:
    """Whether the tip is judged, and of a call, whether the recording was fetched, disguised and sealed."""
    if tip.triage != TriageState.DONE:
        return False
    heard = tip.records.filter(kind=RecordKind.RECORDING, attachments__isnull=False)
    return tip.channel != Channel.CALL or heard.exists()


def _send_if_due(channel: Channel, now: datetime) -> None:
    test, is_new = LineTest.objects.get_or_create(day=today(), channel=channel, defaults={"sent_at": now})
    if not is_new:
        over = LineTest.objects.filter(pk=test.pk, state=TestState.FAILED, sent_at__lt=now - _AGAIN)
        if not over.update(state=TestState.SENT, sent_at=now, tip=None, answered=False):
            return
    try:
        _SENDERS[channel](f"{_SAID} Number of the test: {_number()}.")
    except (LineFault, TwilioFault) as problem:
        log.error(
            "The daily test by %s was not taken (%s, %s).", channel.value, type(problem).__name__, str(problem)[:40]
        )
        LineTest.objects.filter(pk=test.pk).update(state=TestState.FAILED)


def _number() -> str:
    """A number that nobody keeps: who tells it has read the test. It has no digits that sound alike."""
    return "".join(secrets.choice(_DIGITS) for _ in range(4))


def _by_web(words: str) -> None:
    form = Form(settings.PUBLIC_URL)
    time.sleep(settings.RIPENING)  # a form is taken some seconds after it was fetched
    form.send(f"{words} {mark(today())}")


def _by_text(words: str) -> None:
    sender = settings.SELF_TEST_NUMBER
    twilio_gateway().send_message(to=settings.TWILIO_NUMBER, body=words, status_callback="", sender=sender)


def _by_call(words: str) -> None:
    sender = settings.SELF_TEST_NUMBER
    twilio_gateway().place_call(to=settings.TWILIO_NUMBER, says=_CALL, status_callback="", caller=sender)


_SENDERS = {Channel.WEB: _by_web, Channel.SMS: _by_text, Channel.CALL: _by_call}


def _has_errands(tip_id: UUID) -> bool:
    return Errand.objects.filter(record__tip=tip_id).exists()
