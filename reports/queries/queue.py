"""The queue: one page of an officer's tips, with counts that stop where nobody counts any more."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan

from reports import audit
from reports.keyring import KeyRing
from reports.models import Officer, Tip, TriageState, Urgency
from reports.models.tip import TipQuerySet
from reports.queries.reading import previews

COUNT_CAP = 1000
_URGENT_ORDER = ("urgency", "looks_junk", "arrived_hour", "id")
_NEWEST_ORDER = ("arrived_hour", "id")


class BadCursor(Exception):
    """The page address was changed by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One tip in the list."""

    tip: Tip
    preview: str = field(repr=False)
    triaged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """A page of the queue; `next` is the cursor of the one after it, or None."""

    rows: tuple[QueueRow, ...]
    next: str | None
    counts: Mapping[str, int]


def _open(tips: TipQuerySet, officer: Officer) -> TipQuerySet:
    return tips.open_work()


def _mine(tips: TipQuerySet, officer: Officer) -> TipQuerySet:
    return tips.open_work().filter(assigned_to=officer)


def _unassigned(tips: TipQuerySet, officer: Officer) -> TipQuerySet:
    return tips.open_work().filter(assigned_to=None)


def _urgent(tips: TipQuerySet, officer: Officer) -> TipQuerySet:
    return tips.open_work().filter(urgency=Urgency.IMMEDIATE)


def _all(tips: TipQuerySet, officer: Officer) -> TipQuerySet:
    return tips


LISTS: Mapping[str, Callable[[TipQuerySet, Officer], TipQuerySet]] = {
    "open": _open,
    "mine": _mine,
    "unassigned": _unassigned,
    "urgent": _urgent,
    "all": _all,
}


def queue_page(ring: KeyRing, *, which: str = "open", after: str | None = None, size: int = 25) -> QueuePage:
    """Return a page of one list, in its order; the list of all tips has the newest first.

    The first words of each tip are shown, so the listing is audited. Raises KeyError for a list that is none, BadCursor
    for a cursor that is none.
    """
    mine = Tip.objects.of_units(ring.unit_ids)
    tips = LISTS[which](mine, ring.officer).select_related("unit", "assigned_to")
    tips = tips.newest_first() if which == "all" else tips.by_urgency()
    if after:
        tips = _after(tips, which, after)
    found = list(tips[: size + 1])
    shown = found[:size]
    words = previews(ring, shown)
    if words:
        audit.enter("list.read", by=ring.officer, list=which, tips=" ".join(tip.reference for tip in shown))
    rows = tuple(
        QueueRow(tip=tip, preview=words.get(tip.pk, ""), triaged=tip.triage == TriageState.DONE) for tip in shown
    )
    return QueuePage(rows=rows, next=_cursor(shown[-1]) if len(found) > size else None, counts=_counts(ring, mine))


def _counts(ring: KeyRing, mine: TipQuerySet) -> dict[str, int]:
    return {name: LISTS[name](mine, ring.officer)[: COUNT_CAP + 1].count() for name in LISTS if name != "all"}


def _cursor(tip: Tip) -> str:
    return base64.urlsafe_b64encode(
        json.dumps([tip.urgency, tip.looks_junk, tip.arrived_hour.isoformat(), str(tip.pk)]).encode()
    ).decode()


def _after(tips: TipQuerySet, which: str, cursor: str) -> TipQuerySet:
    try:
        urgency, junk, hour, tip_id = json.loads(base64.urlsafe_b64decode(cursor))
        place = (Urgency(urgency), junk is True, datetime.fromisoformat(hour), UUID(tip_id))
    except (ValueError, TypeError, AttributeError):
        raise BadCursor from None
    if place[2].tzinfo is None:
        raise BadCursor
    if which == "all":
        return tips.filter(TupleLessThan(_NEWEST_ORDER, place[2:]))
    return tips.filter(TupleGreaterThan(_URGENT_ORDER, place))
