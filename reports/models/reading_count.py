"""How much of tips an officer opened in an hour: counted from the trail, so that a month of it need not be read."""

from uuid import uuid4

from django.db import models


class ReadingCount(models.Model):
    """One officer, one unit's tips, one hour that is over. `closed`: tips that had been closed on a day before.

    `taken`: tips that were printed, or of which a copy was saved.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    hour = models.DateTimeField()
    actor = models.CharField(max_length=80)
    unit_id = models.UUIDField()
    opened = models.PositiveIntegerField()
    closed = models.PositiveIntegerField()
    unmasked = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(db_default=0, default=0)

    class Meta:
        db_table = "reading_count"
        constraints = [models.UniqueConstraint(fields=["hour", "actor", "unit_id"], name="one_reading_count_each")]
