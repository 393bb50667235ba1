"""The duty roster: who of a unit is on duty until when, and who is called of a tip, in which order.

Where nobody of a tip's unit is on duty, the duty unit is called. A tip of standards or oversight stays with its own
members, whatever the hour: nobody whom it may speak of shall learn of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, Min, OuterRef, QuerySet
from django.utils import timezone

from reports import audit
from reports.alerts.phones import reachable
from reports.clock import today
from reports.models import (
    Alert,
    AlertPhone,
    AlertState,
    Duty,
    Membership,
    Officer,
    Recusal,
    Tip,
    Unit,
    UnitPurpose,
)
from reports.models.absence import is_away
from reports.models.choices import APART
from reports.models.kept import MOMENT, REMEMBERED, Kept, WithOfficer
from reports.signed_people import believed, members_of, members_of_each


class NotOfTheUnit(Exception):
    """Only members of a unit stand on its roster, and only they change it."""


LONGEST = 24  # hours
_DUTY = WithOfficer(Duty, "officer")


def begin_duty(*, officer: Officer, unit: UUID, hours: int, by: Officer) -> None:
    """Put a member of a unit on duty, last in the order. What nobody has confirmed rings again. Raises NotOfTheUnit."""
    require_members(unit, officer, by)
    until = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=min(max(hours, 1), LONGEST))
    with transaction.atomic():
        last = Duty.objects.filter(unit=unit).aggregate(last=Max("place"))["last"] or 0
        Duty.objects.update_or_create(
            officer=officer, unit_id=unit, begins=None, defaults={"until": until, "place": last + 1}
        )
        Alert.objects.filter(state=AlertState.EVERYBODY).update(due_at=timezone.now())
        audit.enter("duty.on", by=by, unit=unit, officer=str(officer.pk))


@transaction.atomic
def end_duty(*, duty: UUID, by: Officer) -> None:
    """Take somebody off duty, or out of the plan. Raises NotOfTheUnit, Duty.DoesNotExist."""
    row = _of_own_unit(duty, by)
    is_planned = row.begins is not None and row.begins > timezone.now()
    audit.enter("duty.unplanned" if is_planned else "duty.off", by=by, unit=row.unit_id, officer=str(row.officer_id))
    row.delete()


@transaction.atomic
def call_first(*, duty: UUID, by: Officer) -> None:
    """Put somebody first in the order. Raises NotOfTheUnit, Duty.DoesNotExist."""
    row = _of_own_unit(duty, by)
    row.place = (Duty.objects.filter(unit=row.unit_id).aggregate(first=Min("place"))["first"] or 0) - 1
    row.save(update_fields=["place"])
    audit.enter("duty.first", by=by, unit=row.unit_id, officer=str(row.officer_id))


def on_duty(at: datetime | None = None) -> QuerySet[Duty]:
    """Return who is on duty now, by hand or by plan, in the order of calling. One who left a unit is so no more."""
    now = at or timezone.now()
    belongs = Membership.objects.filter(officer=OuterRef("officer"), unit=OuterRef("unit"))
    return (
        Duty.objects.filter(Exists(belongs), until__gt=now, officer__is_active=True)
        .exclude(begins__gt=now)
        .exclude(is_away("officer__"))
        .order_by("unit", "place", "id")
    )


def on_duty_in(units: Iterable[UUID]) -> list[Duty]:
    """Return who is on duty now in these units, each with whether there is an alert phone, as `without_phone` asks."""
    asked = _on_duty_in(tuple(sorted(units)), today())
    return [_duty(values) for values in asked.rows({MOMENT: timezone.now()})]


@lru_cache(REMEMBERED)  # who is away changes with the day
def _on_duty_in(units: tuple[UUID, ...], _day: date) -> Kept:
    found = on_duty(MOMENT).filter(unit__in=units)
    return Kept.of(found.values_list(*_DUTY.columns, "officer__alert_phone"))


def _duty(values: tuple[Any, ...]) -> Duty:
    duty, phone = _DUTY.row(values), values[-1]
    Officer._meta.get_field("alert_phone").set_cached_value(duty.officer, phone and AlertPhone(pk=phone))
    return duty


class Roster:
    """Whom alerts call, read once for many tips: it is asked for a second or so, and then made anew."""

    def __init__(self) -> None:
        self._ready, self._everybody, self._stands_in = cache(ready_of), cache(_everybody), cache(duty_unit)

    def called(self, tip: Tip) -> list[UUID]:
        """Return whom a tip's alert calls, one after the other: reachable, on duty, of its unit or else the duty unit.

        None of them has stepped back from it. Where the duty unit can open nothing of the tip, those of its own unit
        are called after it, on duty or not.
        """
        stepped_back = _stepped_back(tip)
        for unit in self.units(tip):
            found = [officer for officer in self._ready(unit) if officer not in stepped_back]
            if found and not _opens(unit, tip):
                own = (officer for officer in self._everybody((tip.unit_id,)) if officer not in stepped_back)
                return list(dict.fromkeys((*found, *own)))
            if found:
                return found
        return []

    def everybody(self, tip: Tip) -> list[UUID]:
        """Return all who are here, can be reached and may read the tip, on duty or not."""
        stepped_back = _stepped_back(tip)
        return [officer for officer in self._everybody(self.units(tip)) if officer not in stepped_back]

    def above(self, tip: Tip) -> list[UUID]:
        """Return whom to tell that a tip waits which nobody can be called for, though they may not read it.

        For standards that is oversight, else and for all others the administrators; of those who can be reached.
        """
        gone = _stepped_back(tip) | members_of([tip.unit_id])
        oversight = Unit.objects.filter(purpose=UnitPurpose.OVERSIGHT).values_list("pk", flat=True)
        near = members_of(oversight) if tip.unit.purpose == UnitPurpose.STANDARDS else set()
        administrators = Officer.objects.defer(*Officer.SECRETS).filter(is_administrator=True, is_active=True)
        for group in (near, {officer.pk for officer in believed(administrators)}):
            if found := reachable(sorted(group - gone)):
                return found
        return []

    def units(self, tip: Tip) -> tuple[UUID, ...]:
        """Return a tip's own unit, and the duty unit where that steps in for it."""
        stands_in = None if tip.unit.purpose in APART else self._stands_in()
        return (tip.unit_id,) if stands_in is None or stands_in.pk == tip.unit_id else (tip.unit_id, stands_in.pk)


def may_confirm(tip: Tip, officer: UUID) -> bool:
    """Return whether a tip's alert is this officer's to confirm now."""
    is_here = officer in members_of(Roster().units(tip))
    return is_here and not Recusal.objects.filter(tip=tip, officer=officer).exists()


def is_above(tip: Tip, officer: UUID) -> bool:
    """Return whether nobody can be called for a tip now, and this officer is to be told."""
    roster = Roster()
    return not roster.everybody(tip) and officer in roster.above(tip)


def can_open(tip: Tip, officer: Officer) -> bool:
    """Return whether a unit of this officer holds the tip's key, or that of what was added to it in danger."""
    added = tip.added_keys.values_list("unit_id", flat=True)
    return officer.pk in members_of({tip.unit_id, *tip.informed, *added})


def to_reach(tip: Tip) -> list[str]:
    """Return the names of who is on duty in a tip's unit, or else of all there who are not away.

    Also of whoever was taken off the tip: these people are known to everybody, so a name that is missing here would
    tell who is named in it.
    """
    members = members_of([tip.unit_id])
    ready = members.intersection(on_duty().filter(unit=tip.unit_id).values_list("officer", flat=True))
    here = Officer.objects.exclude(is_away()).filter(pk__in=ready or members)
    return list(here.order_by("name").values_list("name", flat=True))


@dataclass(frozen=True, slots=True)
class Phones:
    """How many members of a unit are here, and how many of these have an alert phone."""

    here: int
    with_phone: int


def phones_of(unit: Unit) -> Phones:
    """Return how many of a unit's members could be called."""
    here = Officer.objects.exclude(is_away()).filter(pk__in=members_of([unit.pk])).values_list("pk", flat=True)
    return Phones(len(here), len(reachable(here)))


def unreached(among: Iterable[Unit] | None = None) -> list[Unit]:
    """Return the units, by name, for whose tips nobody can be called now: no member who is here has an alert phone.

    Nor has anybody of the duty unit, which steps in for those that are not about the police. `among`: of these units.
    """
    stands_in = duty_unit()
    units = {unit: [unit.pk] for unit in (Unit.objects.order_by("name") if among is None else among)}
    if stands_in:
        for unit, own in units.items():
            if unit.purpose not in APART and unit != stands_in:
                own.append(stands_in.pk)
    members = members_of_each(unit for own in units.values() for unit in own)
    reached = set(reachable(set().union(*members.values())))
    return [unit for unit, own in units.items() if all(reached.isdisjoint(members[one]) for one in own)]


def duty_unit() -> Unit | None:
    """Return the unit that steps in for others."""
    return Unit.objects.filter(slug=settings.DUTY_UNIT).exclude(purpose__in=APART).first()


def ready_of(unit: UUID) -> list[UUID]:
    """Return who of a unit is on duty and reachable, in the order of calling."""
    here = members_of([unit])
    listed = on_duty().filter(unit=unit).values_list("officer", flat=True)
    return reachable(dict.fromkeys(officer for officer in listed if officer in here))


def without_phone(rows: Iterable[Duty]) -> list[Duty]:
    """Return, of who is on duty, those of units of which none of these has an alert phone: others are called for them.

    Each must know whether there is an alert phone, as `on_duty_in` reads it.
    """
    listed = list(rows)
    called = {row.unit_id for row in listed if getattr(row.officer, "alert_phone", None)}
    return [row for row in listed if row.unit_id not in called]


def _everybody(units: tuple[UUID, ...]) -> list[UUID]:
    here = Membership.objects.filter(officer__in=members_of(units)).order_by("officer__name")
    return reachable(dict.fromkeys(here.values_list("officer", flat=True)))


def _stepped_back(tip: Tip) -> set[UUID]:
    return set(Recusal.objects.filter(tip=tip).values_list("officer", flat=True))


def _opens(unit: UUID, tip: Tip) -> bool:
    return unit == tip.unit_id or unit in tip.informed or tip.added_keys.filter(unit=unit).exists()


def require_members(unit: UUID, *officers: Officer) -> None:
    """Raises NotOfTheUnit."""
    if not {officer.pk for officer in officers} <= members_of([unit]):
        raise NotOfTheUnit


def _of_own_unit(duty: UUID, by: Officer) -> Duty:
    row = Duty.objects.select_for_update().get(pk=duty)
    require_members(row.unit_id, by)
    return row
