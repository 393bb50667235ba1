"""Triage's tasks: load and call."""

from uuid import UUID

from celery import current_app, shared_task
from django.utils import timezone

from reports.models import Capsule
from reports.outbox import ASSESS
from reports.triage.assess import assess
from reports.triage.candidates import keep_up
from reports.triage.learning.train import learn


@shared_task(name=ASSESS)
def assess_arrival(record_id: str) -> None:
    """Judge one arrival."""
    assess(UUID(record_id))


@shared_task(name="reports.triage.sweep")
def sweep() -> None:
    """Take up arrivals whose message was lost: the broker was down or flushed, or a worker died."""
    due = Capsule.objects.filter(due_at__lt=timezone.now()).order_by("due_at").values_list("pk", flat=True)
    for record_id in due[:500]:
        current_app.send_task(ASSESS, args=[str(record_id)])
    keep_up()  # a worker that nothing arrives at must forget erased tips all the same


@shared_task(name="reports.triage.learn")
def learn_from_officers() -> None:
    """Learn anew when enough was decided since the last time."""
    learn()
