"""Intake's tasks: load and call."""

import logging
from uuid import UUID

from celery import current_app, shared_task
from django.utils import timezone

from reports.gateways.twilio import Unavailable
from reports.intake.door import FETCH, MAKE_SAFE
from reports.intake.errands import IS_SLOW, run_errand
from reports.intake.leftovers import delete_leftovers
from reports.intake.making_safe import make_safe
from reports.intake.undecided import IS_UNDECIDED
from reports.models import Errand, ErrandKind

_SEND_SAID = "reports.intake.send_said"
_MOST, _MOST_SLOW = 200, 20  # errands of one sweep
log = logging.getLogger(__name__)


@shared_task(name="reports.intake.run_errand")
def run_one_errand(errand_id: str) -> None:
    """Fetch from the provider, or delete there."""
    run_errand(UUID(errand_id))


@shared_task(name=_SEND_SAID)
def send_what_was_said(errand_id: str) -> None:
    """Take in what a caller said who hung up. It has a name of its own: it is a tip, and waits behind no deletion."""
    run_errand(UUID(errand_id))


@shared_task(name="reports.intake.make_safe")
def make_one_upload_safe(errand_id: str) -> None:
    """Open, clean and seal a file that was uploaded."""
    make_safe(UUID(errand_id))


@shared_task(name="reports.intake.sweep")
def sweep() -> None:
    """Take up errands that are due, the longest first, and before all what a caller said who hung up.

    What waits for its turn keeps nothing else from being seen.
    """
    due = Errand.objects.filter(due_at__lt=timezone.now()).order_by("due_at").values_list("pk", flat=True)
    uploads, others = due.filter(kind=ErrandKind.UPLOAD), due.exclude(kind=ErrandKind.UPLOAD)
    for task, waiting in (
        (_SEND_SAID, others.filter(IS_UNDECIDED)[:_MOST]),
        (FETCH, others.exclude(IS_SLOW).exclude(IS_UNDECIDED)[:_MOST]),
        (FETCH, others.filter(IS_SLOW)[:_MOST_SLOW]),
        (MAKE_SAFE, uploads[:_MOST_SLOW]),
    ):
        for errand_id in waiting:
            current_app.send_task(task, args=[str(errand_id)])


@shared_task(name="reports.intake.delete_leftovers")
def delete_what_was_left() -> None:
    """Delete at the provider what nothing ordered away."""
    try:
        delete_leftovers()
    except Unavailable:
        log.info("What lies at the provider could not be listed.")
