"""The one table; `benchmarks.house` makes it."""

from django.db import models


class BareTip(models.Model):
    """What was sent, as it was sent."""

    text = models.TextField()
    arrived = models.DateTimeField(auto_now_add=True)

    class Meta:
        managed = False
        db_table = "bare_tip"
