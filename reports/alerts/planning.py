"""Duty that is planned ahead: it begins by itself, and is told where nobody is planned, or more than one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.timezone import localdate

from reports import audit
from reports.alerts.roster import require_members
from reports.models import Duty, Membership, Officer

LONGEST = timedelta(hours=24)
MOST_AHEAD = timedelta(days=92)


class BadShift(Exception):
    """It ends before it begins, or has ended, or lasts for more than a day, or lies more than three months ahead."""


class PlannedThen(Exception):
    """The officer is planned for some of that time already."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A planned duty; `lacks` is why its officer would not be called then: "suspended", "left", "away" or "number"."""

    row: Duty
    lacks: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned for a unit from now on.

    `gaps`: in which nobody is on duty who can be called, up to `ends`; `doubles`: more than one is.
    """

    shifts: tuple[Shift, ...]
    gaps: tuple[tuple[datetime, datetime], ...]
    doubles: tuple[tuple[datetime, datetime], ...]
    ends: datetime | None


@transaction.atomic
def plan_duty(*, officer: Officer, unit: UUID, begins: datetime, until: datetime, by: Officer) -> None:
    """Plan a member of a unit from a minute to a minute. Raises BadShift, NotOfTheUnit, PlannedThen."""
    now = timezone.now()
    if not (begins < until and now < until and until - begins <= LONGEST and begins <= now + MOST_AHEAD):
        raise BadShift
    require_members(unit, officer, by)
    Officer.objects.select_for_update(no_key=True).get(pk=officer.pk)  # two who plan the same officer at once
    planned = Duty.objects.filter(unit=unit, officer=officer, begins__isnull=False)
    if planned.filter(begins__lt=until, until__gt=begins).exists():
        raise PlannedThen
    last = Duty.objects.filter(unit=unit).aggregate(last=Max("place"))["last"] or 0
    Duty.objects.create(officer=officer, unit_id=unit, begins=begins, until=until, place=last + 1)
    told = timezone.localtime(begins).isoformat(timespec="minutes")
    audit.enter("duty.planned", by=by, unit=unit, officer=str(officer.pk), day=told)


def plan_of(unit: UUID) -> Plan:
    """Return what is planned for a unit, by its beginning; of what has begun, what is left of it."""
    now = timezone.now()
    rows = list(
        Duty.objects.filter(unit=unit, until__gt=now)
        .select_related("officer__absence", "officer__alert_phone")
        .order_by("begins", "place")
    )
    members = set(Membership.objects.filter(unit=unit).values_list("officer", flat=True))
    shifts = tuple(Shift(row, _lacks(row, members, now)) for row in rows if row.begins)
    if not shifts:
        return Plan((), (), (), None)
    called = [row for row in rows if not _lacks(row, members, now)]
    gaps, ends = _gaps(sorted((max(row.begins or now, now), row.until) for row in called), now)
    return Plan(shifts, gaps, _doubles(called, now), ends)


def _lacks(row: Duty, members: Iterable[UUID], now: datetime) -> str:
    officer = row.officer
    if not officer.is_active:
        return "suspended"
    if row.officer_id not in members:
        return "left"
    absence = getattr(officer, "absence", None)
    if absence and absence.until > localdate(max(row.begins or now, now)):
        return "away"
    return "" if getattr(officer, "alert_phone", None) else "number"


def _gaps(
    called: Sequence[tuple[datetime, datetime]], now: datetime
) -> tuple[tuple[tuple[datetime, datetime], ...], datetime]:
    """Return where nobody is called, and until when somebody is."""
    gaps, covered = [], now
    for begins, until in called:
        if begins > covered:
            gaps.append((covered, begins))
        covered = max(covered, until)
    return tuple(gaps), covered


def _doubles(called: Iterable[Duty], now: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Return from when to when more than one officer is called; one by plan and by hand is one."""
    begun = [(max(row.begins or now, now), -1, row.officer_id) for row in called]
    over = [(row.until, 1, row.officer_id) for row in called]
    here, doubles, since = Counter[UUID](), [], None
    for at, is_over, officer in sorted([*begun, *over]):
        here[officer] -= is_over
        are_many = len(+here) > 1
        if are_many and since is None:
            since = at
        elif since is not None and not are_many:
            if since < at:
                doubles.append((since, at))
            since = None
    return tuple(doubles)
