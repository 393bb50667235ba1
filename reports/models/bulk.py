"""One act on many tips: what an officer chose, what became of each, and what it takes to undo it.

All of it is gone a day later; the trail says what was done.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from reports.models.macro import Macro
from reports.models.officer import Officer
from reports.models.tip import Tip


class BulkAct(models.TextChoices):
    """What is done to many tips. None of it needs an officer's key."""

    CLAIM = "claim", "Take them on"
    GIVE = "give", "Give them to a colleague"
    CLOSE = "close", "Close them with an outcome"
    CATEGORY = "category", "Say what they are about"
    ASK_AGAIN = "ask_again", "Ask again on a day"
    MACRO = "macro", "Do what a macro does"


class BulkState(models.TextChoices):
    """How far it is: shown beforehand, being done, done, being undone, undone."""

    CHOSEN = "chosen", "Not begun"
    DOING = "doing", "Being done"
    DONE = "done", "Done"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"


class BulkStepState(models.TextChoices):
    """What became of one tip; one that somebody touched later is left as it is when all is undone."""

    WAITING = "waiting", "Waiting"
    DONE = "done", "Changed"
    REFUSED = "refused", "Refused"
    UNDONE = "undone", "As before"
    TOUCHED = "touched", "Changed by somebody since"


class Bulk(models.Model):
    """An officer's act on many tips. `value`: the outcome, the colleague, the category, the day or the macro."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="bulks")
    act = models.CharField(max_length=10, choices=BulkAct)
    value = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=8, choices=BulkState, default=BulkState.CHOSEN)
    at = models.DateTimeField()

    class Meta:
        db_table = "bulk"
        indexes = [models.Index(fields=["at"], condition=Q(state__in=["doing", "undoing"]), name="bulk_under_way")]

    @cached_property
    def macro(self) -> Macro | None:
        """The macro that it does, unless that was dropped meanwhile or it does none."""
        return Macro.objects.filter(pk=self.value).first() if self.act == BulkAct.MACRO and self.value else None

    @property
    def closes(self) -> bool:
        """Whether tips are closed by it."""
        return self.act == BulkAct.CLOSE or bool(self.macro and self.macro.outcome)


class BulkStep(models.Model):
    """One tip of it. `version` is that which the officer saw, `after` the one that the act left.

    `before` holds what the act may decide upon while it waits, and once it is done what it changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    bulk = models.ForeignKey(Bulk, on_delete=models.CASCADE, related_name="steps", db_index=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=BulkStepState, default=BulkStepState.WAITING)
    why = models.CharField(max_length=12, blank=True)
    before = models.JSONField(default=dict)
    after = models.PositiveIntegerField(null=True)

    class Meta:
        db_table = "bulk_step"
        constraints = [models.UniqueConstraint(fields=["bulk", "tip"], name="one_bulk_step_a_tip")]
