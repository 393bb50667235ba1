"""Records: everything in a tip's thread, each sealed under its own key."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q

from reports.models.choices import BY_MACHINE, BY_OFFICERS, GIVEN_UP, HEARD, Channel, Delivery, RecordKind, TriageState
from reports.models.officer import Officer
from reports.models.tip import Tip


class Record(models.Model):
    """One entry of a tip's thread.

    The first record has the tip's own id and hangs on D; every later one hangs on a record key in a box to the tip's
    public key (`root_box`). `position` is its place in the thread, since hours alone cannot order it. `at` is the hour
    for what a tipster did, the exact time for what an officer did.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="records")
    kind = models.CharField(max_length=10, choices=RecordKind)
    channel = models.CharField(max_length=4, choices=Channel, blank=True)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    at = models.DateTimeField()
    root_box = models.BinaryField(max_length=256, null=True)
    body = models.BinaryField()
    findings = models.BinaryField(null=True)
    delivery = models.CharField(max_length=10, choices=Delivery, blank=True, default=Delivery.NONE)

    class Meta:
        db_table = "record"
        indexes = [
            models.Index(
                fields=["at"], condition=Q(officer__isnull=True, root_box__isnull=False), name="record_later_by_hour"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(root_box__isnull=False) | Q(id=models.F("tip")), name="record_has_root"),
            models.UniqueConstraint(fields=["tip", "position"], name="one_record_a_place"),
        ]

    def __str__(self) -> str:
        return "<sealed>"

    @property
    def is_tipsters(self) -> bool:
        """Whether the tipster told it. That no officer is named in it says nothing: an agency's answer names none."""
        return self.kind not in BY_OFFICERS

    @property
    def was_given_up(self) -> bool:
        """Whether triage gave up on a tip before it judged these words, so that nothing in them is masked."""
        is_told = self.kind in (RecordKind.TIP, RecordKind.ADDITION)
        return is_told and self.findings is None and self.tip.triage in GIVEN_UP


def was_judged(kind: str, answers: Mapping[str, Any], triage: str) -> bool:
    """Whether triage judged a record's words, and must have stored what it found. `triage`: the state of its tip.

    `answers`: what was sealed beside the words. Of files and recordings only what a machine heard is judged: else their
    words are the house's own.
    """
    are_told = kind in (RecordKind.TIP, RecordKind.ADDITION) or answers.get(HEARD) == BY_MACHINE
    return are_told and kind not in BY_OFFICERS and triage == TriageState.DONE


class Attachment(models.Model):
    """A cleaned file of a record. Key, kind and true size are sealed in `header`; the blob lies in the blob store."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="attachments")
    header = models.BinaryField()

    class Meta:
        db_table = "attachment"

    def __str__(self) -> str:
        return "<sealed>"


class Fingerprint(models.Model):
    """What likeness is judged by: a tip's fingerprint, sealed under F and the worker's likeness key."""

    tip = models.OneToOneField(Tip, on_delete=models.CASCADE, primary_key=True, related_name="fingerprint")
    sealed = models.BinaryField()

    class Meta:
        db_table = "fingerprint"
