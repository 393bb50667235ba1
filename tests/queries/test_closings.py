"""How a tip that is open again had been closed, from its history."""

import pytest

from reports import audit
from reports.casework.status import change_status, close_tip
from reports.models import AuditEntry, Status, Tip
from reports.queries.closings import closing_in, closings_of
from tests.conftest import House
from tests.dashboard.arrivals import DRUGS, arrive


def test_the_last_closing_is_told_of_what_is_open_again_and_of_nothing_else(house: House) -> None:
    tip, never = arrive(DRUGS), arrive("Stolen goat in Dennery")

    def now() -> Tip:
        return Tip.objects.get(pk=tip.pk)

    for reason in ("nothing", "not_found"):
        close_tip(tip=now(), reason=reason, by=house.officer("jules"), version=now().version)
        assert closing_in(now(), AuditEntry.objects.filter(tip_id=tip.pk)) is None
        assert closings_of([now(), never]) == {}
        change_status(tip=now(), to=Status.NEW, ring=house.ring("reid"), version=now().version)
    told = closing_in(now(), AuditEntry.objects.filter(tip_id=tip.pk))
    assert told
    assert told.opened
    assert (told.closed.detail["reason"], told.opened.actor) == ("not_found", f"officer:{house.officer('reid').pk}")
    (other,) = closings_of([now(), never]).values()
    assert (other.closed.tip_id, other.closed.detail["reason"], other.opened) == (tip.pk, "not_found", None)


@pytest.mark.parametrize(
    "since",
    [
        ("tip.added", "tip.claimed", "tip.moved:open"),
        ("tip.unmerged", "tip.moved:waiting", "tip.moved:open"),
        ("tip.claimed", "tipster.asked", "tip.moved:open"),
        ("tip.moved:waiting", "tip.moved:open"),  # who opened it is not shown
    ],
)
def test_who_moves_a_tip_that_was_open_already_did_not_open_it(house: House, since: tuple[str, ...]) -> None:
    tip = arrive(DRUGS)
    for act in ("tip.closed", *since):
        name, _, to = act.partition(":")
        audit.enter(name, by=house.officer("reid"), tip=tip.pk, unit=tip.unit_id, **({"to": to} if to else {}))
    told = closing_in(tip, AuditEntry.objects.filter(tip_id=tip.pk))
    assert told
    assert told.opened is None
