"""What the force tells the public each month: numbers as they were on the day they were published."""

from django.db import models

from reports.models.officer import Officer


class Statement(models.Model):
    """One month. `rows` are [word, value] in their fixed order; a value is a number, "few" or "untold" (see notices).

    It is kept as it was published, so that no later closing or erasure changes what was said.
    """

    month = models.DateField(primary_key=True)
    rows = models.JSONField()
    published_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)
    published_day = models.DateField()

    class Meta:
        db_table = "statement"
        ordering = ("-month",)
