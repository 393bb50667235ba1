"""What waits for the worker: capsules, errands and dispatches. Their clocks vanish with their rows."""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q

from reports.clock import today
from reports.models.choices import ErrandKind, Turn
from reports.models.record import Record

TRIES = 5  # openings of one capsule before judging gives up


class Capsule(models.Model):
    """One arrival, openable once by the triage worker. `waiting`: the receipt's fast keyed hash, which `row_mac` binds.

    `turn`: how soon it is judged among others that wait.
    """

    record = models.OneToOneField(Record, on_delete=models.CASCADE, primary_key=True, related_name="capsule")
    box = models.BinaryField()
    waiting = models.BinaryField(max_length=32, null=True, unique=True)
    row_mac = models.BinaryField(max_length=32, default=bytes, db_default=b"")
    due_at = models.DateTimeField(db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    turn = models.PositiveSmallIntegerField(choices=Turn, default=Turn.UNSEEN, db_default=Turn.UNSEEN)

    class Meta:
        db_table = "capsule"
        indexes = [models.Index(fields=["turn", "-due_at"], condition=Q(attempts=0), name="capsule_turn")]


class Errand(models.Model):
    """Something the worker must fetch from the provider and then see deleted there, or an upload to be made safe.

    One that is only to be deleted may belong to no record: a text of ours that answered a tipster. An upload lies in
    the blob store as it came, sealed, under the name `blob`; no two errands have the same one.

    Errands are the ledger of what still lies at the provider. `day`: when the deletion was ordered. `problem`: one word
    for why the last try did not do it. `call`: of a recording that waits for its caller, the id of the errand that the
    record of that call has; only requests can make it, so that the end of the call finds what waits. `broken_off`: how
    often nobody came to an end with its file, by whose fault ever.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, null=True, related_name="errands")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in ErrandKind.values])
    box = models.BinaryField()
    blob = models.UUIDField(null=True, unique=True)
    fetched = models.BooleanField(default=False)
    day = models.DateField(default=today, null=True)
    problem = models.CharField(max_length=20, default="", db_default="")
    due_at = models.DateTimeField(db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    broken_off = models.PositiveSmallIntegerField(default=0, db_default=0)
    call = models.UUIDField(null=True, db_index=True)

    class Meta:
        db_table = "errand"
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=ErrandKind.UPLOAD) | Q(blob__isnull=False, record__isnull=False),
                name="errand_upload_has_blob",
            )
        ]


class Dispatch(models.Model):
    """An officer's words on their way out as a text, or as `parts` of them; gone at its final state.

    `sent` parts went out, in their order. `arrived` has a bit for each that the provider says was delivered.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    record = models.OneToOneField(Record, on_delete=models.CASCADE, related_name="dispatch")
    line_id = models.UUIDField(db_index=True)
    box = models.BinaryField()
    handed_over = models.BooleanField(default=False)
    parts = models.PositiveSmallIntegerField(default=1, db_default=1)
    sent = models.PositiveSmallIntegerField(default=0, db_default=0)
    arrived = models.PositiveIntegerField(default=0, db_default=0)
    due_at = models.DateTimeField(db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "dispatch"


class SeenRequest(models.Model):
    """A request that already came, under a peppered hash of what names it; its answer is kept for an hour, sealed."""

    ANSWER_KEPT = timedelta(hours=1)
    key = models.BinaryField(max_length=32, primary_key=True)
    answer = models.BinaryField(null=True)
    answer_key = models.UUIDField(null=True)
    hour = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "seen_request"
