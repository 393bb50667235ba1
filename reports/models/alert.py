"""Immediate danger: who is on duty, where they are reached, and the alerts that call them until one confirms."""

from functools import cached_property
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from reports.models.officer import Officer
from reports.models.tip import Tip
from reports.models.unit import Unit


class AlertState(models.TextChoices):
    """Where an alert stands."""

    RUNNING = "running", "Calling those on duty, one after the other"
    EVERYBODY = "everybody", "Calling everybody"
    CONFIRMED = "confirmed", "Confirmed"
    CALLED_OFF = "off", "Called off"


class StepKind(models.TextChoices):
    """How somebody is told."""

    TEXT = "text", "Text"
    CALL = "call", "Call"


class StepState(models.TextChoices):
    """What became of a text or a call. `unknown`: it may have gone out, so it is never made again."""

    DUE = "due", "on its way"
    HANDED_OVER = "handed", "handed to the phone company"
    SENT = "sent", "sent"
    FAILED = "failed", "not delivered"
    UNKNOWN = "unknown", "unknown whether it went out"
    USED = "used", "confirmed"


def became(kind: str, state: StepState) -> str:
    """Return what became of a text or a call, in words: a call that did not come through was answered by nobody."""
    return "no answer" if (kind, state) == (StepKind.CALL, StepState.FAILED) else str(state.label)


class ConfirmedBy(models.TextChoices):
    """How somebody confirmed."""

    KEY = "key", "by a key in the call"
    TEXT = "text", "by text"
    LINK = "link", "by the link"
    DESK = "desk", "at the desk"


class Duty(models.Model):
    """An officer on duty for a unit until a moment; who has the lowest place is called first.

    `begins` is null of who was put on duty by hand, at once; else it is planned, and begins by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="duties")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="duties", db_index=False)
    place = models.SmallIntegerField()
    begins = models.DateTimeField(null=True)
    until = models.DateTimeField()

    class Meta:
        db_table = "duty"
        constraints = [
            models.UniqueConstraint(fields=["unit", "officer"], condition=Q(begins__isnull=True), name="on_duty_once"),
            models.CheckConstraint(
                condition=Q(begins__isnull=True) | Q(until__gt=F("begins")), name="duty_ends_after_it_begins"
            ),
        ]


class AlertPhone(models.Model):
    """Where an officer is alerted: the number lies in a box to the relay worker, under its own key in the key store.

    `lookup` is the number hashed under a key of the key store, so that a text from it is known. Not `is_confirmed`: it
    was entered before numbers were; it rings, and what is texted from it is a tip like any other's. In `hour` the
    officer was rung for `rings` alerts, and for `low_rings` that nothing but their senders call danger.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    officer = models.OneToOneField(Officer, on_delete=models.CASCADE, related_name="alert_phone")
    number = models.BinaryField()
    lookup = models.BinaryField(max_length=32, db_index=True)
    is_confirmed = models.BooleanField(default=False, db_default=False)
    hour = models.DateTimeField(null=True)
    rings = models.PositiveSmallIntegerField(default=0)
    low_rings = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "alert_phone"

    def __str__(self) -> str:
        return "<sealed>"


class AskedPhone(models.Model):
    """A number that waits to be confirmed by the `code` that is texted to it: then it becomes an alert phone.

    Both lie sealed under one key in the key store, the number to the relay worker, too.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    officer = models.OneToOneField(Officer, on_delete=models.CASCADE, related_name="asked_phone")
    number = models.BinaryField()
    lookup = models.BinaryField(max_length=32)
    code = models.BinaryField()
    good_until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    handed_over = models.BooleanField(default=False)

    class Meta:
        db_table = "asked_phone"

    def __str__(self) -> str:
        return "<sealed>"


class Alert(models.Model):
    """The alert of a tip. Its clocks, `begun_at` and `due_at`, are gone as soon as somebody confirms.

    `borne_out`: triage or an officer finds danger too, not the sender alone. `called`: whom it called until it was
    last confirmed, which a trigger writes and `reports.alerts.called` reads.
    """

    tip = models.OneToOneField(Tip, on_delete=models.CASCADE, primary_key=True, related_name="alert")
    state = models.CharField(max_length=10, choices=AlertState, default=AlertState.RUNNING)
    borne_out = models.BooleanField(default=False)
    round = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Officer, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    how = models.CharField(max_length=6, choices=ConfirmedBy, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    called = models.JSONField(null=True)

    class Meta:
        db_table = "alert"
        indexes = [
            models.Index(fields=["-borne_out", "due_at"], condition=Q(due_at__isnull=False), name="alert_due"),
            models.Index(fields=["-borne_out", "begun_at"], condition=Q(due_at__isnull=False), name="alert_longest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["running", "everybody"]) | Q(due_at__isnull=True, begun_at__isnull=True),
                name="alert_over_without_clocks",
            )
        ]

    @property
    def is_running(self) -> bool:
        """Whether somebody still has to confirm."""
        return self.state in (AlertState.RUNNING, AlertState.EVERYBODY)

    @cached_property
    def calls_nobody(self) -> bool:
        """Whether nobody who may see to it can be called: somebody above is texted at most."""
        return self.state == AlertState.EVERYBODY and all(step.kind != StepKind.CALL for step in self.steps.all())

    @property
    def told(self) -> str:
        """Where it stands, as the desk says it: everybody is whoever has an alert phone."""
        if self.state != AlertState.EVERYBODY:
            return self.get_state_display()
        return "Nobody can be called" if self.calls_nobody else "Calling everybody who has an alert phone"


class AlertStep(models.Model):
    """One text or one call to one person, made at most once; deleted when somebody confirms.

    One of no alert is a summary: it tells in one go of the steps that it sums up, whose officer had been rung often
    enough. It went out at `up_to`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, null=True, related_name="steps", db_index=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    summary = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="summed_up")
    kind = models.CharField(max_length=4, choices=StepKind)
    round = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=StepState, default=StepState.DUE)
    code = models.CharField(max_length=6)
    token = models.BinaryField(max_length=32, null=True, unique=True)
    up_to = models.DateTimeField(null=True)
    due_at = models.DateTimeField(db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "alert_step"
        constraints = [
            models.UniqueConstraint(fields=["alert", "round", "officer", "kind"], name="one_alert_step_each")
        ]

    @property
    def became(self) -> str:
        """What became of it, in words."""
        return became(self.kind, StepState(self.state))
