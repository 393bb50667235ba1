"""What somebody holds is waited for in vain, and that is no try: it tells nothing of the arrival."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from reports.intake.door import accept
from reports.models import Alert, Capsule, Mailbox, TriageState, Urgency
from reports.models.handovers import TRIES
from reports.models.rights import Role
from reports.triage.assess import assess
from tests.arrivals import web
from tests.conftest import only_tip
from tests.management.held import Taken, impatient, taken

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
