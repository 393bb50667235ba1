"""The alerts' tasks: load and call."""

from uuid import UUID

from celery import current_app, shared_task
from django.conf import settings
from django.utils import timezone

from reports.alarm import CLIMB
from reports.alerts.ladder import RING, climb
from reports.alerts.phones import forget_late
from reports.alerts.ring import ring, settle_stranded
from reports.clock import bring_back
from reports.models import Alert, AlertStep, StepState

_SWEPT = 200


@shared_task(name=CLIMB)
def climb_now(tip_id: str) -> None:
    """Go on with what is due. Most of the time that is the alert of this tip, which has just begun."""
    climb()


@shared_task(name=RING)
def ring_step(step_id: str) -> None:
    """Send one text, or make one call."""
    ring(UUID(step_id))


@shared_task(name="reports.alerts.sweep")
def sweep() -> None:
    """Go on with what is due, take up steps whose message was lost, and settle those whose worker died."""
    bring_back(Alert.objects.all(), 2 * _longest())
    bring_back(AlertStep.objects.all(), 2 * _longest())
    climb()
    forget_late()
    late = AlertStep.objects.filter(summary=None, due_at__lt=timezone.now()).order_by("due_at")
    for step_id in late.filter(state=StepState.DUE).values_list("pk", flat=True)[:_SWEPT]:
        current_app.send_task(RING, args=[str(step_id)])
    for step_id in late.filter(state=StepState.HANDED_OVER).values_list("pk", flat=True)[:_SWEPT]:
        settle_stranded(step_id)


def _longest() -> float:
    """Return the most seconds that an alert or a step of one ever waits for its time."""
    every = (settings.ALERT_SUMMARY_TEXT_EVERY, settings.ALERT_SUMMARY_CALL_EVERY)
    return max(
        settings.ALERT_GRACE, settings.ALERT_CALL_AFTER, settings.ALERT_NEXT_AFTER, settings.ALERT_AGAIN_AFTER, *every
    )
