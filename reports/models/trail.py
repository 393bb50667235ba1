"""The audit trail, and the list of what was erased. No foreign keys: both outlive what they tell of."""

from uuid import uuid4

from django.db import models

_READING = [
    "tip.read", "file.read", "release.read", "source.shown", "source.searched", "tip.printed", "release.exported",
    "release.given_unit", "release.given",
]  # fmt: skip
_BY_PEOPLE = ~models.Q(actor__in=["tipster", "worker"])


class AuditEntry(models.Model):
    """One act. `sequence` and `chain` are filled in batches by beat; until then an entry waits unchained."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    act = models.CharField(max_length=40)
    tip_id = models.UUIDField(null=True, db_index=True)
    unit_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)
    sequence = models.BigIntegerField(null=True, unique=True)
    chain = models.BinaryField(max_length=32, null=True)

    class Meta:
        db_table = "audit_entry"
        indexes = [
            models.Index(fields=["actor", "at"], name="audit_of_actor"),
            models.Index(
                fields=["actor", "at"],
                include=["act", "unit_id", "tip_id"],
                condition=models.Q(act__in=_READING),
                name="audit_reading",
            ),
            models.Index(fields=["at", "id"], condition=models.Q(sequence__isnull=True), name="audit_unchained"),
            models.Index(fields=["unit_id", "at"], condition=models.Q(act__startswith="people."), name="audit_people"),
            # What a unit did is paged by these two; who narrows it reads no more than the index.
            models.Index(
                fields=["unit_id", "at", "id"],
                include=["actor", "act", "tip_id"],
                condition=_BY_PEOPLE,
                name="audit_of_unit",
            ),
            models.Index(
                fields=["at", "id"],
                include=["actor", "act", "tip_id"],
                condition=models.Q(unit_id__isnull=True) & _BY_PEOPLE,
                name="audit_of_no_unit",
            ),
        ]


class Erasure(models.Model):
    """A tip whose keys were destroyed. A restore replays all of these before the desk opens."""

    tip_id = models.UUIDField(primary_key=True)
    day = models.DateField()

    class Meta:
        db_table = "erasure"
