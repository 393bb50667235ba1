"""Officers whom a colleague mentions in a note."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from reports.models.officer import Officer
from reports.models.record import Record


class Mention(models.Model):
    """A note asks for this officer's eye; its words lie in the note, sealed. `is_new` until he has opened the tip."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    at = models.DateTimeField(db_default=Now())  # as the note's: here too, so that the list has an index
    is_new = models.BooleanField(default=True)

    class Meta:
        db_table = "mention"
        indexes = [
            models.Index(fields=["officer", "-at", "-id"], name="mention_of_officer"),
            models.Index(fields=["officer"], condition=Q(is_new=True), name="mention_new"),
        ]
        constraints = [models.UniqueConstraint(fields=["record", "officer"], name="one_mention_each")]
