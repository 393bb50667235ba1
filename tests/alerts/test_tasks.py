"""The sweep: what a flushed broker has lost is found in the rows."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from reports.alerts import tasks
from reports.alerts.ladder import RING
from reports.clock import in_seconds
from reports.models import Alert, AlertStep, StepKind, StepState
from tests.alerts.conftest import DANGER, REID, danger, on_duty, texts
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


@pytest.fixture
def holder(house: House) -> Iterator[CursorWrapper]:
    """Somebody else's open transaction. We wait for it so long that a test fails, and not for ever."""
    with connection.cursor() as ours:
        ours.execute("SET lock_timeout = '5s'")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        yield cursor
    other.close()
    with connection.cursor() as ours:
        ours.execute("RESET lock_timeout")


@pytest.mark.django_db(transaction=True)
def test_rows_that_somebody_holds_keep_no_other_alert_waiting(
    house: House, night: TwilioDouble, holder: CursorWrapper
) -> None:
    on_duty(house, "reid", "major-crime")
    held, free = danger(), danger(DANGER + " again")
    told = {"officer": house.officer("reid"), "kind": StepKind.TEXT, "state": StepState.SENT, "due_at": timezone.now()}
    old = [AlertStep.objects.create(**told, up_to=in_seconds(-7200)) for _ in range(2)]
    holder.execute("SELECT FROM alert WHERE tip_id = %s FOR UPDATE", [held.pk])
    holder.execute("SELECT FROM alert_step WHERE id = %s FOR UPDATE", [old[0].pk])
    tasks.sweep()
    assert {step.alert_id for step in AlertStep.objects.exclude(pk__in=[one.pk for one in old])} == {free.pk}
    assert not AlertStep.objects.filter(pk=old[1].pk).exists(), "and what nobody holds is forgotten"
    holder.execute("ROLLBACK")
    tasks.sweep()
    assert AlertStep.objects.filter(alert=held.pk).count() == 1
    assert not AlertStep.objects.filter(pk=old[0].pk).exists()
