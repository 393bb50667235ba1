"""What officers teach triage: their corrections, the weights learned from them, and the words they propose."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from reports.models.choices import Category
from reports.models.officer import Officer
from reports.models.tip import Tip


class Correction(models.Model):
    """An officer's word on what triage found in a tip: another value, or the same.

    `sealed` holds both and the rules that had fired, under F, the tip's second key, so that it dies with the tip, and
    in a box to the worker.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="corrections")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_index=True)
    sealed = models.BinaryField()

    class Meta:
        db_table = "correction"

    def __str__(self) -> str:
        return "<sealed>"


class FindingCorrection(models.Model):
    """An officer's word on one thing that triage found in a tip, or missed: no word of the tip, but rules and kinds.

    `sealed` holds it as a correction's does.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="finding_corrections")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)
    sealed = models.BinaryField()

    class Meta:
        db_table = "finding_correction"

    def __str__(self) -> str:
        return "<sealed>"


class LearnedModel(models.Model):
    """Weights over published rules, learned from this force's corrections; at most one is in use.

    `decisions` is how many it learned from; on the `held_out` newest ones, which it had not seen, the term list agreed
    with the officers `list_agreed` times and this model `agreed` times.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    made_at = models.DateTimeField(db_index=True)
    rules_version = models.CharField(max_length=20)
    decisions = models.PositiveIntegerField()
    held_out = models.PositiveIntegerField()
    list_agreed = models.PositiveIntegerField()
    agreed = models.PositiveIntegerField()
    weights = models.JSONField()
    in_use = models.BooleanField(default=False)

    class Meta:
        db_table = "learned_model"
        constraints = [
            models.UniqueConstraint(fields=["in_use"], condition=Q(in_use=True), name="one_learned_model_in_use"),
        ]


class ProposedTerm(models.Model):
    """A general word that an officer proposes for the term lists, chosen by hand so that it tells of no tip."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    category = models.CharField(max_length=20, choices=Category)
    language = models.CharField(max_length=10)
    word = models.CharField(max_length=30)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "proposed_term"
        constraints = [
            models.UniqueConstraint(fields=["category", "language", "word"], name="one_proposal_a_word"),
        ]
