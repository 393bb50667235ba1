"""New words put a tip back before an officer. Merged tips: tests/casework/test_merging.py."""

import pytest

from reports.models import Record, Status, Tip, Urgency
from reports.triage.waking import wake
from reports.writing import Came
from tests.arrivals import triaged_tip
from tests.conftest import House, only_tip


@pytest.mark.parametrize(
    ("before", "its_officer", "after"),
    [("closed", None, "new"), ("closed", "reid", "open"), ("waiting", None, "new"), ("waiting", "reid", "open"),
     ("open", "reid", "open")],
)  # fmt: skip
def test_a_tip_wakes(house: House, before: str, its_officer: str | None, after: str) -> None:
    triaged_tip()
    Tip.objects.update(
        status=before,
        outcome="nothing" if before == Status.CLOSED else "",
        assigned_to=house.officer(its_officer) if its_officer else None,
    )
    wake(only_tip(), Record.objects.get(), {Came.IN_DANGER})
    tip = only_tip()
    assert (tip.status, tip.outcome, tip.urgency) == (after, "", Urgency.IMMEDIATE)
    assert (tip.has_news, tip.waits_for_us, tip.arrivals) == (True, True, 2)
