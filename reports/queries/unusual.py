"""Unusual reading: counts over the audit trail, held against each officer's own habit. No word of a tip is looked at.

It is for who leads a unit and for oversight. A count is a question, never an answer: a night of arrests looks like a
night of curiosity.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate, TruncHour
from django.utils import timezone

from reports.clock import day_of, this_hour
from reports.keyring import KeyRing, led_by
from reports.models import AuditEntry, Officer, ReadingCount, Status, Tip, Unit, UnitPurpose
from reports.wall import whole_house

DAYS = 30
TIMES = 4  # so many times an officer's habit is unusual
_OPENINGS, _UNMASKING = ("tip.read", "file.read", "release.read"), ("source.shown", "source.searched")
_TAKING = ("tip.printed", "release.exported", "release.given_unit", "release.given")
LOOKED = "unusual.read"
READING = frozenset({*_OPENINGS, *_UNMASKING, *_TAKING})
_OPENED, _UNMASKED, _TAKEN = Q(act__in=_OPENINGS), Q(act__in=_UNMASKING), Q(act__in=_TAKING)
_COUNTED = ("opened", "closed", "unmasked", "taken")
_NIGHT = frozenset({22, 23, 0, 1, 2, 3, 4})  # hours of the clock
_HABIT = 3  # days before, at least, make a habit; a busy hour is none for the next one
_USUAL_NIGHTS = 3  # who worked at night more often than that does so by habit
_EDGE = timedelta(days=7)  # of the first days that are looked at, what was before them is not known


class Why(StrEnum):
    """What is unusual."""

    MANY = "many"
    NIGHT = "night"
    CLOSED = "closed"
    UNMASKED = "unmasked"
    TAKEN = "taken"


_FROM = {Why.MANY: 10, Why.NIGHT: 5, Why.CLOSED: 6, Why.UNMASKED: 6, Why.TAKEN: 4}  # fewer are never unusual


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual:
    """An officer opened `count` tips in an hour, or on a day; `usual` is what he mostly opened in one before."""

    actor: str
    why: Why
    at: datetime
    count: int
    usual: int

    @property
    def ends(self) -> datetime:
        """When the hour or the day is over."""
        return self.at + (timedelta(hours=1) if self.why in (Why.MANY, Why.NIGHT) else timedelta(days=1))

    def covers(self, entry: AuditEntry) -> bool:
        """Whether an entry of the trail is part of it."""
        if entry.actor != self.actor:
            return False
        if self.why in (Why.MANY, Why.NIGHT):
            return entry.at.replace(minute=0, second=0, microsecond=0) == self.at
        return day_of(entry.at) == self.at


@dataclass(frozen=True, slots=True)
class _Hour:
    at: datetime
    opened: int
    closed: int
    unmasked: int
    taken: int


def is_oversight(ring: KeyRing) -> bool:
    """Return whether this officer holds the key of oversight."""
    return Unit.objects.filter(pk__in=ring.unit_ids, purpose=UnitPurpose.OVERSIGHT).exists()


def overseen(ring: KeyRing) -> list[UUID]:
    """Return the units whose officers' reading this officer may look at: oversight all, a head the own ones."""
    if is_oversight(ring):
        return list(Unit.objects.values_list("pk", flat=True))
    return led_by(ring.officer)


def unusual_reading(ring: KeyRing, units: Collection[UUID], actors: Iterable[str] | None = None) -> list[Unusual]:
    """Return what is unusual in the last days, newest first: of all officers or of these, never of who looks."""
    if actors is None:
        actors = [f"officer:{pk}" for pk in Officer.objects.values_list("pk", flat=True)]
    wanted = {actor for actor in actors if actor.startswith("officer:")} - {f"officer:{ring.officer.pk}"}
    found = [one for actor, hours in _hours(units, wanted).items() for one in _of(actor, hours)]
    return sorted(found, key=lambda one: (one.at, one.actor, one.why), reverse=True)


def unusual_news(ring: KeyRing) -> int:
    """Return how much of it is newer than the officer's last look; 0 for who may not look. It reads much: not often."""
    units = overseen(ring)
    if not units:
        return 0
    since = this_hour() - timedelta(days=DAYS)
    looks = AuditEntry.objects.filter(actor=f"officer:{ring.officer.pk}", act=LOOKED, at__gte=since)
    last = looks.order_by("-at").values_list("at", flat=True).first() or since
    return sum(one.ends > last for one in unusual_reading(ring, units))


def last_counted() -> datetime | None:
    """Return the last hour that was counted (reports.lifecycle.reading_counts)."""
    return ReadingCount.objects.order_by("-hour").values_list("hour", flat=True).first()


def counted_by_hour(entries: QuerySet[AuditEntry], *by: str) -> list[dict[str, Any]]:
    """Count the tips that these entries of the trail tell of, by words among which are the actor and the hour."""
    closed = Tip.objects.filter(pk=OuterRef("tip_id"), status=Status.CLOSED, rests_since__lt=OuterRef("on_day"))
    read = entries.filter(_OPENED | _UNMASKED | _TAKEN).annotate(hour=TruncHour("at"), on_day=TruncDate("at"))
    counted = read.annotate(was_closed=Exists(closed)).values(*by).order_by("actor", "hour")
    return list(
        counted.annotate(
            opened=Count("tip_id", distinct=True, filter=_OPENED),
            closed=Count("tip_id", distinct=True, filter=_OPENED & Q(was_closed=True)),
            unmasked=Count("tip_id", distinct=True, filter=_UNMASKED),
            taken=Count("tip_id", distinct=True, filter=_TAKEN),
        )
    )


@whole_house()  # oversight looks at the reading in all units
def _hours(units: Collection[UUID], actors: Collection[str]) -> dict[str, list[_Hour]]:
    """Return what these officers opened, by hour: from what was counted, and since then from the trail itself."""
    since, last = this_hour() - timedelta(days=DAYS), last_counted()
    theirs = Q(actor__in=actors, unit_id__in=list(units))
    rows = ReadingCount.objects.filter(theirs, hour__gte=since).order_by("actor", "hour").values("actor", "hour")
    counted = rows.annotate(**{name: Sum(name) for name in _COUNTED})
    fresh = AuditEntry.objects.filter(theirs, at__gte=max(since, last + timedelta(hours=1)) if last else since)
    found: dict[str, list[_Hour]] = {}
    for row in (*counted, *counted_by_hour(fresh, "actor", "hour")):
        found.setdefault(row["actor"], []).append(_Hour(row["hour"], *(row[name] for name in _COUNTED)))
    return found


def _of(actor: str, hours: list[_Hour]) -> Iterator[Unusual]:
    opened = {hour.at: hour.opened for hour in hours}
    yield from _above_habit(actor, Why.MANY, opened)
    at_night = {at: count for at, count in opened.items() if timezone.localtime(at).hour in _NIGHT}
    nights = _by_day(at_night)
    for at, count in at_night.items():
        if count >= _FROM[Why.NIGHT] and len(_before(nights, at)) <= _USUAL_NIGHTS:
            yield Unusual(actor=actor, why=Why.NIGHT, at=at, count=count, usual=0)
    for why, name in ((Why.CLOSED, "closed"), (Why.UNMASKED, "unmasked"), (Why.TAKEN, "taken")):
        days: Counter[datetime] = Counter()
        for hour in hours:
            days[day_of(hour.at)] += getattr(hour, name)
        yield from _above_habit(actor, why, days)


def _above_habit(actor: str, why: Why, counts: Mapping[datetime, int]) -> Iterator[Unusual]:
    """Yield those hours or days that are far above the middle of what the officer did on days before."""
    days = _by_day(counts)
    for at, count in counts.items():
        if count < _FROM[why]:
            continue
        past = _before(days, at)
        usual = round(median(chain.from_iterable(past))) if len(past) >= _HABIT else 0
        if count >= TIMES * usual:
            yield Unusual(actor=actor, why=why, at=at, count=count, usual=usual)


def _by_day(counts: Mapping[datetime, int]) -> dict[datetime, list[int]]:
    days: dict[datetime, list[int]] = {}
    for at, count in counts.items():
        days.setdefault(_shift(at), []).append(count)
    return days


def _before(days: Mapping[datetime, list[int]], at: datetime) -> list[list[int]]:
    """Return what was counted on each day before this one: what comes later takes nothing back."""
    own, known_from = _shift(at), this_hour() - timedelta(days=DAYS) + _EDGE
    return [counts for day, counts in days.items() if day < own or (at < known_from and day != own)]


def _shift(at: datetime) -> datetime:
    """Return the day of an hour; the night belongs to the day before it."""
    return day_of(at - timedelta(hours=5))
