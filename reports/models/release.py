"""A release copy: what investigators may read of a tip. Its words are a sealed record of the tip."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reports.models.officer import Officer
from reports.models.record import Record


class ReleaseState(models.TextChoices):
    """Where a release copy stands."""

    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("Waits for the check")
    RELEASED = "released", _("Released")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Release(models.Model):
    """One release copy: who wrote, translated and checked it. The words lie in `record`, under the tip's keys."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    record = models.OneToOneField(Record, on_delete=models.CASCADE, related_name="release")
    state = models.CharField(max_length=9, choices=ReleaseState, default=ReleaseState.DRAFT)
    made_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)
    translated_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    checked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "release"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReleaseState.values), name="release_state_known"),
            models.CheckConstraint(
                condition=~Q(state="released") | Q(checked_by__isnull=False), name="release_was_checked"
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True)
                | (~Q(checked_by=F("made_by")) & (Q(translated_by__isnull=True) | ~Q(checked_by=F("translated_by")))),
                name="release_checked_by_a_colleague",
            ),
        ]

    def __str__(self) -> str:
        return "<sealed>"
