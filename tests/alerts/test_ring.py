"""One step is made at most once: with the provider down, the worker killed, the line broken, a number withdrawn."""

import threading

import pytest
from django.db import connections

from reports.alerts.ladder import climb
from reports.alerts.phones import forget_number
from reports.alerts.ring import provider_says, ring, settle_stranded
from reports.alerts.roster import begin_duty
from reports.models import Alert, AlertStep, StepState
from tests.alerts.conftest import JULES, REID, calls, danger, on_duty, pass_time, texts, work
from tests.conftest import House
from tests.twilio_double import TwilioDouble


@pytest.fixture
def step(house: House, night: TwilioDouble) -> AlertStep:
    """The first step of an alert, not made yet."""
    on_duty(house, "reid", "major-crime")
    on_duty(house, "jules", "major-crime")
    danger()
    climb()
    return AlertStep.objects.get()


def test_a_step_is_made_once_however_often_it_is_asked_for(step: AlertStep, night: TwilioDouble) -> None:
    for _ in range(3):
        ring(step.pk)
    assert len(texts(night, REID)) == 1


def test_while_the_provider_is_down_nothing_is_lost_and_the_others_are_tried(
    step: AlertStep, night: TwilioDouble
) -> None:
    night.state.faults.busy = True
    pass_time(0)
    assert AlertStep.objects.get().state == StepState.DUE
    pass_time(200)  # the ladder goes on all the same
    assert AlertStep.objects.count() == 2
    night.state.faults.busy = False
    pass_time(11)
    assert (len(texts(night, REID)), len(calls(night, REID))) == (1, 1)


def test_where_nobody_can_know_whether_it_went_out_it_says_so_and_goes_on(step: AlertStep, night: TwilioDouble) -> None:
    night.state.faults.break_before_answer = True
    ring(step.pk)
    night.state.faults.break_before_answer = False
    assert AlertStep.objects.get().state == StepState.UNKNOWN
    pass_time(60)
    assert (len(texts(night, REID)), len(calls(night, REID))) == (1, 1)


def test_a_worker_that_dies_in_the_middle_leaves_it_unknown_and_the_ladder_standing(
    step: AlertStep, night: TwilioDouble
) -> None:
    AlertStep.objects.update(state=StepState.HANDED_OVER)  # as it stands when the worker is killed in the call
    work()
    assert texts(night, REID) == []
    pass_time(120)
    settle_stranded(step.pk)
    assert AlertStep.objects.get(pk=step.pk).state == StepState.UNKNOWN
    assert len(calls(night, REID)) == 1


def test_what_reached_nobody_lets_the_next_step_be_taken_at_once(step: AlertStep, night: TwilioDouble) -> None:
    ring(step.pk)
    night.report(texts(night, REID)[0], "undelivered", error_code=30003)
    night.webhooks.release(times=2)
    work()
    assert len(calls(night, REID)) == 1
    night.rung[-1].is_not_answered("busy")
    night.webhooks.release(backwards=True, times=2)
    work()
    assert len(texts(night, JULES)) == 1
    provider_says(step.pk, "delivered")  # late, and after the failure
    assert AlertStep.objects.get(pk=step.pk).state == StepState.FAILED


def test_a_refused_number_and_one_that_was_withdrawn_are_passed_by(
    step: AlertStep, house: House, night: TwilioDouble
) -> None:
    forget_number(of=house.officer("reid"))
    ring(step.pk)
    assert AlertStep.objects.get().state == StepState.FAILED
    work()
    assert len(texts(night, JULES)) == 1
    night.state.faults.refuse_with = 21211
    pass_time(60)
    assert AlertStep.objects.order_by("-due_at").first().state == StepState.FAILED  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_step(house: House, night: TwilioDouble) -> None:
    begin_duty(officer=house.officer("reid"), unit=house.unit("major-crime").pk, hours=1, by=house.officer("reid"))
    danger()

    def one() -> None:
        work()
        connections.close_all()

    workers = [threading.Thread(target=one) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    work()
    assert len(texts(night, REID)) == 1
    assert Alert.objects.get().steps.count() == 1
