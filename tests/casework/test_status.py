"""The status of a tip moves along the table, and closing needs a reason."""

import itertools

import pytest
from django.db import IntegrityError, transaction

from reports.casework.claim import claim_tip
from reports.casework.status import MOVES, MoveNotAllowed, NotJudged, ReasonMissing, change_status, close_tip, moves_of
from reports.clock import day_of, this_hour
from reports.dialogue.reply import ask_tipster
from reports.intake.door import accept
from reports.models import AuditEntry, CloseReason, Status, Tip, Urgency
from reports.models.due import TAKEN_ON_WITHIN
from tests.arrivals import sms, triaged_tip
from tests.conftest import House, only_tip

REST = [(one, to) for one, to in itertools.product(Status.values, repeat=2) if to != Status.CLOSED]


def stand(status: str) -> Tip:
    Tip.objects.update(status=status, outcome="nothing" if status == Status.CLOSED else "")
    return only_tip()


@pytest.mark.parametrize("has_officer", [True, False])
@pytest.mark.parametrize(("start", "to"), REST)
def test_a_tip_moves_as_the_table_says_and_not_otherwise(house: House, start: str, to: str, has_officer: bool) -> None:
    tip, _ = triaged_tip()
    ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))
    Tip.objects.update(assigned_to=house.officer("reid") if has_officer else None)
    tip = stand(start)
    open_means = Status.OPEN if has_officer else Status.NEW
    if Status(to) in [open_means if one == Status.OPEN else one for one in MOVES[start]]:
        assert change_status(tip=tip, to=Status(to), ring=house.ring("reid"), version=tip.version).status == to
        assert only_tip().outcome == ""
        assert AuditEntry.objects.get(act="tip.moved").detail == {"to": to}
    else:
        with pytest.raises(MoveNotAllowed):
            change_status(tip=tip, to=Status(to), ring=house.ring("reid"), version=tip.version)
        assert only_tip().status == start


def test_nobody_works_on_a_tip_unless_an_officer_takes_it_on(house: House) -> None:
    tip, _ = triaged_tip()
    with pytest.raises(MoveNotAllowed):
        change_status(tip=tip, to=Status.OPEN, ring=house.ring("reid"), version=tip.version)
    assert (only_tip().status, only_tip().due_at) == (Status.NEW, tip.due_at)


def test_a_tip_waits_for_its_tipster_only_where_an_officer_asked_something(house: House) -> None:
    tip, _ = triaged_tip()
    tip = claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    assert moves_of(tip, asked=False) == (Status.CLOSED,)
    with pytest.raises(MoveNotAllowed):
        change_status(tip=tip, to=Status.WAITING, ring=house.ring("reid"), version=tip.version)


def test_a_closed_tip_that_nobody_has_is_new_again_and_overdue_if_nobody_takes_it_on(house: House) -> None:
    tip, _ = triaged_tip()
    closed = close_tip(tip=tip, reason="nothing", by=house.officer("reid"), version=tip.version)
    change_status(tip=closed, to=Status.NEW, ring=house.ring("reid"), version=closed.version)
    assert only_tip().due_at == this_hour() + TAKEN_ON_WITHIN[Urgency(tip.urgency)]


def test_closing_has_its_own_verb(house: House) -> None:
    tip, _ = triaged_tip()
    with pytest.raises(MoveNotAllowed):
        change_status(tip=tip, to=Status.CLOSED, ring=house.ring("reid"), version=tip.version)


@pytest.mark.parametrize("reason", ["", "because", "Arrest or charge", "closed"])
def test_closing_a_tip_needs_a_reason(house: House, reason: str) -> None:
    tip, _ = triaged_tip()
    with pytest.raises(ReasonMissing):
        close_tip(tip=tip, reason=reason, by=house.officer("reid"), version=tip.version)
    assert only_tip().status == Status.NEW


@pytest.mark.parametrize("reason", CloseReason.values)
def test_every_reason_closes_and_becomes_the_outcome(house: House, reason: str) -> None:
    tip, _ = triaged_tip()
    closed = close_tip(tip=tip, reason=reason, by=house.officer("reid"), version=tip.version)
    assert (closed.status, only_tip().outcome) == (Status.CLOSED, reason)


def test_a_closed_tip_is_not_closed_twice(house: House) -> None:
    triaged_tip()
    tip = stand(Status.CLOSED)
    with pytest.raises(MoveNotAllowed):
        close_tip(tip=tip, reason="arrest", by=house.officer("reid"), version=tip.version)
    assert only_tip().outcome == "nothing"


@pytest.mark.parametrize("row", [{"status": "closed"}, {"outcome": "arrest"}, {"status": "lost"}, {"urgency": 7}])
def test_the_database_itself_refuses_what_no_verb_allows(house: House, row: dict[str, object]) -> None:
    triaged_tip()
    with pytest.raises(IntegrityError), transaction.atomic():
        Tip.objects.update(**row)


def test_a_closed_tip_keeps_its_arrival_to_the_day_only(house: House) -> None:
    tip, _ = triaged_tip()
    close_tip(tip=tip, reason="nothing", by=house.officer("reid"), version=tip.version)
    closed = only_tip()
    assert closed.arrived_hour == day_of(tip.arrived_hour)
    assert {record.at for record in closed.records.all()} == {closed.arrived_hour}


def test_what_may_yet_go_to_standards_is_not_closed(house: House) -> None:
    accept(sms("PC Anton Jules takes money at the jetty"))
    tip = only_tip()
    with pytest.raises(NotJudged):
        close_tip(tip=tip, reason="prank", by=house.officer("jules"), version=tip.version)
    assert only_tip().status == Status.NEW
    assert not AuditEntry.objects.filter(act="tip.closed").exists()
