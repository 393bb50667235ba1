"""A tip: the narrow row that lists read. Everything anybody wrote lies sealed in its records."""

import base64
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from reports.models.choices import Category, Channel, CloseReason, Status, TriageState, Urgency
from reports.models.due import due_no_later
from reports.models.officer import Officer
from reports.models.unit import Unit

OPEN_WORK = [Status.NEW, Status.OPEN, Status.WAITING]
_OPEN = Q(status__in=["new", "open", "waiting"], self_test=False)
_NARROWS = ["category", "channel", "language", "assigned_to", "status"]


class TipQuerySet(models.QuerySet["Tip"]):
    """How tips are picked."""

    def of_units(self, units: Iterable[UUID]) -> "TipQuerySet":
        """Tips routed to any of these units."""
        return self.filter(unit_id__in=units)

    def informing(self, units: Iterable[UUID]) -> "TipQuerySet":
        """Tips of other units that these may read for information."""
        units = list(units)
        return self.filter(informed__overlap=units).exclude(informed=[]).exclude(unit__in=units)

    def seen_by(self, officer: Officer | UUID) -> "TipQuerySet":
        """Tips from which this officer has not stepped back."""
        # NOT IN, read once: an anti-join would take the order of an index away, and each list would be sorted whole.
        return self.exclude(pk__in=Recusal.objects.filter(officer=officer).values("tip"))

    def open_work(self) -> "TipQuerySet":
        """Tips that somebody still has to act on."""
        return self.filter(status__in=OPEN_WORK)

    def add_words(self, **more: object) -> int:
        """Mark these tips as told more by the tipster: news to every officer, and a reason for one to act."""
        return self.add_parts(has_news=True, waits_for_us=True, **more)

    def add_parts(self, **more: object) -> int:
        """Mark these tips as holding more to read than before, though the tipster may have told it all at once."""
        return self.update(arrivals=F("arrivals") + 1, version=F("version") + 1, **more)

    def add_what_came(self, record_id: UUID) -> int:
        """Mark this tip as holding what came with a record; of a tip's first words that is no news of its tipster."""
        later = self.exclude(pk=record_id)
        return later.add_words() or self.add_parts()

    def by_urgency(self) -> "TipQuerySet":
        """The order of the queue: most urgent first; of these what looks like junk last; then oldest."""
        return self.order_by("urgency", "looks_junk", "arrived_hour", "id")

    def newest_first(self) -> "TipQuerySet":
        """The order of the list of all tips."""
        return self.order_by("-arrived_hour", "-id")


class _RealTips(models.Manager["Tip"]):
    """Real tips: the line's own daily tests are on no list, in no count and in no comparison."""

    def get_queryset(self) -> TipQuerySet:
        """Return the tips that people sent."""
        return TipQuerySet(self.model, using=self._db).filter(self_test=False)


RealTips = _RealTips.from_queryset(TipQuerySet)


class Tip(models.Model):
    """What stays in the clear, on purpose (DESIGN §4): no word of the tip, and the arrival only to the hour.

    `informed` are the units that read it for information, as its keys say: here too, so that their list has an index.
    `rests_since` is the day on which it was closed, `erase_on` the day on which it is erased; neither while it is open.
    `self_test`: the line sent it to itself (reports.lifecycle.line_test). `objects` leaves these out, `everything` does
    not.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tips", db_index=False)
    status = models.CharField(max_length=8, choices=Status, default=Status.NEW)
    urgency = models.SmallIntegerField(choices=Urgency, default=Urgency.ROUTINE)
    category = models.CharField(max_length=20, choices=Category, default=Category.OTHER)
    channel = models.CharField(max_length=4, choices=Channel)
    language = models.CharField(max_length=8, blank=True)
    arrived_hour = models.DateTimeField()
    triage = models.CharField(max_length=8, choices=TriageState, default=TriageState.WAITING)
    assigned_to = models.ForeignKey(Officer, on_delete=models.SET_NULL, null=True, related_name="tips", db_index=False)
    outcome = models.CharField(max_length=16, choices=CloseReason, blank=True)
    unreachable = models.BooleanField(default=False)
    has_news = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False, db_default=False)
    looks_junk = models.BooleanField(default=False, db_default=False)
    waits_for_us = models.BooleanField(default=False, db_default=False)
    again_because = models.UUIDField(null=True)  # the tip that may tell of this closed matter, until somebody looked
    left_behind = models.BooleanField(default=False, db_default=False)  # its officer is away, or left: nobody has it
    was_taken_on = models.BooleanField(default=False, db_default=False)  # in its unit, whose numbers count it once
    arrivals = models.PositiveSmallIntegerField(default=1, db_default=1)
    due_at = models.DateTimeField(null=True)
    rests_since = models.DateField(null=True)
    erase_on = models.DateField(null=True)
    informed = ArrayField(models.UUIDField(), default=list, db_default=[])
    version = models.PositiveIntegerField(default=1)
    public_key = models.BinaryField(max_length=32)
    mailbox_key = models.BinaryField(max_length=32, default=bytes)
    row_mac = models.BinaryField(max_length=32)
    self_test = models.BooleanField(default=False, db_default=False)

    objects = RealTips()
    everything = TipQuerySet.as_manager()

    class Meta:
        db_table = "tip"
        # Each is the order of a list; what a list is narrowed by stands behind it, and what the wall asks is included:
        # so other tips are gone over in the index itself, and counting looks at nothing else.
        indexes = [
            models.Index(
                fields=["unit", "urgency", "looks_junk", "arrived_hour", "id", *_NARROWS],
                include=["informed"],
                condition=_OPEN,
                name="tip_open_work",
            ),
            models.Index(
                fields=["urgency", "looks_junk", "arrived_hour", "id", "unit", *_NARROWS],
                include=["informed"],
                condition=_OPEN,
                name="tip_open_work_of_many",
            ),
            models.Index(
                fields=["urgency", "looks_junk", "arrived_hour", "id", "unit", *_NARROWS],
                include=["informed"],
                condition=_OPEN & Q(waits_for_us=True),
                name="tip_waits_for_us",
            ),
            models.Index(
                fields=["urgency", "looks_junk", "arrived_hour", "id", "unit", *_NARROWS],
                include=["informed"],
                condition=Q(status="waiting", self_test=False),
                name="tip_waits_for_tipster",
            ),
            models.Index(
                fields=["urgency", "looks_junk", "arrived_hour", "id"],
                include=["unit", *_NARROWS, "informed"],
                condition=_OPEN & ~Q(informed=[]),
                name="tip_informs",
            ),
            models.Index(
                fields=["urgency", "looks_junk", "arrived_hour", "id", "unit", *_NARROWS],
                include=["again_because", "informed"],
                condition=Q(again_because__isnull=False, self_test=False),
                name="tip_told_again",
            ),
            models.Index(
                fields=["due_at", "id", "unit", *_NARROWS, "arrived_hour"],
                include=["informed"],
                condition=_OPEN,
                name="tip_due",
            ),
            models.Index(fields=["unit", "-arrived_hour", "-id"], name="tip_by_arrival"),
            models.Index(
                fields=["-arrived_hour", "-id", "unit", *_NARROWS],
                include=["outcome", "informed"],  # the numbers of a period are counted here
                condition=Q(self_test=False),
                name="tip_newest",
            ),
            models.Index(
                fields=["assigned_to", "urgency", "looks_junk", "arrived_hour", "id"],
                include=["unit", "category", "channel", "language", "status", "informed"],
                condition=_OPEN & Q(assigned_to__isnull=False),  # else what is closed would be gone over, of years
                name="tip_of_officer",
            ),
            models.Index(
                fields=["assigned_to", "-arrived_hour", "-id"],
                include=["unit", "category", "channel", "language", "status", "informed"],
                condition=Q(assigned_to__isnull=False, self_test=False),
                name="tip_newest_of_officer",
            ),
            models.Index(fields=["erase_on"], condition=Q(erase_on__isnull=False), name="tip_erase_on"),
            models.Index(fields=["id"], condition=Q(status="closed", erase_on__isnull=True), name="tip_without_day"),
            models.Index(fields=["triage"], condition=~Q(triage="done"), name="tip_not_triaged"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="tip_status_known"),
            models.CheckConstraint(condition=Q(urgency__in=Urgency.values), name="tip_urgency_known"),
            models.CheckConstraint(
                condition=Q(status="closed", outcome__gt="") | (~Q(status="closed") & Q(outcome="")),
                name="tip_closed_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def _get_FIELD_display(self, field: "models.Field[Any, Any]") -> str:
        """Say a choice in words. Django puts all choices together anew each time, and a list asks a hundred times."""
        return _said(field, getattr(self, field.attname), get_language())

    @property
    def reference(self) -> str:
        """What officers call the tip: eight letters and digits made from its random id."""
        return reference(self.id)

    @property
    def spoken_in(self) -> str:
        """The code of the language of its words; "" where nobody is sure."""
        return "" if self.language == "unsure" else self.language

    def let_go(self, *, waits_on: bool = False) -> None:
        """Give the tip back to its unit, for who works on it is kept from it; it leaves no entry in the trail.

        It is the unit's to look at, also where its tipster was asked, for the answer may be what is kept from them;
        `waits_on`: the question is still open.
        """
        self.assigned_to = None
        is_begun = self.status == Status.OPEN or (self.status == Status.WAITING and not waits_on)
        self.status = Status.NEW if is_begun else self.status
        self.due_at = due_no_later(self) if self.status == Status.NEW else self.due_at
        self.save(update_fields=["assigned_to", "status", "due_at"])


@cache
def _choices(field: "models.Field[Any, Any]") -> dict[Any, Any]:
    return dict(field.flatchoices)


@lru_cache(1_000)  # a row may hold what is no choice
def _said(field: "models.Field[Any, Any]", value: Any, language: str | None) -> str:
    return str(_choices(field).get(value, value))


def reference(tip_id: UUID) -> str:
    """Return the short reference of a tip id."""
    short = base64.b32encode(tip_id.bytes[:5]).decode()
    return f"{short[:4]}-{short[4:]}"


def ids_of(reference: str) -> tuple[UUID, UUID]:
    """Return the first and the last id that have a reference."""
    begins = base64.b32decode(reference.replace("-", ""))
    return UUID(bytes=begins.ljust(16, b"\x00")), UUID(bytes=begins.ljust(16, b"\xff"))


class TipKey(models.Model):
    """D, the tip's key, for one unit: in a box to the unit, and later settled under the unit's symmetric key."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="keys")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    generation = models.PositiveIntegerField()
    box = models.BinaryField(max_length=256, null=True)
    settled = models.BinaryField(max_length=256, null=True)
    informs = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "tip_key"
        indexes = [models.Index(fields=["unit", "tip"], condition=Q(informs=True), name="tip_key_informs")]
        constraints = [
            models.UniqueConstraint(fields=["tip", "unit"], name="one_tip_key_a_unit"),
            models.CheckConstraint(condition=Q(box__isnull=False) | Q(settled__isnull=False), name="tip_key_held"),
        ]


class Recusal(models.Model):
    """An officer stepped back from a tip: it is on no list of theirs, and they cannot act on it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="recusals", db_index=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        db_table = "recusal"
        constraints = [models.UniqueConstraint(fields=["tip", "officer"], name="one_recusal_each")]
