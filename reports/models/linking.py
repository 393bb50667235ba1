"""Tips that belong together, by officers' judgement. No row says what they share: no plate, name or place stands here.

Nor does a row hold a clock: the trail says when, and who.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from reports.models.choices import LinkKind
from reports.models.officer import Officer
from reports.models.tip import OPEN_WORK, Tip
from reports.models.unit import Unit


class Link(models.Model):
    """Two tips that tell of the same thing. `first` is the one with the lower id, so that a pair has one row a kind."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    first = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=LinkKind)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "tip_link"
        constraints = [
            models.UniqueConstraint(fields=["first", "second", "kind"], name="one_link_a_kind"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="link_in_order"),
            models.CheckConstraint(condition=Q(kind__in=LinkKind.values), name="link_kind_known"),
        ]


class Merge(models.Model):
    """A tip that is worked on in another one, which leads. `status` is what it had before, for who undoes it."""

    tip = models.OneToOneField(Tip, on_delete=models.CASCADE, primary_key=True, related_name="merge")
    into = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="led")
    status = models.CharField(max_length=8)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "tip_merge"
        constraints = [
            models.CheckConstraint(condition=~Q(tip=F("into")), name="merge_into_another"),
            models.CheckConstraint(condition=Q(status__in=OPEN_WORK), name="merge_of_open_work"),
        ]


class Split(models.Model):
    """A second tip that an officer made of words of another, which told of two matters.

    It has no mailbox of its own: what the tipster takes back in that of the first tip is taken back here as well.
    """

    tip = models.OneToOneField(Tip, on_delete=models.CASCADE, primary_key=True, related_name="split")
    origin = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="splits")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "tip_split"
        constraints = [models.CheckConstraint(condition=~Q(tip=F("origin")), name="split_of_another")]


class Case(models.Model):
    """Tips of one unit that are worked on together, while it holds any. Its title is sealed under the unit's key."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.BinaryField()
    opened_on = models.DateField()
    is_open = models.BooleanField(default=True, db_default=True)

    class Meta:
        db_table = "tip_case"
        indexes = [models.Index(fields=["unit", "-opened_on", "-id"], name="case_of_unit")]


class CaseTip(models.Model):
    """A tip in a case; it may be in several."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries", db_index=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="case_entries")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "case_tip"
        constraints = [models.UniqueConstraint(fields=["case", "tip"], name="one_tip_a_case")]


def links_between(one: Tip, other: Tip) -> list[str]:
    """Return the kinds of links between two tips."""
    first, second = sorted((one.pk, other.pk))
    return list(Link.objects.filter(first=first, second=second).values_list("kind", flat=True))


def merge_between(one: Tip, other: Tip) -> Merge | None:
    """Return the merge of one of two tips into the other, if there is."""
    pair = [one.pk, other.pk]
    return Merge.objects.filter(tip__in=pair, into__in=pair).first()
