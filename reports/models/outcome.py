"""What police did with a tip, in numbers. Kept in the clear on purpose: no word of the tip, only counts (DESIGN §4)."""

from uuid import uuid4

from django.db import models

from reports.models.choices import Category, Channel, Usefulness
from reports.models.officer import Officer
from reports.models.tip import Tip
from reports.models.unit import Unit

COUNTS = (
    "arrests",
    "charges",
    "cases_cleared",
    "homicides_solved",
    "persons_safe",
    "rounds",
    "vehicles",
    "cash",
    "property_value",
)


class _Standing(models.Manager["Outcome"]):
    """What counts: not what an officer struck out."""

    def get_queryset(self) -> models.QuerySet["Outcome"]:
        """Return the reports that stand."""
        return super().get_queryset().filter(struck=False)


class Outcome(models.Model):
    """One report of what came of a tip; later reports add to it. It outlives its tip, for the year's numbers.

    `firearms` are numbers by kind, `drugs` grams by kind; `cash` and `property_value` whole dollars. What is `struck`
    is kept and counts nowhere: `objects` leaves it out, `everything` does not.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.SET_NULL, null=True, related_name="outcomes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=20, choices=Category)
    channel = models.CharField(max_length=4, choices=Channel)
    officer = models.ForeignKey(Officer, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_index=True)
    arrests = models.PositiveIntegerField(default=0)
    charges = models.PositiveIntegerField(default=0)
    cases_cleared = models.PositiveIntegerField(default=0)
    homicides_solved = models.PositiveIntegerField(default=0)
    persons_safe = models.PositiveIntegerField(default=0)
    rounds = models.PositiveIntegerField(default=0)
    vehicles = models.PositiveIntegerField(default=0)
    cash = models.PositiveIntegerField(default=0)
    property_value = models.PositiveIntegerField(default=0)
    firearms = models.JSONField(default=dict)
    drugs = models.JSONField(default=dict)
    usefulness = models.SmallIntegerField(choices=Usefulness, null=True)
    missing = models.JSONField(default=list)
    struck = models.BooleanField(default=False, db_default=False)

    objects = _Standing()
    everything = models.Manager["Outcome"]()

    class Meta:
        db_table = "outcome"


class Tally(models.Model):
    """One more of something in a month and a unit: it waits here until the night, and is counted then (TallyCount).

    A row for each, so that no two officers wait for one number. It names no tip, but it is written with an officer's
    act: while it is there, whoever has the disk can tell which.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    month = models.DateField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    word = models.CharField(max_length=40)

    class Meta:
        db_table = "tally"
        indexes = [models.Index(fields=["unit", "month", "word"], name="tally_by_unit")]


class TallyCount(models.Model):
    """How many of something a unit had in a month: how fast tips are taken on, and of none when.

    Each night the rows of a month in which something came are all written anew (reports.lifecycle.numbers), so that
    none shows by its place or its transaction which day it grew on.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    month = models.DateField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    word = models.CharField(max_length=60)
    count = models.PositiveIntegerField()

    class Meta:
        db_table = "tally_count"
        constraints = [models.UniqueConstraint(fields=["unit", "month", "word"], name="one_tally_count_each")]
