"""Duty that is planned ahead: it begins and ends by itself, and where nobody is planned is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from reports.alerts.ladder import climb
from reports.alerts.phones import forget_number
from reports.alerts.planning import BadShift, Plan, PlannedThen, plan_duty, plan_of
from reports.alerts.roster import NotOfTheUnit, begin_duty, end_duty, on_duty, ready_of
from reports.casework.absence import go_away
from reports.clock import today
from reports.lifecycle.tidy import forget_duty
from reports.models import AlertStep, AuditEntry, Duty
from reports.people.enrol import new_officer
from reports.people.suspending import suspend
from tests.alerts.conftest import danger, night  # noqa: F401
from tests.alerts.phones import keep_number
from tests.conftest import House
from tests.one_behind_another import waits_for_us
from tests.phone.conftest import twilio  # noqa: F401
from tests.twilio_double import TwilioDouble

UNIT = "major-crime"


def in_hours(hours: float) -> datetime:
    return timezone.now() + timedelta(hours=hours)


def plan(house: House, username: str, begins: float, until: float, by: str = "reid") -> None:
    """Plan an officer from so many hours on until so many."""
    officer, unit = house.officer(username), house.unit(UNIT).pk
    plan_duty(officer=officer, unit=unit, begins=in_hours(begins), until=in_hours(until), by=house.officer(by))


def pass_hours(hours: float) -> None:
    """Let each duty be so much nearer, as if time had passed."""
    for row in Duty.objects.all():
        row.begins, row.until = row.begins and row.begins - timedelta(hours=hours), row.until - timedelta(hours=hours)
        row.save()


def hours_of(stretches: tuple[tuple[datetime, datetime], ...]) -> list[tuple[int, int]]:
    now = timezone.now()
    return [tuple(round((one - now).total_seconds() / 3600) for one in pair) for pair in stretches]  # type: ignore[misc]


def planned(house: House) -> Plan:
    return plan_of(house.unit(UNIT).pk)


def test_who_is_planned_is_called_from_then_on_until_then_and_forgotten_at_night(
    house: House,
    night: TwilioDouble,  # noqa: F811
) -> None:
    unit, jules = house.unit(UNIT).pk, house.officer("jules").pk
    plan(house, "jules", 2, 10)
    assert ready_of(unit) == []
    pass_hours(3)
    assert ready_of(unit) == [jules]
    danger()
    climb()
    assert [step.officer_id for step in AlertStep.objects.all()] == [jules]
    forget_duty()
    assert Duty.objects.count() == 1
    pass_hours(8)
    assert ready_of(unit) == []
    forget_duty()
    assert not Duty.objects.exists()
    assert AuditEntry.objects.get(act="duty.planned").detail["officer"] == str(jules)


def test_who_is_on_duty_by_hand_and_by_plan_is_called_once(house: House, night: TwilioDouble) -> None:  # noqa: F811
    reid, unit = house.officer("reid"), house.unit(UNIT).pk
    plan(house, "reid", -1, 8)
    for hours in (4, 6):
        begin_duty(officer=reid, unit=unit, hours=hours, by=reid)
    assert (Duty.objects.count(), on_duty().count(), ready_of(unit)) == (2, 2, [reid.pk])


def test_where_nobody_is_planned_or_more_than_one_is_told(house: House, night: TwilioDouble) -> None:  # noqa: F811
    assert planned(house) == Plan((), (), (), None)
    plan(house, "reid", 2, 10)
    plan(house, "jules", 8, 16)
    plan(house, "reid", 20, 30)
    told = planned(house)
    assert [shift.row.officer.username for shift in told.shifts] == ["reid", "jules", "reid"]
    assert (hours_of(told.gaps), hours_of(told.doubles)) == ([(0, 2), (16, 20)], [(8, 10)])
    assert told.ends
    assert round((told.ends - timezone.now()).total_seconds() / 3600) == 30
    begin_duty(officer=house.officer("reid"), unit=house.unit(UNIT).pk, hours=4, by=house.officer("reid"))
    assert hours_of(planned(house).gaps) == [(16, 20)], "who is on duty by hand fills a gap"


def test_all_who_are_planned_together_are_compared(house: House, night: TwilioDouble) -> None:  # noqa: F811
    keys = [house.ring("reid").unit(house.unit(UNIT).pk)]
    new_officer(username="anthea", name="Anthea", password="long enough for a plan", unit_keys=keys, by="test")
    keep_number("+17584840109", of=house.officer("anthea"))
    for who, begins, until in (("reid", 1, 11), ("jules", 2, 3), ("anthea", 5, 7), ("jules", 6, 9), ("jules", 11, 12)):
        plan(house, who, begins, until)
    begin_duty(officer=house.officer("reid"), unit=house.unit(UNIT).pk, hours=4, by=house.officer("reid"))
    assert hours_of(planned(house).doubles) == [(2, 3), (5, 9)], "one officer by hand and by plan is one"


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_plan_an_officer_once(house: House) -> None:
    def press() -> None:
        try:
            plan(house, "jules", 4, 8)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            plan(house, "jules", 2, 10)
            second = pool.submit(press)
            assert waits_for_us(second.done), "what the first one planned it cannot see yet"
        assert isinstance(second.exception(timeout=60), PlannedThen)
    assert Duty.objects.count() == 1


def test_who_is_suspended_away_or_without_a_number_is_skipped_and_told(
    house: House,
    night: TwilioDouble,  # noqa: F811
) -> None:
    unit, jules = house.unit(UNIT).pk, house.officer("jules")
    plan(house, "jules", 1, 5)
    plan(house, "jules", 24 * 4, 24 * 4 + 8)
    go_away(officer=jules, until=today() + timedelta(days=2), by=jules)
    told = planned(house)
    assert [shift.lacks for shift in told.shifts] == ["away", ""]
    assert hours_of(told.gaps) == [(0, 24 * 4)]
    pass_hours(2)
    assert ready_of(unit) == []
    forget_number(of=jules)
    assert planned(house).shifts[-1].lacks == "number"
    suspend(officer=jules, by=house.make_administrator("reid"), though_few=True)
    assert {shift.lacks for shift in planned(house).shifts} == {"suspended"}


def test_a_shift_is_of_a_member_ends_after_it_begins_and_is_planned_once(house: House) -> None:
    for begins, until in ((2, 1), (-5, -1), (1, 26), (24 * 100, 24 * 100 + 8)):
        with pytest.raises(BadShift):
            plan(house, "reid", begins, until)
    plan(house, "reid", 2, 10)
    with pytest.raises(PlannedThen):
        plan(house, "reid", 9, 12)
    for officer, by in (("felix", "reid"), ("jules", "felix")):
        with pytest.raises(NotOfTheUnit):
            plan(house, officer, 2, 10, by=by)
    with pytest.raises(NotOfTheUnit):
        end_duty(duty=Duty.objects.get().pk, by=house.officer("felix"))
    end_duty(duty=Duty.objects.get().pk, by=house.officer("jules"))
    assert not Duty.objects.exists()
    assert AuditEntry.objects.get(act="duty.unplanned").actor == f"officer:{house.officer('jules').pk}"
