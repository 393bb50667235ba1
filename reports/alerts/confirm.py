"""Confirming: somebody has understood that a tip waits and sees to it. Reading a tip confirms nothing.

The first who confirms ends the alert for all. Who it was, how, and whom the alert had called is kept, without clocks.
"""

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from reports import audit
from reports.alerts.codes import codes_in, is_code_alone
from reports.alerts.ring import token_hash
from reports.alerts.roster import can_open, may_confirm
from reports.alerts.waiting import RUNNING, newest_first, newest_is_closed, of_officer, told_by
from reports.models import Alert, AlertState, AlertStep, ConfirmedBy, Officer, StepState, Tip
from reports.wall import whole_house

_ENDED = ("state", "begun_at", "due_at", "confirmed_by", "how", "tries")


class Answer(StrEnum):
    """What somebody is told who confirms."""

    CONFIRMED = "confirmed"
    ALREADY = "already"  # a colleague was faster, or nothing waits any more
    NOT_THEIRS = "not theirs"  # the tip went to others meanwhile
    NOT_OPENED = "not opened"  # another unit alone can open the tip: it is confirmed at the desk, which says so
    IN_PART = "in part"  # of many, the newest alone
    IN_PART_OPENED = "in part, of those that open"  # the newest that the officer can open: a newer one rings on
    ANOTHER_RINGS = "another rings"  # digits alone that no text asks for now, while something rings
    UNKNOWN = "unknown"  # no such number or link


def confirm_step(step_id: UUID, *, how: ConfirmedBy) -> Answer:
    """Confirm what a text or a call was about."""
    steps = AlertStep.objects.select_related("officer")
    step = steps.defer(*(f"officer__{name}" for name in Officer.SECRETS)).filter(pk=step_id).first()
    if step is None:
        return Answer.ALREADY  # a step goes with its alert, so nobody waits for it any more
    if step.state == StepState.USED:
        if not tells_of_many(step, but=0):
            return Answer.ALREADY
        return Answer.IN_PART_OPENED if newest_is_closed(step) else Answer.IN_PART
    return _of_many(step, how) if step.alert_id is None else confirm(step.alert_id, by=step.officer, how=how)


def confirm_by_code(owners: Collection[UUID], text: str) -> Answer | None:
    """Confirm by the digits in what is texted from these officers' number; None where they stand for nothing now."""
    codes = codes_in(text) if owners else []
    asked = dict(AlertStep.objects.filter(officer__in=owners, code__in=codes).values_list("code", "pk"))
    step = next((asked[code] for code in codes if code in asked), None)
    return confirm_step(step, how=ConfirmedBy.TEXT) if step else None


def told_of_text(owners: Collection[UUID], text: str) -> Answer:
    """Return what to say of a text from these officers' number that confirms nothing."""
    # Its digits go with an alert: who sends nothing but digits is late, or mistypes those of what rings.
    if not owners or not is_code_alone(text):
        return Answer.UNKNOWN
    return Answer.ANOTHER_RINGS if _rings_for(owners) else Answer.ALREADY


@whole_house()
def _rings_for(owners: Collection[UUID]) -> bool:
    return any(of_officer(officer).exists() for officer in Officer.objects.only("pk").filter(pk__in=owners))


def step_of(token: str) -> AlertStep | None:
    """Return the step whose link holds this token."""
    return AlertStep.objects.filter(token=token_hash(token)).first()


@whole_house()
def tells_of_many(step: AlertStep | None, *, but: int = 1) -> bool:
    """Return whether more than `but` of what a summary told still wait; False of a step of one alert."""
    return step is not None and step.alert_id is None and step.up_to is not None and told_by(step).count() > but


@whole_house()  # the duty unit confirms for units that are asleep
@transaction.atomic
def confirm(tip_id: UUID, *, by: Officer, how: ConfirmedBy) -> Answer:
    """End the alert of a tip, unless it is over."""
    alert = Alert.objects.select_for_update().filter(pk=tip_id).first()
    if alert is None or not alert.is_running:
        return Answer.ALREADY
    tip = Tip.objects.select_related("unit").get(pk=tip_id)
    if not may_confirm(tip, by.pk):
        return Answer.NOT_THEIRS
    if how != ConfirmedBy.DESK and not can_open(tip, by):
        return Answer.NOT_OPENED
    _end(alert, by, how)
    return Answer.CONFIRMED


@whole_house()
@transaction.atomic
def _of_many(step: AlertStep, how: ConfirmedBy) -> Answer:
    """Confirm the newest that a summary told and that its officer can open: all others stay listed, and ring on.

    Nobody has seen what many are, and one code must not end what nobody sees to. It is used up by that: a text that
    the provider hands over twice would confirm the next one unseen.
    """
    told = list(newest_first(step))
    newest = next((alert.pk for alert in told if can_open(alert.tip, step.officer)), None)
    if newest is None:
        return Answer.NOT_OPENED if told else Answer.ALREADY
    alert = Alert.objects.select_for_update().filter(pk=newest, state__in=RUNNING).first()
    if alert is None:
        return Answer.ALREADY
    _end(alert, step.officer, how)
    AlertStep.objects.filter(pk=step.pk).update(state=StepState.USED)
    if len(told) == 1:
        return Answer.CONFIRMED
    return Answer.IN_PART if newest == told[0].pk else Answer.IN_PART_OPENED


def _end(alert: Alert, by: Officer, how: ConfirmedBy) -> None:
    alert.tries = alert.steps.count()
    alert.state, alert.begun_at, alert.due_at = AlertState.CONFIRMED, None, None
    alert.confirmed_by, alert.how = by, how
    unit = Tip.objects.values_list("unit", flat=True).get(pk=alert.pk)
    audit.enter("alert.confirmed", by=by, tip=alert.pk, unit=unit, how=how.value, tries=alert.tries)
    alert.save(update_fields=_ENDED)  # its steps go with it: a trigger drops them
