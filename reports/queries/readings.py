"""Who read how much of a tip: the five states that an officer sees at a glance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from reports.models import Officer, Reading, Tip
from reports.models.raw import ids, plain_rows

_READINGS = (
    "SELECT tip_id, officer_id, arrivals, name FROM reading JOIN officer ON officer.id = officer_id"
    " WHERE tip_id = ANY(%s::uuid[]) ORDER BY name"
)


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


def note_reading(tip: Tip, by: Officer) -> None:
    """Keep that an officer has now read all that the tipster said."""
    Reading.objects.bulk_create(
        [Reading(tip=tip, officer=by, arrivals=tip.arrivals)],
        update_conflicts=True,
        unique_fields=["tip", "officer"],
        update_fields=["arrivals"],
    )


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
