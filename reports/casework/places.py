"""How many tips spoke of which place: counted in a member's session, month by month, and kept sealed to the unit.

A tip counts once: at the place that its sender chose or wrote, or else the first one in its words. What could identify
the tipster is no place. The numbers outlive their tips; so a month is never replaced by fewer tips than it was made of.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from reports import audit
from reports.clock import today
from reports.keyring import KeyRing
from reports.models import LinkKind, PlaceCount, Unit
from reports.models.place_count import PLACE_COUNT, PLACE_COUNT_SIZE
from reports.queries.reading import Judged, read_judged
from reports.queries.statistics import Period, next_month
from reports.queries.things import things_in
from reports.sealing.envelope import seal
from reports.sealing.opening import CannotOpen

SLICE = 500  # tips between two lines of progress
NOWHERE, DISTRICT = "", "district:"
PlaceOf = Callable[[str], str]
"""Gives the village or district in which a name lies, or nothing; a district is asked for with DISTRICT before it."""


@dataclass(frozen=True, slots=True)
class Counting:
    """How far a count has come, in tips."""

    counted: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What was counted for some units in a period. `at` is by place, NOWHERE where none was named."""

    at: Mapping[str, int]
    tips: int
    counted_on: date | None
    missing: tuple[date, ...]
    unread: int


@dataclass(frozen=True, slots=True)
class _Month:
    tips: int
    kinds: Mapping[str, Mapping[str, int]] = field(repr=False)


def months(period: Period) -> list[date]:
    """Return the first days of a period's months."""
    found = [period.first]
    while found[-1] < period.last:
        found.append(next_month(found[-1]))
    return found


def count_places(ring: KeyRing, units: Collection[UUID], period: Period, place_of: PlaceOf) -> Iterator[Counting]:
    """Open the tips of these units and count them, in slices; each finished month is kept and audited.

    Leaving the page ends it, and what is finished stays. Raises NotYours.
    """
    found = [(unit, month, _tips(ring, unit, month)) for unit in units for month in months(period)]
    of, counted = sum(len(tips) for _, _, tips in found), 0
    for unit, month, tips in found:
        kinds: dict[str, Counter[str]] = {}
        for start in range(0, len(tips), SLICE):
            part = dict(tips[start : start + SLICE])
            for tip_id, read in read_judged(ring, part).items():
                kinds.setdefault(part[tip_id], Counter())[place_of_tip(read, place_of)] += 1
            counted += len(part)
            yield Counting(counted, of)
        _keep(ring, unit, month, kinds)


def place_of_tip(read: Sequence[Judged], place_of: PlaceOf) -> str:
    """Return the one place at which a tip counts."""
    chosen = [one.answers.get("place", "") for one in read]
    chosen += [DISTRICT + one.answers["place.district"] for one in read if "place.district" in one.answers]
    named = [thing.key for one in read for thing in things_in(one) if thing.kind == LinkKind.PLACE]
    return next((place for name in (*chosen, *named) if name and (place := place_of(name))), NOWHERE)


def places(ring: KeyRing, units: Collection[UUID], period: Period, *, category: str = "") -> Places:
    """Return what was counted, of one kind of tip or of all; that it was looked at is audited."""
    rows = list(PlaceCount.objects.filter(unit__in=units, month__gte=period.first, month__lte=period.last))
    at, tips, unread, seen = Counter[str](), 0, 0, set()
    for row in rows:
        try:
            month = _opened(ring, row)
        except CannotOpen:
            unread += 1
            continue
        seen.add((row.unit_id, row.month))
        for kind, counts in month.kinds.items():
            if category in ("", kind):
                at.update(counts)
                tips += sum(counts.values())
    for unit in {unit for unit, _ in seen}:
        audit.enter(
            "places.read", by=ring.officer, unit=unit, first=f"{period.first:%Y-%m}", last=f"{period.last:%Y-%m}"
        )
    missing = [month for month in months(period) if any((unit, month) not in seen for unit in units)]
    counted_on = min((row.counted_on for row in rows), default=None)
    return Places(at=at, tips=tips, counted_on=counted_on, missing=tuple(missing), unread=unread)


def _tips(ring: KeyRing, unit: UUID, month: date) -> list[tuple[UUID, str]]:
    ring.unit(unit)
    period = Period(month, month)
    came = ring.tips.filter(unit=unit, arrived_hour__gte=period.begins, arrived_hour__lt=period.ends)
    return list(came.order_by("pk").values_list("pk", "category"))


@transaction.atomic
def _keep(ring: KeyRing, unit: UUID, month: date, kinds: Mapping[str, Mapping[str, int]]) -> None:
    tips = sum(sum(counts.values()) for counts in kinds.values())
    Unit.objects.select_for_update().get(pk=unit)  # two officers who count at once
    row = PlaceCount.objects.filter(unit=unit, month=month).first() or PlaceCount(unit_id=unit, month=month)
    if row.sealed and _before(ring, row) > tips:
        audit.enter("places.kept", by=ring.officer, unit=unit, month=f"{month:%Y-%m}")
        return
    told = json.dumps({"tips": tips, "kinds": kinds}).encode()
    row.counted_on = today()
    row.sealed = seal(ring.unit(unit).symmetric, told, PLACE_COUNT, unit, month.isoformat(), padding=PLACE_COUNT_SIZE)
    row.save()
    audit.enter("places.counted", by=ring.officer, unit=unit, month=f"{month:%Y-%m}")


def _before(ring: KeyRing, row: PlaceCount) -> int:
    try:
        return _opened(ring, row).tips
    except CannotOpen:
        return 0


def _opened(ring: KeyRing, row: PlaceCount) -> _Month:
    told = json.loads(
        ring.unseal(row.unit_id, row.sealed, PLACE_COUNT, row.unit_id, row.month.isoformat(), padding=PLACE_COUNT_SIZE)
    )
    return _Month(told["tips"], told["kinds"])
