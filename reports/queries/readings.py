"""Who read how much of a tip: the five states that an officer sees at a glance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.db import connection

from reports import audit
from reports.models import Officer, Tip
from reports.models.inserting import inserts
from reports.models.raw import ids, plain_rows

_READINGS = (
    "SELECT tip_id, officer_id, arrivals, name FROM reading JOIN officer ON officer.id = officer_id"
    " WHERE tip_id = ANY(%s::uuid[]) ORDER BY name"
)
_NOTE = (
    "INSERT INTO reading (id, tip_id, officer_id, arrivals) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (tip_id, officer_id) DO UPDATE SET arrivals = excluded.arrivals"
)
_NO_NEWS = "UPDATE tip SET has_news = false WHERE id = %s AND has_news AND arrivals = %s"


class ReadState(StrEnum):
    """How a tip stands with one officer, the strongest that fits first."""

    UPDATED = "updated"  # told more since this officer read it
    BY_ME = "by_me"
    BY_OTHER = "by_other"  # read as it stands now, by somebody else
    OLDER = "older"  # somebody else saw a version that lacks the newest words
    NEW = "new"


@dataclass(frozen=True, slots=True)
class ReadBy:
    """A tip's state for one officer, and the names of those whom the state speaks of."""

    state: ReadState
    names: tuple[str, ...] = ()


class _Read(NamedTuple):
    """That an officer read a tip as it stood after so many arrivals."""

    officer: UUID
    arrivals: int
    name: str


def enter_reading(tip: Tip, by: Officer, *, is_own: bool) -> None:
    """Write that an officer reads a tip, and how much there is to read: at once, and before anything is shown.

    `is_own`: its unit works on it. Who reads it for information takes no news from that one; and words that came since
    the tip's row was read stay news.
    """
    entry, values = inserts(audit.entry("tip.read", by=by, tip=tip.pk, unit=tip.unit_id))
    statements, values = [entry, _NOTE], [*values, *_noted(tip, by)]
    if tip.has_news and is_own:
        statements.append(_NO_NEWS)
        values += [tip.pk, tip.arrivals]
    with connection.cursor() as cursor:
        cursor.execute("; ".join(statements), values)


def note_reading(tip: Tip, by: Officer) -> None:
    """Keep that an officer has now read all that the tipster said."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, _noted(tip, by))


def _noted(tip: Tip, by: Officer) -> list[Any]:
    return [uuid4(), tip.pk, by.pk, tip.arrivals]


def read_states(officer: Officer, tips: Sequence[Tip]) -> dict[UUID, ReadBy]:
    """Return how each tip stands with an officer."""
    readings: dict[UUID, list[_Read]] = {tip.pk: [] for tip in tips}
    for tip_id, *reading in plain_rows("default", _READINGS, ids(*readings)) if readings else ():
        readings[tip_id].append(_Read(*reading))
    return {tip.pk: _state(officer, tip, readings[tip.pk]) for tip in tips}


def _state(officer: Officer, tip: Tip, readings: Iterable[_Read]) -> ReadBy:
    mine = [one for one in readings if one.officer == officer.pk]
    if mine:
        return ReadBy(ReadState.BY_ME if mine[0].arrivals >= tip.arrivals else ReadState.UPDATED)
    whole = tuple(one.name for one in readings if one.arrivals >= tip.arrivals)
    if whole:
        return ReadBy(ReadState.BY_OTHER, whole)
    older = tuple(one.name for one in readings)
    return ReadBy(ReadState.OLDER, older) if older else ReadBy(ReadState.NEW)
