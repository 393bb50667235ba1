"""An officer is told of an overdue tip."""

from uuid import uuid4

from django.db import models

from reports.models.officer import Officer
from reports.models.tip import Tip
from reports.models.unit import Unit


class Chase(models.Model):
    """Once for each clock that runs out: to who works on the tip, and to who leads its unit (`to_head`).

    `due_at` and `unit` are the tip's own when it was told. The row goes when the tip is overdue no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="chases", db_index=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", db_index=False)
    to_head = models.BooleanField()
    due_at = models.DateTimeField()

    class Meta:
        db_table = "chase"
        constraints = [models.UniqueConstraint(fields=["tip", "officer", "to_head"], name="one_chase_each")]
