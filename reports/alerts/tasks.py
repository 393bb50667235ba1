"""The alerts' tasks: load and call."""

from uuid import UUID

from celery import current_app, shared_task
from django.utils import timezone

from reports.alarm import CLIMB
from reports.alerts.ladder import RING, climb
from reports.alerts.ring import ring, settle_stranded
from reports.models import AlertStep, StepState

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
    climb()
    late = AlertStep.objects.filter(summary=None, due_at__lt=timezone.now()).order_by("due_at")
    for step_id in late.filter(state=StepState.DUE).values_list("pk", flat=True)[:_SWEPT]:
        current_app.send_task(RING, args=[str(step_id)])
    for step_id in late.filter(state=StepState.HANDED_OVER).values_list("pk", flat=True)[:_SWEPT]:
        settle_stranded(step_id)
