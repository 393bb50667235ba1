"""What waits for somebody to confirm, as the desk shows it and as a text about many counts it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, Q, QuerySet

from reports.models import Alert, AlertState, AlertStep, Membership, Officer, Unit
from reports.models.choices import APART
from reports.signed_people import believed
from reports.wall import whole_house

RUNNING = (AlertState.RUNNING, AlertState.EVERYBODY)
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The alerts that an officer may confirm: the first of them, how many there are, and those that reached nobody."""

    alerts: tuple[Alert, ...]
    count: int
    calls_everybody: bool


def of_officer(officer: Officer, units: Collection[UUID] | None = None) -> QuerySet[Alert]:
    """Return the running alerts that an officer may confirm. `units`: those of the officer, where they are at hand."""
    own = {row.unit_id for row in believed(_places(officer))} if units is None else units
    stands_in = Unit.objects.filter(pk__in=own, slug=settings.DUTY_UNIT).exclude(purpose__in=APART)
    theirs = Q(tip__unit__in=own) | (Exists(stands_in) & ~Q(tip__unit__purpose__in=APART))
    return Alert.objects.filter(theirs, due_at__isnull=False).exclude(tip__recusals__officer=officer)


@whole_house()  # the duty unit confirms for units that are asleep
def waiting_for(officer: Officer, units: Collection[UUID] | None = None) -> Waiting:
    """Return what waits for an officer's confirmation. `units`: those of the officer, where they are at hand."""
    running = of_officer(officer, units)
    shown = running.order_by("-borne_out", "begun_at").select_related("tip__unit").prefetch_related("steps__officer")
    alerts = tuple(shown[: MOST_SHOWN + 1])
    count = len(alerts) if len(alerts) <= MOST_SHOWN else running.count()
    loud = any(alert.state == AlertState.EVERYBODY for alert in alerts)
    return Waiting(alerts=alerts[:MOST_SHOWN], count=count, calls_everybody=loud)


def alerts_of(tips: Iterable[UUID]) -> dict[UUID, Alert]:
    """Return the alerts of these tips, with who confirmed."""
    return Alert.objects.filter(tip__in=list(tips)).select_related("confirmed_by").in_bulk()


@whole_house()
def how_many(step: AlertStep) -> int:
    """Return how many alerts one text about many stands for."""
    return of_officer(Officer.objects.only("pk").get(pk=step.officer_id)).filter(begun_at__lte=step.up_to).count()


def _places(officer: Officer) -> QuerySet[Membership]:
    return Membership.objects.places().filter(officer=officer)
