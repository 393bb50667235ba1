"""What waits for somebody to confirm, as the desk shows it a page at a time and as a summary tells it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from reports.alerts.roster import can_open, is_above
from reports.clock import in_seconds
from reports.models import Alert, AlertState, AlertStep, Membership, Officer, StepKind, StepState, Unit
from reports.models.choices import APART
from reports.models.counting import Sight, count_each
from reports.models.kept import Kept, WithOfficer
from reports.models.raw import plain_rows
from reports.signed_people import believed
from reports.wall import whole_house

RUNNING = (AlertState.RUNNING, AlertState.EVERYBODY)
MOST_SHOWN = 20
_HELD_UP = 300  # seconds; in the worst flood a climb makes fifty steps every five seconds
_LISTED = 50  # tips of a page
_ALERT = WithOfficer(Alert, "confirmed_by", but="called")
_ANY = "SELECT EXISTS (SELECT FROM alert WHERE due_at IS NOT NULL)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The alerts that an officer may confirm: a page of them, how many there are, and those that reached nobody.

    `next`: the tip after which the next page begins.
    """

    alerts: tuple[Alert, ...]
    count: int
    calls_everybody: bool
    next: UUID | None


def of_officer(officer: Officer, units: Collection[UUID] | None = None) -> QuerySet[Alert]:
    """Return the running alerts that an officer may confirm. `units`: those of the officer, where they are at hand."""
    return _of(officer.pk, {row.unit_id for row in believed(_places(officer))} if units is None else units)


def _of(officer: UUID, own: Collection[UUID]) -> QuerySet[Alert]:
    stands_in = Unit.objects.filter(pk__in=own, slug=settings.DUTY_UNIT).exclude(purpose__in=APART)
    theirs = Q(tip__unit__in=own) | (Exists(stands_in) & ~Q(tip__unit__purpose__in=APART))
    return Alert.objects.filter(theirs, due_at__isnull=False).exclude(tip__recusals__officer=officer)


@whole_house()  # the duty unit confirms for units that are asleep
def waiting_for(officer: Officer, units: Collection[UUID] | None = None, *, after: UUID | None = None) -> Waiting:
    """Return what waits for an officer's confirmation. `units`: those of the officer, where they are at hand.

    `after`: the tip at the end of the page before. Where nothing waits behind it any more, the first page is returned.
    """
    running = of_officer(officer, units)
    last = running.filter(pk=after).first() if after else None
    rest = running.filter(_comes_after(last)) if last else running
    in_order = rest.order_by("-borne_out", "begun_at", "pk")
    found = tuple(in_order.select_related("tip__unit").prefetch_related("steps__officer")[: MOST_SHOWN + 1])
    if last and not found:
        return waiting_for(officer, units)
    alerts, has_more = found[:MOST_SHOWN], len(found) > MOST_SHOWN
    count = running.count() if has_more or last else len(alerts)
    loud = any(alert.state == AlertState.EVERYBODY for alert in alerts)
    return Waiting(alerts=alerts, count=count, calls_everybody=loud, next=alerts[-1].pk if has_more else None)


@dataclass(frozen=True, slots=True)
class Ringing:
    """How many alerts an officer may confirm, and whether one of them reached nobody."""

    count: int
    calls_everybody: bool


@whole_house()
def ringing(officer: Officer, units: Collection[UUID]) -> Ringing:
    """Return it. `units`: those of the officer.

    Mostly no alert runs in the whole house. That is seen at once; whose they are, Postgres plans longer than it looks.
    """
    if not plain_rows("default", _ANY)[0][0]:
        return Ringing(0, calls_everybody=False)
    count, loud = count_each(_ringing, Sight.now(officer.pk, units))
    return Ringing(count, bool(loud))


def _ringing(sight: Sight) -> list[QuerySet[Alert]]:
    found = _of(sight.officer, sight.units)
    return [found, found.filter(state=AlertState.EVERYBODY)]


def held_up() -> Q:
    """Running alerts whose next step is long due and is not made: an error in it, or somebody holds their rows."""
    return Q(due_at__lt=in_seconds(-_HELD_UP))


def alerts_of(tips: Iterable[UUID]) -> dict[UUID, Alert]:
    """Return the alerts of these tips, with who confirmed."""
    asked = tuple(dict.fromkeys(tips))
    stands, kept = _alerts(len(asked)) if asked else ((), None)
    rows = kept.rows(dict(zip(stands, asked, strict=True))) if kept else ()
    return {alert.pk: alert for alert in map(_ALERT.row, rows)}


@lru_cache(_LISTED)
def _alerts(count: int) -> tuple[tuple[UUID, ...], Kept]:
    stands = tuple(uuid4() for _ in range(count))
    return stands, Kept.of(Alert.objects.filter(tip__in=stands).values_list(*_ALERT.columns))


@whole_house()
def told_by(summary: AlertStep) -> QuerySet[Alert]:
    """Return the alerts that a summary tells: what its officer was told of until it went out, and may confirm."""
    told = AlertStep.objects.filter(alert=OuterRef("pk"), officer=summary.officer_id).exclude(state=StepState.DUE)
    theirs = of_officer(Officer.objects.only("pk").get(pk=summary.officer_id))
    return theirs.filter(Exists(told), begun_at__lte=summary.up_to)


@whole_house()
def told_above_by(summary: AlertStep) -> list[Unit]:
    """Return the units, one for each alert, of which a summary in a text tells though its officer may not read them:
    nobody who may can be called.
    """
    if summary.kind != StepKind.TEXT:
        return []
    told = AlertStep.objects.filter(alert=OuterRef("pk"), officer=summary.officer_id).exclude(state=StepState.DUE)
    running = Alert.objects.filter(Exists(told), due_at__isnull=False, begun_at__lte=summary.up_to)
    rest = running.exclude(pk__in=told_by(summary).values("pk")).select_related("tip__unit")
    tips = [alert.tip for alert in rest.order_by("tip__unit__name")]
    return [tip.unit for tip in tips if is_above(tip, summary.officer_id)]


def _comes_after(last: Alert) -> Q:
    later = Q(begun_at__gt=last.begun_at) | Q(begun_at=last.begun_at, pk__gt=last.pk)
    return Q(borne_out__lt=last.borne_out) | Q(borne_out=last.borne_out) & later


def _places(officer: Officer) -> QuerySet[Membership]:
    return Membership.objects.places().filter(officer=officer)


@whole_house()
def newest_is_closed(step: AlertStep) -> bool:
    """Return whether its officer cannot open the newest that a summary tells, so that his code confirms another."""
    newest = newest_first(step).first()
    return newest is not None and not can_open(newest.tip, Officer(pk=step.officer_id))


def newest_first(step: AlertStep) -> QuerySet[Alert]:
    """Return what a summary tells with the tips, in the order in which his code confirms one."""
    return told_by(step).select_related("tip").order_by("-begun_at", "pk")
