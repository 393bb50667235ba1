"""Officers who are away: what they worked on goes back to their units, marked, and their notes stay.

A unit of which nobody is left gives what is open to the duty unit. Its keys are handed over in the session of the last
who leaves, for no server process holds them; later arrivals go there by triage (reports.triage.standing_in). How all of
it comes back: reports.casework.coming_back.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cache, lru_cache
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from reports import audit
from reports.alarm import seen_to
from reports.casework.refer import NoSuchWay, Standing, refer_tip
from reports.changing import StaleTip, give_back
from reports.clock import today
from reports.keyring import KeyRing, NotYours, led_by
from reports.models import Absence, AuditEntry, Duty, Membership, Officer, Recusal, Status, Tip, Unit
from reports.models.absence import is_away, left_without
from reports.models.choices import APART
from reports.models.kept import ONE, Kept
from reports.models.tip import TipQuerySet
from reports.sealing.rowmac import RowChanged
from reports.signed_people import members_of, units_of, whom_heads_decide_about, whose_heads_decide

LONGEST = timedelta(days=366)
SLICE = 100  # tips that one request hands over
_UNIT = tuple(one.attname for one in Unit._meta.concrete_fields)
_ABSENCE = ("officer_id", "until")


class BadDay(Exception):
    """One is back tomorrow at the earliest, and within a year."""


class NotTheHead(Exception):
    """Only a head who decides about an officer says that he is away, but for the officer himself."""


def led(by: Officer, leads: Collection[UUID]) -> list[Officer]:
    """Return the officers of whom this one, who leads these units, may say that they are away, by name."""
    return [officer for officer in whom_heads_decide_about(leads) if officer != by]


def absence_of(officer: Officer) -> Absence | None:
    """Return until when an officer is away, if he is."""
    found = _absence().rows({ONE: officer.pk})
    return Absence.from_db("default", _ABSENCE, found[0]) if found else None


@cache
def _absence() -> Kept:
    return Kept.of(Absence.objects.filter(officer=ONE).values_list(*_ABSENCE))


@transaction.atomic
def go_away(*, officer: Officer, until: date, by: Officer) -> int:
    """Let an officer be away until a day, and give back what he works on.

    Returns how many tips that were, of which a head is told those of the units that she leads. He is called for no
    alert meanwhile. `by` is the officer, or a head who decides about him. Raises BadDay, NotTheHead.
    """
    if by != officer and not _decides(by, officer):
        raise NotTheHead
    if not today() < until <= today() + LONGEST:
        raise BadDay
    Absence.objects.update_or_create(officer=officer, defaults={"until": until})
    Duty.objects.filter(officer=officer).exclude(begins__gt=timezone.now()).delete()  # what is planned says it itself
    audit.enter("absence.begun", by=by, officer=str(officer.pk), until=until.isoformat())
    shown = set(units_of(officer) if by == officer else led_by(by))
    return sum(unit in shown for unit in give_back(officer, why="away"))


def _decides(by: Officer, officer: Officer) -> bool:
    return not whose_heads_decide(units_of(officer)).isdisjoint(led_by(by))


@transaction.atomic
def come_back(officer: Officer) -> None:
    """End an officer's absence."""
    if Absence.objects.filter(officer=officer).delete()[0]:
        audit.enter("absence.ended", by=officer)


def expire_claims() -> None:
    """Forget absences that are over, and give back what officers hold who have not been at the desk for some days.

    For danger to which they saw, though they hold nothing, others are called.
    """
    Absence.objects.filter(until__lte=today()).delete()
    since = timezone.now() - timedelta(days=settings.CLAIM_DAYS)
    working = Tip.objects.filter(status__in=[Status.OPEN, Status.WAITING], assigned_to__isnull=False)
    holding = Q(pk__in=working.values("assigned_to")) | Q(pk__in=seen_to().values("alert__confirmed_by"))
    for officer in Officer.objects.filter(holding).only("pk"):
        if not AuditEntry.objects.filter(actor=f"officer:{officer.pk}", at__gte=since).exists():
            give_back(officer, why="not here")


def left_alone(officer: Officer) -> list[Unit]:
    """Return the units of which nobody is left without this officer, and which the duty unit then works for."""
    found = [(Unit.from_db("default", _UNIT, values), values[-1]) for values in _alone(today()).rows({ONE: officer.pk})]
    if not any(unit.slug == settings.DUTY_UNIT and not is_alone for unit, is_alone in found):
        return []
    return [unit for unit, is_alone in found if is_alone]


@lru_cache(2)  # who is away changes with the day
def _alone(_day: date) -> Kept:
    """Return what asks for an officer's units and the duty unit, each with whether nobody is left without him."""
    own = Exists(Membership.objects.filter(unit=OuterRef("pk"), officer=ONE))
    units = Unit.objects.filter(own | Q(slug=settings.DUTY_UNIT)).exclude(purpose__in=APART).order_by("name")
    return Kept.of(units.annotate(alone=left_without(ONE)).values_list(*_UNIT, "alone"))


def members_here(units: Iterable[UUID]) -> set[UUID]:
    """Return the members of any of these units who are not away."""
    return members_of(units).difference(Absence.objects.filter(until__gt=today()).values_list("officer", flat=True))


def open_tips(units: Iterable[Unit], by: Officer) -> int:
    """Return how many open tips of these units an officer can pass on."""
    return Tip.objects.of_units(unit.pk for unit in units).seen_by(by).open_work().count()


def read_by_nobody_else(by: Officer, units: Iterable[UUID]) -> TipQuerySet:
    """Return the open tips of these units, an officer's, from which all others who are there were taken off.

    None that nobody of the duty unit who is there may read either, and none about the police.
    """
    off = Recusal.objects.filter(tip=OuterRef(OuterRef("pk")), officer=OuterRef("officer"))
    there = Membership.objects.filter(officer__is_active=True).exclude(is_away("officer__")).exclude(officer=by)
    in_its_unit = Exists(there.filter(unit=OuterRef("unit")).exclude(Exists(off)))
    on_duty = Exists(there.filter(unit__slug=settings.DUTY_UNIT).exclude(Exists(off)))
    some_off = Exists(Recusal.objects.filter(tip=OuterRef("pk")))
    found = Tip.objects.of_units(units).exclude(unit__purpose__in=APART).exclude(unit__slug=settings.DUTY_UNIT)
    return found.seen_by(by).open_work().filter(some_off, ~in_its_unit, on_duty)


def leave_to_duty_unit(ring: KeyRing, units: Iterable[Unit]) -> int:
    """Pass the open tips of these units on to the duty unit, some at a time; return how many that were.

    So are those that nobody else who is there may read. What the duty unit's officers have all stepped back from, or
    are away, stays where it is.
    """
    readers = members_here(Unit.objects.filter(slug=settings.DUTY_UNIT).values_list("pk", flat=True))
    alone = Q(pk__in=read_by_nobody_else(ring.officer, ring.unit_ids).values("pk"))
    theirs = Tip.objects.filter(alone | Q(unit__in=[unit.pk for unit in units]))
    waiting = theirs.seen_by(ring.officer).open_work()
    done = 0
    for tip in waiting.select_related("unit").by_urgency()[:SLICE]:
        if not readers.difference(Recusal.objects.filter(tip=tip).values_list("officer", flat=True)):
            continue
        try:
            refer_tip(
                tip=tip,
                to=settings.DUTY_UNIT,
                ring=ring,
                version=tip.version,
                still_reads=True,
                because=Standing.AWAY,
            )
        except (NoSuchWay, NotYours, StaleTip, RowChanged):
            continue
        done += 1
    return done
