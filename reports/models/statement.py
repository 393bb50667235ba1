"""What the force tells the public each month: numbers as they were on the day they were published."""

from django.db import models
from django.db.models import F, Q

from reports.models.officer import Officer


class Fault(models.TextChoices):
    """What was found wrong in a month that had been published, in fixed words that the public reads too."""

    NUMBER = "number", "A number was written down wrong"
    TWICE = "twice", "Something was counted twice"
    LACKS = "lacks", "Something was not counted"
    NOTHING = "nothing", "Something that was counted did not come about"


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


class StatementFault(models.Model):
    """That a published month was found wrong: one officer asked, and it is told once another confirmed, on `day`."""

    statement = models.OneToOneField(Statement, on_delete=models.CASCADE, primary_key=True, related_name="fault")
    why = models.CharField(max_length=8, choices=Fault)
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)
    confirmed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    day = models.DateField(null=True)

    class Meta:
        db_table = "statement_fault"
        constraints = [
            models.CheckConstraint(condition=Q(why__in=Fault.values), name="fault_known"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, day__isnull=True)
                | Q(confirmed_by__isnull=False, day__isnull=False) & ~Q(confirmed_by=F("asked_by")),
                name="fault_confirmed_by_a_colleague",
            ),
        ]
