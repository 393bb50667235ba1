"""Triage's tasks: load and call."""

from uuid import UUID

from celery import current_app, shared_task
from django.conf import settings
from django.utils import timezone

from reports.clock import bring_back
from reports.models import Capsule, Turn
from reports.models.handovers import TRIES
from reports.outbox import ASSESS
from reports.triage.assess import LEASE, LONGEST_WAIT
from reports.triage.candidates import keep_up
from reports.triage.first_look import look_ahead, waiting
from reports.triage.learning.train import learn
from reports.triage.together import MOST, assess_together

_SWEPT = 500  # at one time


@shared_task(name=ASSESS)
def assess_arrival(record_id: str) -> None:
    """Judge one arrival, and with it what else waits and has its turn."""
    wanted = UUID(record_id)
    if not (waiting() | Capsule.objects.filter(pk=wanted)).exists():
        return  # it was taken along by another
    many_wait = look_ahead()
    more = True  # if one of them fails, what waits must still have its turn
    try:
        more = assess_together(wanted, many_wait=many_wait)
    finally:
        if more and (oldest := waiting().order_by("due_at").values_list("pk", flat=True).first()):
            current_app.send_task(ASSESS, args=[str(oldest)])


@shared_task(name="reports.triage.sweep")
def sweep() -> None:
    """Take up arrivals whose message was lost: the broker was down or flushed, or a worker died."""
    bring_back(Capsule.objects.filter(attempts__lte=TRIES), 2 * max(settings.QUIET_SECONDS, LEASE))
    bring_back(Capsule.objects.filter(attempts__gt=TRIES), 2 * LONGEST_WAIT)
    due = Capsule.objects.filter(due_at__lt=timezone.now()).order_by("due_at")
    never_tried = due.filter(attempts=0, turn__lt=Turn.QUIET).values_list("pk", flat=True)[:_SWEPT]
    others = due.exclude(attempts=0, turn__lt=Turn.QUIET).values_list("pk", flat=True)[:_SWEPT]
    for record_id in [*list(never_tried)[::MOST], *others]:  # each of the first takes others along
        current_app.send_task(ASSESS, args=[str(record_id)])
    keep_up()  # a worker that nothing arrives at must forget erased tips all the same


@shared_task(name="reports.triage.learn")
def learn_from_officers() -> None:
    """Learn anew when enough was decided since the last time."""
    learn()
