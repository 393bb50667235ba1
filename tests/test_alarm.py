"""Raising the alarm: one alert a tip, sooner when triage knows more, and anew only where it is meant."""

from django.utils import timezone

from reports.alarm import raise_alarm
from reports.models import Alert, AlertState
from tests.alerts.conftest import danger
from tests.conftest import House


def test_a_repeated_alarm_changes_nothing_but_what_is_known(house: House) -> None:
    tip = danger("Please come", judged=False, in_danger=True)
    alert = Alert.objects.get()
    assert (alert.borne_out, alert.due_at > timezone.now()) == (False, True)  # type: ignore[operator]
    raise_alarm([tip.pk])
    alert = Alert.objects.get()
    assert (alert.borne_out, alert.due_at <= timezone.now()) == (True, True)  # type: ignore[operator]
    Alert.objects.update(state=AlertState.CONFIRMED, due_at=None, begun_at=None)
    raise_alarm([tip.pk])
    assert Alert.objects.get().state == AlertState.CONFIRMED
    raise_alarm([tip.pk], anew=True)
    assert Alert.objects.get().is_running
    raise_alarm([])
