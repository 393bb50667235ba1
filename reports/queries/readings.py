"""Who read how much of a tip: the five states that an officer sees at a glance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from reports.models import Officer, Reading, Tip


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
    readings: dict[UUID, list[Reading]] = {tip.pk: [] for tip in tips}
    there = Reading.objects.filter(tip__in=tips).select_related("officer").order_by("officer__name")
    for reading in there.only("tip", "arrivals", "officer__name"):
        readings[reading.tip_id].append(reading)
    return {tip.pk: _state(officer, tip, readings[tip.pk]) for tip in tips}


def _state(officer: Officer, tip: Tip, readings: Iterable[Reading]) -> ReadBy:
    mine = [one for one in readings if one.officer_id == officer.pk]
    if mine:
        return ReadBy(ReadState.BY_ME if mine[0].arrivals >= tip.arrivals else ReadState.UPDATED)
    whole = tuple(one.officer.name for one in readings if one.arrivals >= tip.arrivals)
    if whole:
        return ReadBy(ReadState.BY_OTHER, whole)
    older = tuple(one.officer.name for one in readings)
    return ReadBy(ReadState.OLDER, older) if older else ReadBy(ReadState.NEW)
