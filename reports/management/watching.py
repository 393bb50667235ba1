"""The doctor's checks of the line at work: clock, daily test, who outside hears of it, alerts, time, and who reads."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from reports.alerts.roster import unreached
from reports.alerts.waiting import held_up
from reports.clock import this_hour
from reports.gateways import counter
from reports.models import Alert, AlertState, Pulse, Tip, Unit, UnitPurpose
from reports.queries.line_health import channels, line_health
from reports.queries.people import health_of
from reports.queries.pulses import (
    BUCKET,
    DATABASE_DISK,
    DISK,
    FREED,
    MAIL,
    PAGE,
    PARTS,
    PROVIDER,
    RECEIPTS,
    RETENTION,
    SCANNER,
    WATCHER,
    Seen,
    first_run_due,
    is_alive,
    is_awaited,
    pulses,
    seen,
    wrong,
)

_DEAF = timedelta(hours=1)
_MOST_TESTS = 9  # three a day, of today and of what waits to be erased


def line_tests() -> Iterator[str]:
    """The clock, the worker and the line's test of itself, and that a person reads it."""
    if not is_alive(pulses()) and not (settings.STANDALONE and settings.SELF_TEST_HOUR < 0):
        yield "the clock or the worker stands still"
    if settings.SELF_TEST_HOUR < 0:
        if not settings.STANDALONE:
            yield "the line does not test itself: TIPLINE_SELF_TEST_HOUR"
        return
    yield from line_health().of_tests
    if settings.TWILIO_ACCOUNT_SID and len(channels()) == 1:
        yield "text and call are not tested: TIPLINE_SELF_TEST_NUMBER"
    if (hidden := Tip.everything.filter(self_test=True).count()) > _MOST_TESTS:
        yield f"{hidden} tips stand as tests of the line, more than it sends: does somebody hide tips?"


def parts() -> Iterator[str]:
    """What the running processes noted of what no command can see from its own host."""
    yield from (one.part.wrong for one in wrong(pulses()) if _is_told_here(one))


def parts_that_are_well() -> str:
    """Which parts were seen to be well, so that one that nobody looks at is missed."""
    known = pulses()
    well = [one.part.title for one in seen(known) if one.is_well and _is_told_here(one)]
    due = first_run_due(known)
    at = f", due at {timezone.localtime(due):%H:%M}" if due else ""
    awaited = f"; {PARTS[RETENTION].title}: not yet run{at}" if is_awaited(known) else ""
    return f" (seen well: {', '.join(well) or 'nothing yet'}{awaited})"


def _is_told_here(one: Seen) -> bool:
    """The doctor looks at the others itself."""
    return one.name in {PAGE, PROVIDER, RECEIPTS, SCANNER, BUCKET, DISK, DATABASE_DISK, RETENTION, MAIL}


def watcher() -> Iterator[str]:
    """Whether somebody outside this house would hear of its end."""
    if not settings.WATCHER_URL:
        if not settings.STANDALONE:
            yield "nobody outside watches: TIPLINE_WATCHER_URL"
        return
    if not Pulse.objects.filter(name=WATCHER, at__gte=timezone.now() - _DEAF).exists():
        yield "the watcher outside has heard nothing for an hour, and should have raised the alarm"


def taken_calls() -> Iterator[str]:
    """Whether a call that an officer takes can be stored, where the desk does not store it itself."""
    if counter.is_there() is False:
        yield "the process counter does not answer: no call that an officer takes can be stored"


def alerts() -> Iterator[str]:
    """Alerts that nobody answers, and a duty unit of which nobody is on duty."""
    long_ago = timezone.now() - timedelta(minutes=30)
    if count := Alert.objects.filter(state=AlertState.EVERYBODY, begun_at__lt=long_ago).count():
        yield f"{count} alerts call everybody for over half an hour"
    if count := Alert.objects.filter(held_up()).count():
        yield f"{count} alerts do not go on, so nobody is called: an error in the worker's log, or their row is held"
    unit = Unit.objects.filter(slug=settings.DUTY_UNIT).first()
    if unit is None:
        yield f"the duty unit {settings.DUTY_UNIT} is none"
    elif not unit.duties.filter(until__gt=timezone.now()).exists() and not settings.STANDALONE:
        yield f"nobody is on duty for {unit.name}, which is called when no other unit is"
    if (nobody := unreached()) and not settings.STANDALONE:
        names = ", ".join(unit.name for unit in nobody)
        yield f"of these units nobody who is here has an alert phone, so nobody hears of danger: {names}"


def read_about_police() -> Iterator[str]:
    """Whether standards and oversight have two readers each, of whom one is in no other of the two (decision 64)."""
    for one in health_of(None):
        unit = one.unit.name
        if one.is_apart and one.is_few:
            told = "one officer alone opens" if one.openers else "nobody opens"
            how = "let an officer join it" if one.openers else "a member's printed code, or the break-glass shares, do"
            yield f"{told} tips of {unit}, and no other unit stands in: {how}"
        if one.read_by:
            other = one.read_by.name
            told = f"what accuses {other} is read by whom it accuses, for all who open tips of {unit} are in both"
            yield f"{told}: let an officer join {unit} who is not in {other}"


def held() -> Iterator[str]:
    """Whether the public pages lately kept rows for so long that their session was ended."""
    since = timezone.now() - timedelta(days=1)
    if Pulse.objects.filter(name=FREED, at__gte=since).exists():
        yield "the public pages held rows for over a minute within the last day, and were ended: look at that host"


def on_time() -> Iterator[str]:
    """Tips of immediate danger that nobody has taken on in time."""
    late = Tip.objects.open_work().filter(urgency=0, assigned_to=None, due_at__lte=this_hour())
    if count := late.exclude(unit__purpose=UnitPurpose.OVERSIGHT).count():
        yield f"{count} tips of immediate danger are past their hour, and nobody works on them"
