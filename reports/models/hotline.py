"""The hotline's switch: one row, if anybody ever used it."""

from django.db import models

from reports.models.officer import Officer


class Hotline(models.Model):
    """Whether the hotline is closed, and the number that texts and calls then name; an empty one names none.

    Until `duty_until` callers who ask for an officer are put through to `duty_number`, the phone of `duty_officer`. It
    is sealed: see reports.dialogue.duty.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    is_closed = models.BooleanField(default=False)
    other_number = models.CharField(max_length=20, blank=True)
    duty_number = models.BinaryField(max_length=128, default=bytes, db_default=b"")
    duty_until = models.DateTimeField(null=True)
    duty_officer = models.ForeignKey(Officer, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "hotline"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_hotline")]
