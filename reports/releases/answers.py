"""What agencies answered about the copies of a tip, as its unit sees it: read, taken over, or the number withdrawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.db import transaction

from reports import audit
from reports.clock import today
from reports.keyring import KeyRing, require_member
from reports.models import Feedback, FeedbackState, Merge, Officer, RecordKind, Tip, Usefulness
from reports.queries.reading import ReadEntry, read_record
from reports.queries.records import waits_beside
from reports.releases.feedback import LACKED, MISSING, NUMBERS, USEFULNESS


class NotOpen(Exception):
    """The number was used or withdrawn before."""


class TakenOver(Exception):
    """There is no answer, or its numbers were taken over before."""


class HasNumbers(Exception):
    """The answer has numbers: it is done with once they are taken over, unless its tip is merged into another."""


@dataclass(frozen=True, slots=True)
class Given:
    """A copy in an agency's hands. All but `feedback` and `agency` is empty until the agency answers."""

    feedback: Feedback
    agency: str
    used: bool | None = None
    code: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    text: str = field(default="", repr=False)
    usefulness: int | None = None
    missing: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        return f"{self.feedback.reference[:4]}-{self.feedback.reference[4:]}"

    @property
    def has_numbers(self) -> bool:
        """Whether there is something to take over."""
        return any(self.numbers.values()) or self.usefulness is not None or bool(self.missing)

    @property
    def is_over(self) -> bool:
        """Whether its number can no longer be used, because of time alone."""
        return self.feedback.state == FeedbackState.OPEN and self.feedback.last_day < today()


def given_copies(tip: Tip, entries: Iterable[ReadEntry] = ()) -> list[Given]:
    """Return to which agencies copies of a tip went, the last answerable first, with what `entries` tell of them."""
    opened = {entry.record.pk: entry for entry in entries if entry.record.kind == RecordKind.FEEDBACK}
    rows = Feedback.objects.filter(tip=tip).select_related("given_by", "taken_by").order_by("-last_day", "reference")
    return [_given(row, opened.get(row.record_id) if row.record_id else None) for row in rows]


def answer_of(feedback_id: UUID, *, tip: Tip, ring: KeyRing) -> Given:
    """Open one answer, once it is judged. Raises Feedback.DoesNotExist, KeyGone, NotYours, CannotOpen."""
    judged = Feedback.objects.select_related("record__tip").exclude(waits_beside("record"))
    found = judged.get(pk=feedback_id, tip=tip, state=FeedbackState.ANSWERED)
    require_member(tip, ring.officer)
    return _given(found, read_record(ring, found.record)[1] if found.record else None)


@transaction.atomic
def withdraw_number(feedback_id: UUID, *, tip: Tip, by: Officer) -> None:
    """Take a number back: the agency can no longer answer by it. Raises Feedback.DoesNotExist, NotOpen, NotYours."""
    found = _locked(feedback_id, tip, by)
    if found.state != FeedbackState.OPEN:
        raise NotOpen
    Feedback.objects.filter(pk=found.pk).update(state=FeedbackState.WITHDRAWN)
    audit.enter("feedback.withdrawn", by=by, tip=tip.pk, unit=tip.unit_id, reading=found.reference)


def take_over(feedback_id: UUID, *, tip: Tip, by: Officer) -> None:
    """Mark an answer's numbers as taken over into the outcome, once.

    Raises Feedback.DoesNotExist, TakenOver, NotYours.
    """
    _done_with(feedback_id, tip, by, act="feedback.taken_over")


def look_at_answer(feedback_id: UUID, *, tip: Tip, ring: KeyRing) -> None:
    """Mark an answer without numbers as looked at, once: nothing of it is left to take over.

    So of a tip that is merged: what came of it is written down at the one that leads.

    Raises Feedback.DoesNotExist, HasNumbers, TakenOver, KeyGone, NotYours, CannotOpen.
    """
    has_numbers = answer_of(feedback_id, tip=tip, ring=ring).has_numbers
    if has_numbers and not Merge.objects.filter(tip=tip).exists():
        raise HasNumbers
    _done_with(feedback_id, tip, ring.officer, act="feedback.looked_at")


@transaction.atomic
def _done_with(feedback_id: UUID, tip: Tip, by: Officer, *, act: str) -> None:
    found = _locked(feedback_id, tip, by)
    if found.state != FeedbackState.ANSWERED or found.taken_by_id is not None:
        raise TakenOver
    Feedback.objects.filter(pk=found.pk).update(taken_by=by)
    audit.enter(act, by=by, tip=tip.pk, unit=tip.unit_id, reading=found.reference)


def _locked(feedback_id: UUID, tip: Tip, by: Officer) -> Feedback:
    require_member(Tip.objects.select_for_update().get(pk=tip.pk), by)
    return Feedback.objects.select_for_update().get(pk=feedback_id, tip=tip)


def _given(row: Feedback, entry: ReadEntry | None) -> Given:
    agency = settings.AGENCIES.get(row.agency, row.agency)
    if entry is None:
        return Given(row, agency)
    said = entry.answers
    numbers = {name: int(said[name]) for name in NUMBERS if said.get(name, "").isdigit()}
    worth = said.get(USEFULNESS, "")
    return Given(
        row,
        agency,
        used=said.get("used") == "yes",
        code=said.get("code", ""),
        numbers=numbers,
        text=entry.text,
        usefulness=int(worth) if worth in map(str, Usefulness.values) else None,
        missing=tuple(one for one in said.get(MISSING, "").split(",") if one in LACKED),
    )
