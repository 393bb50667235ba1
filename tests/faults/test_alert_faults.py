"""Bad days of an alert, with real processes: nobody is texted twice, and nothing keeps the ladder from going on."""

import pytest
from celery import current_app
from django.utils import timezone

from reports.alerts.roster import begin_duty
from reports.models import Alert, AlertStep, StepState
from tests.alerts.conftest import REID, calls, danger, texts
from tests.alerts.phones import keep_number
from tests.conftest import House
from tests.faults.test_caller_faults import worker  # noqa: F401 - the fixture
from tests.faults.worker import Worker, forget_the_queue, held, somebody_waits
from tests.twilio_double import TwilioDouble

pytestmark = pytest.mark.django_db(transaction=True)


def time_passes() -> None:
    """Let all be due and send the sweep, as beat does every few seconds."""
    AlertStep.objects.update(due_at=timezone.now())
    Alert.objects.filter(due_at__isnull=False).update(due_at=timezone.now())
    current_app.send_task("reports.alerts.sweep")


def test_a_worker_killed_between_the_provider_and_the_row_texts_nobody_twice(
    house: House,
    worker: Worker,  # noqa: F811
    provider: TwilioDouble,
) -> None:
    reid = house.officer("reid")
    keep_number(REID, of=reid)
    begin_duty(officer=reid, unit=house.unit("major-crime").pk, hours=8, by=reid)
    danger()
    forget_the_queue()  # Valkey is restarted: every message of the alert is lost
    with held("errand"):
        time_passes()
        worker.start()
        worker.wait_until(somebody_waits, "the worker, whose text went out")
        worker.child.kill()
    worker.wait_until_rolled_back()
    assert (len(texts(provider, REID)), AlertStep.objects.get().state) == (1, StepState.HANDED_OVER)
    forget_the_queue()
    worker.start()
    time_passes()
    worker.wait_until(lambda: calls(provider, REID), "the next step")
    worker.wait_until(lambda: AlertStep.objects.filter(state=StepState.UNKNOWN).exists(), "the lost one to be settled")
    assert (len(texts(provider, REID)), len(calls(provider, REID))) == (1, 1)
