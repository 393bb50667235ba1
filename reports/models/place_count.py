"""How many tips a unit had of each place in a month: counted in a member's session, and kept sealed."""

from uuid import uuid4

from django.db import models

from reports.models.unit import Unit

PLACE_COUNT, PLACE_COUNT_SIZE = "place count", 8192  # the label, and bytes of which a sealed month is a multiple


class PlaceCount(models.Model):
    """One month of one unit, under the unit's symmetric key: numbers by kind of tip and place, and of no named tip."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", db_index=False)
    month = models.DateField()
    counted_on = models.DateField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "place_count"
        constraints = [models.UniqueConstraint(fields=["unit", "month"], name="one_place_count_a_month")]

    def __str__(self) -> str:
        return "<sealed>"
