"""What a unit often does to a tip, as one act."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from reports.models.choices import Category, CloseReason
from reports.models.unit import Unit

MOST = 9  # in a unit: each has a digit as its key


class Macro(models.Model):
    """It has no name but what it does, so that no word of a tip can stand in it.

    `question` is the name of a ready one; `number` is the macro's key on a tip's page.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="macros", db_index=False)
    number = models.SmallIntegerField()
    takes_on = models.BooleanField(default=False)
    category = models.CharField(max_length=20, choices=Category, blank=True)
    question = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=16, choices=CloseReason, blank=True)
    to = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "macro"
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="one_macro_a_key"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=MOST), name="macro_has_a_digit"),
            models.CheckConstraint(
                condition=Q(question="", outcome="") | Q(question="", to=None) | Q(outcome="", to=None),
                name="macro_ends_once",
            ),
        ]

    @property
    def needs_key(self) -> bool:
        """Whether only an officer's session can do it: the worker holds no key."""
        return bool(self.question or self.to_id)
