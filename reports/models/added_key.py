"""The key of what was added to a tip in danger, for the duty unit, which holds no key of the tip itself."""

from django.db import models

from reports.models.record import Record
from reports.models.tip import Tip
from reports.models.unit import Unit


class AddedKey(models.Model):
    """The root key of one record, in a box to a unit. It opens that record and nothing else of its tip.

    The constraints to record and tip stand in the migration: they cascade in the database, for older code that erases.
    """

    record = models.OneToOneField(
        Record, on_delete=models.CASCADE, db_constraint=False, primary_key=True, related_name="added_key"
    )
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, db_constraint=False, related_name="added_keys")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    generation = models.PositiveIntegerField()
    box = models.BinaryField(max_length=256)

    class Meta:
        db_table = "added_key"

    def __str__(self) -> str:
        return "<sealed>"
