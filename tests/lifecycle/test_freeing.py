"""Judging, texts and alerts go on past whoever holds their rows, and it is told."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import OperationalError, ProgrammingError, connection, transaction
from django.utils import timezone

from reports.intake.door import accept
from reports.lifecycle import tasks
from reports.lifecycle.freeing import none_was_held
from reports.management.watching import held
from reports.models import Capsule, Pulse, Tip, TriageState
from reports.models.rights import Role
from reports.queries.pulses import BEAT, FREED, FREEING, HELD, note, pulses, wrong
from reports.triage.tasks import assess_arrival
from tests.arrivals import web
from tests.conftest import House
from tests.management.held import Taken, taken

__all__ = ["taken"]


def not_well() -> set[str]:
    """The parts that the worker's look finds not well, a quarter of an hour after the first look."""
    return {one.name for one in wrong(pulses())}


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_judging_goes_on_once_whoever_held_what_waits_for_it_is_ended(
    taken: Taken, caplog: pytest.LogCaptureFixture
) -> None:
    accept(web())
    record = Capsule.objects.get().pk
    taken(Role.INTAKE, "SELECT FROM capsule FOR UPDATE")
    with connection.cursor() as cursor:
        cursor.execute(
            "SET lock_timeout = '200ms'"
        )  # as the worker's role has, of which a test's session knows nothing
    with pytest.raises(OperationalError, match="lock timeout"):
        assess_arrival(str(record))
    assert Tip.objects.get().triage == TriageState.WAITING, "control: it cannot be judged"
    taken.have_lasted(minutes=1)
    tasks.free()
    assert "1 sessions of the public pages held rows for over a minute" in caplog.text
    assess_arrival(str(record))
    assert Tip.objects.get().triage == TriageState.DONE
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")


def test_once_is_told_by_doctor_and_again_and_again_to_the_watcher(house: House) -> None:
    note(BEAT, True)
    note(HELD, True)
    assert none_was_held()
    assert list(held()) == []
    Pulse.objects.create(name=FREED, at=timezone.now())
    assert not none_was_held()
    assert len(list(held())) == 1
    assert HELD not in not_well(), "a host that slept for two minutes wakes nobody"
    Pulse.objects.filter(name=HELD).update(at=timezone.now() - timedelta(minutes=14))
    tasks.look_from_worker()
    assert HELD in not_well(), "it was seen at each look of a quarter of an hour"
    Pulse.objects.filter(name=FREED).update(at=timezone.now() - timedelta(minutes=7))
    tasks.look_from_worker()
    assert HELD not in not_well()
    Pulse.objects.filter(name=FREED).update(at=timezone.now() - timedelta(hours=25))
    assert list(held()) == []


def late(name: str) -> None:
    Pulse.objects.filter(name=name).update(at=timezone.now() - timedelta(minutes=14))


@pytest.mark.django_db(databases=["default", "keystore"])
@pytest.mark.parametrize(
    "spoils",
    [
        "DROP FUNCTION free_held_rows",
        "CREATE ROLE owner_elsewhere; GRANT CREATE ON SCHEMA public TO owner_elsewhere;"
        " ALTER FUNCTION free_held_rows OWNER TO owner_elsewhere",
    ],
)
def test_it_is_told_when_nothing_would_be_ended(house: House, spoils: str) -> None:
    note(BEAT, True)
    tasks.look_from_worker()
    assert FREEING in not_well(), "it never ran"
    tasks.free()
    tasks.look_from_worker()
    assert FREEING not in not_well()
    with connection.cursor() as cursor:
        cursor.execute(spoils)
    late(FREEING)
    with suppress(ProgrammingError), transaction.atomic():
        tasks.free()
    tasks.look_from_worker()
    assert FREEING in not_well(), "it fails, or sees no session"
    assert none_was_held(), "control: that alone would look well"
