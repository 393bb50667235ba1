"""The sweep: what a flushed broker has lost is found in the rows."""

from typing import Any

import pytest
from django.utils import timezone

from reports.alerts import tasks
from reports.alerts.ladder import RING
from reports.clock import in_seconds
from reports.models import Alert, AlertStep, StepState
from tests.alerts.conftest import REID, danger, on_duty, texts
from tests.conftest import House
from tests.twilio_double import TwilioDouble


def test_with_every_message_lost_the_sweep_alone_climbs_and_rings(
    house: House, night: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, Any]] = []
    monkeypatch.setattr(tasks.current_app, "send_task", lambda name, args: asked.append((name, args[0])))
    on_duty(house, "reid", "major-crime")
    danger()
    tasks.sweep()
    step = AlertStep.objects.get()
    assert asked == [(RING, str(step.pk))]
    tasks.ring_step(str(step.pk))
    assert len(texts(night, REID)) == 1
    AlertStep.objects.update(state=StepState.HANDED_OVER, due_at="2026-01-01T00:00Z")
    tasks.sweep()
    assert AlertStep.objects.get().state == StepState.UNKNOWN


def test_a_clock_that_was_ahead_puts_no_alert_off(house: House, night: TwilioDouble) -> None:
    on_duty(house, "reid", "major-crime")
    tip = danger()
    Alert.objects.update(due_at=in_seconds(3600))
    tasks.sweep()
    step = AlertStep.objects.get(alert=tip.pk)
    AlertStep.objects.update(due_at=in_seconds(3600))
    later = Alert.objects.get().due_at
    tasks.sweep()
    assert Alert.objects.get().due_at == later
    assert AlertStep.objects.get(pk=step.pk).due_at <= timezone.now()
