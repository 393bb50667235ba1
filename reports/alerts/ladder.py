"""The ladder: one person after the other is texted, then called, round after round; in the end everybody.

Each step is a row before anything is sent, and the row names what was done: a worker that dies, a broker that was
flushed or a roster that changes in the middle leaves the next climb to go on from there.
"""

import logging
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from reports import audit, outbox
from reports.alarm import call_off, is_worked_on
from reports.alerts.phones import may_ring
from reports.alerts.roster import Roster
from reports.clock import in_seconds
from reports.models import Alert, AlertPhone, AlertState, AlertStep, StepKind, StepState, Tip, Urgency

log = logging.getLogger(__name__)
RING = "reports.alerts.ring"
MOST = 50  # alerts of one climb: a flood of them keeps no worker longer than a second or so
_KEPT = timedelta(hours=1)  # a summary of which everything is confirmed, so that a late answer is told so


def climb() -> None:
    """Go on with the alerts that are due: first those that more than their sender calls danger."""
    due = Alert.objects.filter(due_at__lte=timezone.now()).order_by("-borne_out", "due_at")
    roster = Roster()
    for tip_id in due.values_list("pk", flat=True)[:MOST]:
        try:
            advance(tip_id, roster)
        except Exception:  # one alert that fails must not keep the others waiting
            log.exception("An alert could not go on.")
            roster = Roster()  # who was on it may have taken his number out since
    _forget_summaries()


@transaction.atomic
def _forget_summaries() -> None:
    over = AlertStep.objects.filter(alert=None, summed_up=None, up_to__lt=timezone.now() - _KEPT)
    free = over.select_for_update(skip_locked=True, of=["self"])
    AlertStep.objects.filter(pk__in=[step.pk for step in free]).delete()


@transaction.atomic
def advance(tip_id: UUID, roster: Roster) -> None:
    """Take the next step of an alert, if it is due."""
    due = Alert.objects.select_for_update(skip_locked=True).filter(pk=tip_id, due_at__lte=timezone.now())
    alert = due.first()
    if alert is None:
        return
    tip = Tip.objects.select_related("unit").get(pk=tip_id)
    if tip.urgency != Urgency.IMMEDIATE or not is_worked_on(tip):
        call_off(alert, tip, by=audit.WORKER)
        return
    called = roster.called(tip) if alert.state == AlertState.RUNNING else []
    if called:
        _next_person(alert, tip, called)
    else:
        everybody = roster.everybody(tip)
        _call_everybody(alert, tip, everybody, above=[] if everybody else roster.above(tip))
    alert.save()


def _next_person(alert: Alert, tip: Tip, called: Sequence[UUID]) -> None:
    this_round = AlertStep.objects.filter(alert=alert, round=alert.round)
    made = {(step.officer_id, step.kind): step for step in this_round}
    for officer in called:
        text = made.get((officer, StepKind.TEXT))
        if text is None:
            _step(alert, officer, StepKind.TEXT, is_alone=may_ring(officer, is_low=_is_low(alert, tip)))
            alert.due_at = in_seconds(settings.ALERT_CALL_AFTER)
            return
        if (officer, StepKind.CALL) not in made:
            _step(alert, officer, StepKind.CALL, is_alone=text.summary_id is None)
            alert.due_at = in_seconds(settings.ALERT_NEXT_AFTER)
            return
    alert.round += 1
    alert.due_at = timezone.now()
    if alert.round >= settings.ALERT_ROUNDS:
        alert.state = AlertState.EVERYBODY


def _call_everybody(alert: Alert, tip: Tip, everybody: Sequence[UUID], *, above: Sequence[UUID]) -> None:
    if alert.state != AlertState.EVERYBODY:
        alert.state = AlertState.EVERYBODY
        audit.enter("alert.everybody", by=audit.WORKER, tip=tip.pk, unit=tip.unit_id)
    alert.round += 1
    for officer in everybody:
        is_alone = may_ring(officer, is_low=_is_low(alert, tip))
        for kind in StepKind:
            _step(alert, officer, kind, is_alone=is_alone)
    _tell_above(alert, tip, above)
    alert.due_at = in_seconds(settings.ALERT_AGAIN_AFTER)


def _tell_above(alert: Alert, tip: Tip, above: Sequence[UUID]) -> None:
    """Tell somebody who can neither read the tip nor confirm it, but can call a member of its unit; once a round.

    Beyond his allowance the first text of each unit leaves all the same, and his next summary tells of the rest.
    """
    for officer in above:
        is_alone = may_ring(officer, is_low=_is_low(alert, tip)) or not _was_told_of(tip.unit_id, officer)
        _step(alert, officer, StepKind.TEXT, is_alone=is_alone)


def _was_told_of(unit: UUID, officer: UUID) -> bool:
    """Whether a text that a tip waits for this unit left, or leaves now, for an alert that still runs."""
    theirs = AlertStep.objects.filter(officer=officer, kind=StepKind.TEXT, alert__tip__unit=unit)
    return theirs.exclude(state=StepState.FAILED).exists()


def _step(alert: Alert, officer: UUID, kind: StepKind, *, is_alone: bool) -> None:
    """Make a step of its own, or one that the officer's next summary tells."""
    step = AlertStep(alert=alert, officer_id=officer, kind=kind, round=alert.round, due_at=timezone.now())
    if is_alone:
        step.code = _fresh_code(officer)
    else:
        step.summary = _next_summary(officer, kind)
    step.save(force_insert=True)
    if is_alone:
        outbox.enqueue(RING, step.pk)


def _next_summary(officer: UUID, kind: StepKind) -> AlertStep:
    """Return the summary that goes out next; the sweep sends it when it is due, which is a while after the last one."""
    AlertPhone.objects.select_for_update().get(officer=officer)  # no two are begun at once
    ours = AlertStep.objects.filter(alert=None, officer=officer, kind=kind)
    if open_still := ours.select_for_update().filter(state=StepState.DUE).first():
        return open_still
    last: datetime | None = ours.aggregate(last=Max("up_to"))["last"]
    every = settings.ALERT_SUMMARY_TEXT_EVERY if kind == StepKind.TEXT else settings.ALERT_SUMMARY_CALL_EVERY
    due = timezone.now() if last is None else max(timezone.now(), last + timedelta(seconds=every))
    return AlertStep.objects.create(officer_id=officer, kind=kind, code=_fresh_code(officer), due_at=due)


def _fresh_code(officer: UUID) -> str:
    """Return six digits that no other text to this officer asks for now; so many that guessing them is hopeless.

    For a text's sender can be forged.
    """
    used = set(AlertStep.objects.filter(officer=officer).values_list("code", flat=True))
    while (code := f"{secrets.randbelow(1_000_000):06}") in used:
        pass
    return code


def _is_low(alert: Alert, tip: Tip) -> bool:
    return tip.looks_junk or not alert.borne_out
