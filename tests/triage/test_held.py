"""What somebody holds is waited for in vain, or a database is away: no try, for it tells nothing of the arrival."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from reports.intake.door import accept
from reports.models import Alert, Capsule, Mailbox, TriageState, Urgency
from reports.models.handovers import TRIES
from reports.models.rights import Role
from reports.triage.assess import assess
from tests import servers
from tests.arrivals import web
from tests.conftest import House, only_tip
from tests.management.held import Taken, impatient, taken
from tests.outage import no_database

__all__ = ["taken"]
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
HOLDS = [("default", "SELECT FROM tip FOR UPDATE"), ("keystore", "LOCK TABLE stored_key")]


def wait_in_vain(times: int) -> None:
    tip = only_tip().pk
    for _ in range(times):
        with impatient(), pytest.raises(OperationalError, match="lock timeout"):
            assess(tip)


@pytest.mark.parametrize(("alias", "holds"), HOLDS)
def test_who_holds_rows_for_long_makes_judging_give_up_on_none(taken: Taken, alias: str, holds: str) -> None:
    accept(web("They sell cocaine by the school in Vieux Fort"))
    held = taken(Role.INTAKE, holds, alias)
    wait_in_vain(TRIES + 2)
    held.connection.rollback()
    assess(only_tip().pk)
    tip = only_tip()
    assert (tip.triage, tip.unit.slug) == (TriageState.DONE, "narcotics")
    assert Mailbox.objects.exists()
    assert not Alert.objects.exists()


def test_a_key_store_that_is_away_for_long_makes_judging_give_up_on_none(house: House) -> None:
    accept(web("They sell cocaine by the school in Vieux Fort"))
    tip = only_tip().pk
    with no_database("keystore"):
        for _ in range(TRIES + 2):
            with pytest.raises((OperationalError, InterfaceError)):
                assess(tip)
    assess(tip)
    assert only_tip().triage == TriageState.DONE


def test_postgres_that_ends_us_each_time_makes_judging_give_up_on_none(taken: Taken) -> None:
    accept(web("They sell cocaine by the school in Vieux Fort"))
    tip = only_tip().pk
    held = taken(Role.INTAKE, "SELECT FROM tip FOR UPDATE", "default")
    with ThreadPoolExecutor(1) as other:
        for _ in range(TRIES + 2):
            ended = other.submit(end_who_waits)
            with pytest.raises((OperationalError, InterfaceError)):
                assess(tip)
            ended.result()
    held.connection.rollback()
    assess(tip)
    assert only_tip().triage == TriageState.DONE


def end_who_waits() -> None:
    """End the session that waits for the row, as soon as one does."""
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    while not servers._running[0].postgres.psql(ended).strip():
        time.sleep(0.02)


@pytest.mark.parametrize(("alias", "holds"), HOLDS)
def test_giving_up_that_waits_in_vain_comes_back_as_soon_as_before(taken: Taken, alias: str, holds: str) -> None:
    """Else whoever holds rows has it tried but once an hour, long after they are free."""
    accept(web("They sell cocaine by the school in Vieux Fort"))
    Capsule.objects.update(attempts=TRIES)  # each killed its worker
    held = taken(Role.INTAKE, holds, alias)
    wait_in_vain(3)
    capsule = Capsule.objects.get()
    assert capsule.attempts == TRIES
    assert capsule.due_at < timezone.now() + timedelta(minutes=3)
    held.connection.rollback()
    assess(only_tip().pk)
    tip = only_tip()
    assert (tip.triage, tip.urgency) == (TriageState.FAILED, Urgency.IMMEDIATE)
