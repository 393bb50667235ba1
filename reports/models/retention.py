"""How long closed tips are kept, as versioned data, and the holds that stop an erasure."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from reports.models.officer import Officer
from reports.models.record import Record
from reports.models.rules import BY_TWO, ChangedByTwo
from reports.models.tip import Tip
from reports.models.unit import Unit


class RetentionRules(ChangedByTwo):
    """One version of the rules. The first one is shipped with the program and has no row.

    `told` is what reports.retention reads: the days of the default, and rows of category, outcome and days in order.
    """

    version = models.PositiveIntegerField(primary_key=True)

    class Meta:
        db_table = "retention_rules"
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="in_force"), name="one_set_of_rules_in_force"),
            models.UniqueConstraint(fields=["state"], condition=Q(state="proposed"), name="one_proposal_of_rules"),
            models.CheckConstraint(condition=BY_TWO, name="rules_by_two_persons"),
        ]


class ErasureDay(models.Model):
    """The day on which a closed tip is erased, as the process that forgets noted it. No other reads or writes it.

    `rests_since` is the day on which it was closed, so that one that was closed anew is told from one that was changed.
    Nothing in the database holds it to its tip: an older version, which does not know of it, must be able to erase.
    """

    tip = models.OneToOneField(
        Tip, on_delete=models.CASCADE, primary_key=True, related_name="noted", db_constraint=False
    )
    rests_since = models.DateField()
    erase_on = models.DateField(db_index=True)

    class Meta:
        db_table = "erasure_day"


class HoldState(models.TextChoices):
    """How far a legal hold has come."""

    ASKED = "asked", "Asked for: waits for the second person"
    HELD = "held", "Legal hold"
    LIFTING = "lifting", "Legal hold: its end waits for the second person"
    LIFTED = "lifted", "Lifted"
    REFUSED = "refused", "Refused"
    LAPSED = "lapsed", "Not confirmed in time"


STANDING = (HoldState.HELD, HoldState.LIFTING)
"""The states in which a hold stops every erasure."""
OPEN = (HoldState.ASKED, *STANDING)
"""The states in which somebody may have something to answer."""


class LegalHold(models.Model):
    """A tip that may be needed in court: two persons ask for it and confirm it, and two lift it.

    The reason is a record of the tip. `box` holds that record's root key for the unit whose officer answers, which may
    have no key of the tip itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="holds")
    record = models.OneToOneField(Record, on_delete=models.CASCADE, related_name="hold")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    generation = models.PositiveIntegerField()
    box = models.BinaryField(max_length=256)
    state = models.CharField(max_length=8, choices=HoldState, default=HoldState.ASKED)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)
    answered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    lift_asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    lifted_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "legal_hold"
        constraints = [
            models.UniqueConstraint(
                fields=["tip"], condition=Q(state__in=["asked", "held", "lifting"]), name="one_open_hold_a_tip"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["held", "lifting", "lifted"])
                | Q(answered_by__isnull=False) & ~Q(answered_by=F("asked_by")),
                name="hold_by_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state="lifted")
                | Q(lift_asked_by__isnull=False, lifted_by__isnull=False) & ~Q(lifted_by=F("lift_asked_by")),
                name="hold_lifted_by_two_persons",
            ),
        ]
