"""Officers' programs: tokens that carry a key slot of their own, and hooks that are told that something changed."""

from uuid import uuid4

from django.db import models

from reports.models.officer import Officer
from reports.models.unit import Unit


class ApiToken(models.Model):
    """A token of one officer's program. `slot` holds the officer's key, sealed under a key made of the token itself.

    `verifier` is compared when it is shown. A token that only counts has no slot. `row_mac` signs whose it is, what for
    and until when (reports.signed_people).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=60)
    scopes = models.JSONField(default=list)
    verifier = models.BinaryField(max_length=32)
    row_mac = models.BinaryField(max_length=32, default=bytes, db_default=b"")
    slot = models.BinaryField(max_length=256, null=True)
    made_on = models.DateField()
    ends_on = models.DateField()
    used_on = models.DateField(null=True)

    class Meta:
        db_table = "api_token"

    def __str__(self) -> str:
        return "<sealed>"


class Hook(models.Model):
    """Where a unit's program is told of changes. `box` holds address and signing key, sealed to the relay worker.

    `seen` is the last place in the audit trail that it was told of.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="hooks")
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+", db_index=False)
    label = models.CharField(max_length=60)
    box = models.BinaryField(max_length=1024)
    seen = models.BigIntegerField()
    failing_since = models.DateField(null=True)

    class Meta:
        db_table = "hook"

    def __str__(self) -> str:
        return "<sealed>"


class HookEvent(models.Model):
    """One thing to be told to a hook: its kind and nothing else. It goes when it was taken, or after the last try."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "hook_event"
        constraints = [models.UniqueConstraint(fields=["hook", "kind"], name="one_event_a_kind")]
