"""A tip: the narrow row that lists read. Everything anybody wrote lies sealed in its records."""

import base64
from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from reports.models.choices import Category, Channel, CloseReason, Status, TriageState, Urgency
from reports.models.officer import Officer
from reports.models.unit import Unit

OPEN_WORK = [Status.NEW, Status.OPEN, Status.WAITING]


class TipQuerySet(models.QuerySet["Tip"]):
    """How tips are picked."""

    def of_units(self, units: Iterable[UUID]) -> "TipQuerySet":
        """Tips routed to any of these units."""
        return self.filter(unit_id__in=units)

    def open_work(self) -> "TipQuerySet":
        """Tips that somebody still has to act on."""
        return self.filter(status__in=OPEN_WORK)

    def by_urgency(self) -> "TipQuerySet":
        """The order of the queue: most urgent first; of these what looks like junk last; then oldest."""
        return self.order_by("urgency", "looks_junk", "arrived_hour", "id")

    def newest_first(self) -> "TipQuerySet":
        """The order of the list of all tips."""
        return self.order_by("-arrived_hour", "-id")


class Tip(models.Model):
    """What stays in the clear, on purpose (DESIGN §4): no word of the tip, and the arrival only to the hour."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tips", db_index=False)
    status = models.CharField(max_length=8, choices=Status, default=Status.NEW)
    urgency = models.SmallIntegerField(choices=Urgency, default=Urgency.ROUTINE)
    category = models.CharField(max_length=20, choices=Category, default=Category.OTHER)
    channel = models.CharField(max_length=4, choices=Channel)
    language = models.CharField(max_length=8, blank=True)
    arrived_hour = models.DateTimeField()
    triage = models.CharField(max_length=8, choices=TriageState, default=TriageState.WAITING)
    assigned_to = models.ForeignKey(Officer, on_delete=models.SET_NULL, null=True, related_name="tips", db_index=False)
    outcome = models.CharField(max_length=12, choices=CloseReason, blank=True)
    unreachable = models.BooleanField(default=False)
    has_news = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False, db_default=False)
    looks_junk = models.BooleanField(default=False, db_default=False)
    version = models.PositiveIntegerField(default=1)
    public_key = models.BinaryField(max_length=32)
    mailbox_key = models.BinaryField(max_length=32, default=bytes)
    row_mac = models.BinaryField(max_length=32)

    objects = TipQuerySet.as_manager()

    class Meta:
        db_table = "tip"
        indexes = [
            models.Index(
                fields=["unit", "urgency", "looks_junk", "arrived_hour", "id"],
                condition=Q(status__in=["new", "open", "waiting"]),
                name="tip_open_work",
            ),
            models.Index(
                fields=["urgency", "looks_junk", "arrived_hour", "id"],
                condition=Q(status__in=["new", "open", "waiting"]),
                name="tip_open_work_of_many",
            ),
            models.Index(fields=["unit", "-arrived_hour", "-id"], name="tip_by_arrival"),
            models.Index(fields=["-arrived_hour", "-id"], name="tip_newest"),
            models.Index(fields=["assigned_to", "urgency", "looks_junk", "arrived_hour", "id"], name="tip_of_officer"),
            models.Index(fields=["triage"], condition=~Q(triage="done"), name="tip_not_triaged"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="tip_status_known"),
            models.CheckConstraint(condition=Q(urgency__in=Urgency.values), name="tip_urgency_known"),
            models.CheckConstraint(
                condition=Q(status="closed", outcome__gt="") | (~Q(status="closed") & Q(outcome="")),
                name="tip_closed_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What officers call the tip: eight letters and digits made from its random id."""
        return reference(self.id)


def reference(tip_id: UUID) -> str:
    """Return the short reference of a tip id."""
    short = base64.b32encode(tip_id.bytes[:5]).decode()
    return f"{short[:4]}-{short[4:]}"


class TipKey(models.Model):
    """D, the tip's key, for one unit: in a box to the unit, and later settled under the unit's symmetric key."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="keys")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    generation = models.PositiveIntegerField()
    box = models.BinaryField(max_length=256, null=True)
    settled = models.BinaryField(max_length=256, null=True)

    class Meta:
        db_table = "tip_key"
        constraints = [
            models.UniqueConstraint(fields=["tip", "unit"], name="one_tip_key_a_unit"),
            models.CheckConstraint(condition=Q(box__isnull=False) | Q(settled__isnull=False), name="tip_key_held"),
        ]
