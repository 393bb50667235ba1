"""What an outside agency may answer about a release copy that it was given, once and without a login."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models.officer import Officer
from reports.models.record import Record
from reports.models.release import Release
from reports.models.tip import Tip


class FeedbackState(models.TextChoices):
    """Where an agency's answer stands."""

    OPEN = "open", _("Waits for the agency")
    ANSWERED = "answered", _("Answered")
    WITHDRAWN = "withdrawn", _("Number withdrawn")


class Feedback(models.Model):
    """One copy in one agency's hands. `reference` is the reading's, on each page of the copy.

    `mark` is what the one-time number is known by: a hash under a key outside both databases. `row_mac` binds it to the
    tip and its last day.
    What the agency answered is a sealed record of the tip. `taken_by` took its numbers over into the outcome.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="feedback")
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="feedback")
    agency = models.CharField(max_length=40)
    reference = models.CharField(max_length=8, unique=True)
    mark = models.BinaryField(max_length=32)
    row_mac = models.BinaryField(max_length=32, default=bytes, db_default=b"")
    state = models.CharField(max_length=9, choices=FeedbackState, default=FeedbackState.OPEN)
    last_day = models.DateField()
    given_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)
    record = models.OneToOneField(Record, on_delete=models.CASCADE, null=True, related_name="feedback")
    taken_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "feedback"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FeedbackState.values), name="feedback_state_known"),
            models.CheckConstraint(
                condition=(Q(state="answered") & Q(record__isnull=False))
                | (~Q(state="answered") & Q(record__isnull=True, taken_by__isnull=True)),
                name="feedback_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return "<sealed>"
