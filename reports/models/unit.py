"""Units, who belongs to them, and their sealed keys. The public keys stand in the manifest, not here."""

from uuid import uuid4

from django.db import models

from reports.models.choices import UnitPurpose
from reports.models.officer import Officer


class Unit(models.Model):
    """A team that tips are routed to."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=12, choices=UnitPurpose, default=UnitPurpose.ORDINARY)
    generation = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "unit"

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An officer's place in a unit, with the unit's bundle in a box to that officer."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    generation = models.PositiveIntegerField()
    bundle = models.BinaryField(max_length=512)

    class Meta:
        db_table = "membership"
        constraints = [models.UniqueConstraint(fields=["officer", "unit", "generation"], name="one_bundle_each")]


class UnitEscrow(models.Model):
    """A unit's bundle in a box to the break-glass key."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="escrows")
    generation = models.PositiveIntegerField()
    bundle = models.BinaryField(max_length=512)

    class Meta:
        db_table = "unit_escrow"
        constraints = [models.UniqueConstraint(fields=["unit", "generation"], name="one_escrow_each")]
