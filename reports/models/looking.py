"""What officers see of a tip and of each other: who read how much of it, who looks at it now, which lists they keep."""

from uuid import uuid4

from django.db import models

from reports.models.officer import Officer
from reports.models.tip import Tip
from reports.models.unit import Unit


class Reading(models.Model):
    """How many of the tipster's messages there were when this officer last read the tip."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="readings", db_index=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+", db_index=False)
    arrivals = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "reading"
        constraints = [models.UniqueConstraint(fields=["tip", "officer"], name="one_reading_each")]


class Presence(models.Model):
    """An officer has the page of a tip open, as far as the browser said; gone soon after it says so no more."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="+", db_index=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+", db_index=False)
    until = models.DateTimeField()

    class Meta:
        db_table = "presence"
        constraints = [models.UniqueConstraint(fields=["tip", "officer"], name="one_presence_each")]


class SavedView(models.Model):
    """A list with its filters, kept by an officer, or for all of a unit. It has no name of its own: what it filters
    is its name, so that no word of a tip can stand in it.

    `tells_since`: its officer is told of tips that came to it from that hour on.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="saved_views")
    shared_with = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="saved_views")
    filters = models.JSONField()
    tells_since = models.DateTimeField(null=True)

    class Meta:
        db_table = "saved_view"
