"""The sweep of triage takes up arrivals that are due."""

import pytest
from celery import current_app

from reports.clock import in_seconds
from reports.intake.door import accept
from reports.models import Capsule, TriageState
from reports.triage.tasks import assess_arrival, sweep
from tests.arrivals import web
from tests.conftest import House, only_tip


def test_the_sweep_enqueues_what_is_due_and_nothing_else(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[list[str]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: sent.append([name, *args]))
    accept(web("One"))
    accept(web("Two"))
    sweep()
    assert not sent
    due = Capsule.objects.first()
    assert due
    Capsule.objects.filter(pk=due.pk).update(due_at=in_seconds(-1))
    sweep()
    assert sent == [["reports.triage.assess", str(due.pk)]]


def test_a_task_is_load_and_call(house: House) -> None:
    accept(web())
    assess_arrival(str(only_tip().pk))
    assert only_tip().triage == TriageState.DONE
