"""The line's daily test of itself, and the pulses of its parts. Neither knows anything about a tipster."""

from uuid import uuid4

from django.db import models

from reports.models.choices import Channel
from reports.models.officer import Officer
from reports.models.tip import Tip


class TestState(models.TextChoices):
    """How far a test has come."""

    __test__ = False

    SENT = "sent", "on its way"
    WELL = "well", "well"
    FAILED = "failed", "failed"


class LineTest(models.Model):
    """One day's test of one channel. `tip` is what arrived; it is erased the next day, and this row stays.

    `answered`: the answer to the text reached the phone that sent it.

    Clocks here are exact: what they tell of is no person.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    day = models.DateField()
    channel = models.CharField(max_length=4, choices=Channel)
    state = models.CharField(max_length=6, choices=TestState, default=TestState.SENT)
    sent_at = models.DateTimeField()
    tip = models.OneToOneField(Tip, on_delete=models.SET_NULL, null=True, related_name="line_test")
    answered = models.BooleanField(default=False, db_default=False)
    read_by = models.ForeignKey(Officer, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "line_test"
        constraints = [models.UniqueConstraint(fields=["day", "channel"], name="one_line_test_a_day")]


class Pulse(models.Model):
    """When a part of the house was last seen to be well (reports.queries.pulses)."""

    name = models.CharField(primary_key=True, max_length=10)
    at = models.DateTimeField()

    class Meta:
        db_table = "pulse"
