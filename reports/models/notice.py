"""Public notices: who is wanted, whom nobody knows, and what the police ask everybody about."""

from datetime import date
from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models.choices import Category
from reports.models.officer import Officer


class NoticeKind(models.TextChoices):
    """What a notice asks."""

    WANTED = "wanted", _("Wanted")
    UNKNOWN = "unknown", _("Do you know this person?")
    APPEAL = "appeal", _("We ask for your help")


class NoticeState(models.TextChoices):
    """Where a notice stands; a draft is seen at the desk alone."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    ENDED = "ended", _("Taken down")


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Reads of notices."""

    def standing(self, day: date) -> Self:
        """Return what the public may see on this day, newest first."""
        shown = self.filter(state=NoticeState.PUBLISHED, last_day__gte=day)
        return shown.order_by("-published_day", "number")


class Notice(models.Model):
    """One notice. Nothing in it is secret once it is published, and nothing in it comes from a tip.

    `words` holds title and text by language, English always; `number` is what people quote; `picture` is a small JPEG
    and `picture_words` tells it to who cannot see it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=4, unique=True)
    kind = models.CharField(max_length=8, choices=NoticeKind)
    category = models.CharField(max_length=20, choices=Category)
    words = models.JSONField()
    picture = models.BinaryField(null=True)
    picture_words = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.DRAFT)
    made_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)
    published_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    published_day = models.DateField(null=True)
    last_day = models.DateField()

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "notice"
        indexes = [models.Index(fields=["state", "last_day"], name="notice_standing")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=NoticeState.values), name="notice_state_known"),
            models.CheckConstraint(
                condition=~Q(state="published")
                | (Q(published_by__isnull=False) & ~Q(published_by=models.F("made_by"))),
                name="notice_published_by_a_colleague",
            ),
            models.CheckConstraint(
                condition=Q(picture__isnull=True) | Q(picture_words__gt=""), name="notice_picture_told_in_words"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def title(self, language: str) -> str:
        """Return the title in this language, or in English."""
        return str((self.words.get(language) or self.words["en"])["title"])

    def text(self, language: str) -> str:
        """Return the text in this language, or in English."""
        return str((self.words.get(language) or self.words["en"])["text"])

    def language(self, wanted: str) -> str:
        """Return the language in which it is really shown."""
        return wanted if self.words.get(wanted) else "en"
