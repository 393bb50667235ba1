"""Intake's tasks: load and call."""

from uuid import UUID

from celery import current_app, shared_task
from django.utils import timezone

from reports.intake.errands import run_errand
from reports.models import Errand


@shared_task(name="reports.intake.run_errand")
def run_one_errand(errand_id: str) -> None:
    """Fetch from the provider, or delete there."""
    run_errand(UUID(errand_id))


@shared_task(name="reports.intake.sweep")
def sweep() -> None:
    """Take up errands that are due."""
    for errand_id in Errand.objects.filter(due_at__lt=timezone.now()).values_list("pk", flat=True)[:200]:
        current_app.send_task("reports.intake.run_errand", args=[str(errand_id)])
