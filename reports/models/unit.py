"""Units, who belongs to them, and their sealed keys. The public keys stand in the manifest, not here."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from reports.models.choices import UnitPurpose
from reports.models.officer import Officer


class Unit(models.Model):
    """A team that tips are routed to. `has_leaver`: somebody who knew the key of this generation has left.

    `former_names`: what it was called before, the oldest first. People go on calling it so.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    former_names = ArrayField(models.CharField(max_length=80), default=list, db_default=[])
    purpose = models.CharField(max_length=12, choices=UnitPurpose, default=UnitPurpose.ORDINARY)
    generation = models.PositiveIntegerField(default=1)
    has_leaver = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "unit"

    def __str__(self) -> str:
        return self.name


class MembershipManager(models.Manager["Membership"]):
    """Finds who belongs where."""

    def places(self) -> "models.QuerySet[Membership]":
        """All places without their bundles, as each process may read them."""
        return self.only("officer", "unit", "generation", "is_head", "row_mac")


class Membership(models.Model):
    """An officer's place in a unit, with the unit's bundle in a box to that officer; one for each generation in use.

    `is_head`: leads the unit. `row_mac` signs the row (reports.signed_people).
    """

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    generation = models.PositiveIntegerField()
    bundle = models.BinaryField(max_length=512)
    is_head = models.BooleanField(default=False, db_default=False)
    row_mac = models.BinaryField(max_length=32, default=bytes, db_default=b"")

    objects = MembershipManager()

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
