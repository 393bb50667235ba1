"""Which agencies owe an answer about a copy, and which answers nobody has looked at: for the unit that gave them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from reports.clock import today
from reports.keyring import KeyRing
from reports.models import AuditEntry, Feedback, FeedbackState
from reports.models.counting import Sight
from reports.models.raw import ids, plain_rows
from reports.queries.lists import sight_of

MOST = 300  # copies on one page
_TO_LOOK_AT = "SELECT count_agencies(%s, %s::uuid[], %s, %s)"


class Due(StrEnum):
    """What an agency's copy waits for."""

    NEWS = "news"  # answered: its numbers were not taken over
    LATE = "late"  # half its time is over without an answer
    WAITS = "waits"
    NEVER = "never"  # its number is over
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Owed:
    """One copy in an agency's hands: given on a day, and what is due with it."""

    feedback: Feedback
    agency: str
    given_on: date
    due: Due

    @property
    def reference(self) -> str:
        return f"{self.feedback.reference[:4]}-{self.feedback.reference[4:]}"


def owed(ring: KeyRing) -> list[Owed]:
    """Return the copies that agencies have of tips of the officer's units, what is late first. Opens nothing."""
    copies = _of(sight_of(ring)).select_related("tip__unit", "given_by", "taken_by")
    rows = list(copies.order_by("last_day", "reference")[:MOST])
    given = _given_on(rows)
    found = [_owed(row, given.get(row.reference)) for row in rows]
    order = list(Due)
    return sorted(found, key=lambda one: order.index(one.due))


def to_look_at(ring: KeyRing) -> int:
    """Return how many copies want somebody: late ones, and answers whose numbers nobody took over."""
    asked = ring.officer.pk, ids(*ring.unit_ids), today(), _late()
    count: int = plain_rows("default", _TO_LOOK_AT, *asked)[0][0]
    return count


def _of(sight: Sight) -> QuerySet[Feedback]:
    given = Feedback.objects.exclude(state=FeedbackState.WITHDRAWN)
    return given.filter(tip__in=sight.tips)


def _owed(row: Feedback, given_on: date | None) -> Owed:
    return Owed(
        feedback=row,
        agency=settings.AGENCIES.get(row.agency, row.agency),
        given_on=given_on or row.last_day - timedelta(days=settings.FEEDBACK_DAYS),
        due=_due(row),
    )


def _due(row: Feedback) -> Due:
    if row.state == FeedbackState.ANSWERED:
        return Due.NEWS if row.taken_by_id is None else Due.DONE
    if row.last_day < today():
        return Due.NEVER
    return Due.LATE if row.last_day < _late() else Due.WAITS


def _late() -> date:
    """Return the day before which a last day means that half the time is over."""
    return today() + timedelta(days=settings.FEEDBACK_DAYS // 2)


def _given_on(rows: Iterable[Feedback]) -> dict[str, date]:
    """Return the day on which each copy was given, as the trail has it, by its reference."""
    tips = {row.tip_id for row in rows}
    entries = AuditEntry.objects.filter(tip_id__in=tips, act="release.given").values_list("detail__reading", "at")
    return {reading: timezone.localtime(at).date() for reading, at in entries}
