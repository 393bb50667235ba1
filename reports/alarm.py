"""Raising the alarm: a tip is immediate now, and its alert begins in the same transaction, one for each tip.

And calling it off: its clocks and its texts and calls go with it.
"""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, Value
from django.db.models.functions import Least
from django.utils import timezone

from reports import audit, outbox, vault
from reports.clock import in_seconds
from reports.models import Alert, AlertState, Officer, Status, Tip, Unit, Urgency
from reports.models.choices import APART
from reports.models.tip import TipQuerySet
from reports.sealing.manifest import UnitKey
from reports.signed_people import units_of
from reports.wall import whole_house

CLIMB = "reports.alerts.climb"
_RUNNING = (AlertState.RUNNING, AlertState.EVERYBODY)


def standing_by(tip: Tip) -> UnitKey | None:
    """Return the duty unit where it may be called for an immediate tip of another unit; never for one kept apart."""
    unit = vault.manifest().units.get(settings.DUTY_UNIT)
    if unit is None or unit.unit_id == tip.unit_id or tip.urgency != Urgency.IMMEDIATE:
        return None
    return None if Unit.objects.filter(pk__in=[tip.unit_id, unit.unit_id], purpose__in=APART).exists() else unit


@whole_house()  # who is called to a merged tip sees nothing of the one that leads it
def is_worked_on(tip: Tip) -> bool:
    """Tell whether anybody works on a tip. A merged one is closed, and worked on in the one that leads it."""
    return tip.status != Status.CLOSED or Tip.objects.filter(led__tip=tip).exclude(status=Status.CLOSED).exists()


def seen_to() -> TipQuerySet:
    """Return the immediate tips to whose danger somebody saw, without those that are closed and that none leads."""
    confirmed = Tip.objects.filter(alert__confirmed_by__isnull=False, urgency=Urgency.IMMEDIATE)
    return confirmed.filter(~Q(status=Status.CLOSED) | Q(merge__isnull=False))


def may_be_called_for(tip: Tip) -> bool:
    """Tell whether danger may still be told to a tip: it is worked on, or its alert rings."""
    return is_worked_on(tip) or Alert.objects.filter(tip=tip, due_at__isnull=False).exists()


def new_alert(tip_id: UUID) -> Alert:
    """Return the unsaved alert of a tip whose sender says that somebody is in danger.

    It waits a moment for triage, which may give the tip to another unit; without it, it begins by itself.
    """
    return Alert(tip_id=tip_id, begun_at=timezone.now(), due_at=in_seconds(settings.ALERT_GRACE))


def raise_alarm(tips: Collection[UUID], *, borne_out: bool = True, anew: bool = False, wait: float = 0.0) -> None:
    """Alert somebody of these tips, unless that is under way. `anew`: also where somebody has confirmed before."""
    if not tips:
        return
    now, due = timezone.now(), in_seconds(wait)
    rows = [Alert(tip_id=tip_id, borne_out=borne_out, begun_at=now, due_at=due) for tip_id in tips]
    Alert.objects.bulk_create(rows, ignore_conflicts=True)
    ours = Alert.objects.filter(pk__in=tips)
    if anew:
        over = ours.exclude(state__in=_RUNNING)
        fresh = {"state": AlertState.RUNNING, "confirmed_by": None, "how": "", "tries": 0, "round": 0}
        over.update(borne_out=borne_out, begun_at=now, due_at=due, **fresh)
    if borne_out:
        ours.filter(state=AlertState.RUNNING).update(borne_out=True)
    ours.filter(state=AlertState.RUNNING, steps=None).update(due_at=Least(F("due_at"), Value(due)))
    if not wait:
        outbox.enqueue(CLIMB, next(iter(tips)))


def call_anew(tip: Tip) -> None:
    """Call somebody for an immediate tip whose words tell of no new danger, for nobody sees to it any more.

    Not for one on which nobody works any more.
    """
    if tip.urgency == Urgency.IMMEDIATE and is_worked_on(tip):
        alert = Alert.objects.filter(tip=tip).first()
        raise_alarm([tip.pk], borne_out=alert is not None and alert.borne_out, anew=True)


def call_others(tip: Tip, officers: Collection[UUID]) -> None:
    """Call others for a tip to whose danger one of these officers saw, who leave it."""
    if tip.urgency != Urgency.IMMEDIATE:  # nearly every tip: then nothing is asked of Postgres
        return
    if Alert.objects.select_for_update().filter(tip=tip, confirmed_by__in=officers).first():
        call_anew(tip)


@whole_house()  # of all his units, and of those for which the duty unit is called
def call_for_who_left(officer: Officer, *, unit: UUID | None = None) -> None:
    """Call others for all to whose danger an officer saw who is not here any more.

    `unit`: he is of this one no more. Of the duty unit he was called for all that is not his own.
    """
    theirs = seen_to().filter(alert__confirmed_by=officer)
    if unit and Unit.objects.filter(pk=unit, slug=settings.DUTY_UNIT).exists():
        theirs = theirs.exclude(unit__in=units_of(officer))
    elif unit:
        theirs = theirs.filter(unit=unit)
    for tip in theirs.order_by("pk"):
        call_others(tip, [officer.pk])


def call_in_its_unit(tip: Tip) -> None:
    """Call the unit to which a tip was passed on, whoever saw to its danger before. Its row is held by the caller."""
    call_anew(tip)
    Alert.objects.filter(tip=tip, state=AlertState.EVERYBODY).update(due_at=timezone.now())


def end_alarms_of(tip: Tip, *, by: Officer | str) -> None:
    """Call off, in this transaction, the alerts of a tip that is closed now and of those that it leads."""
    for alert in (
        Alert.objects.select_for_update(of=["self"])
        .select_related("tip")
        .filter(Q(tip=tip) | Q(tip__merge__into=tip), state__in=_RUNNING)
        .order_by("pk")
    ):
        call_off(alert, alert.tip, by=by)


def ring_again(tip: Tip) -> None:
    """Raise the alarm of an immediate tip again that was called off before anybody confirmed it."""
    alert = Alert.objects.filter(tip=tip, tip__urgency=Urgency.IMMEDIATE, state=AlertState.CALLED_OFF).first()
    if alert:
        raise_alarm([tip.pk], borne_out=alert.borne_out, anew=True)


def call_off(alert: Alert, tip: Tip, *, by: Officer | str) -> None:
    """End an alert of a tip that an officer has closed, or found to be less urgent. Its row is held by the caller."""
    alert.steps.all().delete()
    alert.state, alert.begun_at, alert.due_at = AlertState.CALLED_OFF, None, None
    alert.save()
    audit.enter("alert.called_off", by=by, tip=tip.pk, unit=tip.unit_id)
