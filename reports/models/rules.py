"""Rules of the house as versioned data: one person proposes a version, another one puts it in force."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from reports.models.officer import Officer


class RulesState(models.TextChoices):
    """How far a version of the rules has come."""

    PROPOSED = "proposed", "Waits for the second person"
    IN_FORCE = "in_force", "In force"
    PAST = "past", "Replaced"
    DROPPED = "dropped", "Refused or taken back"


BY_TWO = ~Q(state__in=["in_force", "past"]) | Q(answered_by__isnull=False, in_force_since__isnull=False) & ~Q(
    answered_by=F("proposed_by")
)
"""What a version in force must fulfil."""


class ChangedByTwo(models.Model):
    """A version of some rules. `told` is what their reader understands; see reports.signed_rules for `row_mac`."""

    version = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=RulesState, default=RulesState.PROPOSED)
    told = models.JSONField()
    proposed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)
    answered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    in_force_since = models.DateField(null=True)
    row_mac = models.BinaryField(max_length=32, default=bytes, db_default=b"")

    class Meta:
        abstract = True


class HouseRulesKind(models.TextChoices):
    """What the rules are about."""

    QUESTIONS = "questions", "Questions ready to be sent"
    ROUTING = "routing", "Which unit reads what"
    GUIDES = "guides", "What tipsters are asked"


class HouseRules(ChangedByTwo):
    """One version of questions, routing or guides, over what is shipped: version 1, which has no row."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=9, choices=HouseRulesKind)

    class Meta:
        db_table = "house_rules"
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="one_house_rules_version"),
            models.UniqueConstraint(fields=["kind"], condition=Q(state="in_force"), name="one_house_rules_in_force"),
            models.UniqueConstraint(fields=["kind"], condition=Q(state="proposed"), name="one_house_rules_proposal"),
            models.CheckConstraint(condition=BY_TWO, name="house_rules_by_two_persons"),
        ]
