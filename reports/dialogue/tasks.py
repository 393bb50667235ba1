"""The dialogue's tasks: load and call."""

from uuid import UUID

from celery import current_app, shared_task
from django.utils import timezone

from reports.clock import bring_back
from reports.dialogue.answered import see_to_answers
from reports.dialogue.deliver import deliver, settle_stranded
from reports.dialogue.fading import forget_read
from reports.dialogue.forget import forget_idle_lines
from reports.dialogue.number_code import send_code
from reports.dialogue.owed import GIVE, give_receipt
from reports.dialogue.timetable import hurry
from reports.models import AskedPhone, Dispatch
from reports.officers_phones import SEND_CODE

_LONGEST = 3600.0  # seconds that a text waits for its time, or after the provider could not be reached


@shared_task(name="reports.dialogue.deliver")
def deliver_dispatch(dispatch_id: str) -> None:
    """Send one text."""
    deliver(UUID(dispatch_id))


@shared_task(name=GIVE)
def give_owed_receipt(line_id: str) -> None:
    """Send a receipt to the phone that asks for it."""
    give_receipt(UUID(line_id))


@shared_task(name=SEND_CODE)
def send_code_to_officer(asked_id: str) -> None:
    """Send the code that confirms an officer's number."""
    send_code(UUID(asked_id))


@shared_task(name="reports.dialogue.sweep")
def sweep() -> None:
    """Take up texts that are due, settle those whose worker died, and see to answers that the provider did not take."""
    bring_back(Dispatch.objects.filter(handed_over=False), _LONGEST)
    hurry()
    due = Dispatch.objects.filter(due_at__lt=timezone.now())
    in_no_order = due.filter(handed_over=False).order_by("?")  # what leaves together tells not who asked first
    for dispatch_id in in_no_order.values_list("pk", flat=True)[:200]:
        current_app.send_task("reports.dialogue.deliver", args=[str(dispatch_id)])
    for dispatch_id in due.filter(handed_over=True).values_list("pk", flat=True)[:200]:
        settle_stranded(dispatch_id)
    see_to_answers()
    for asked_id in AskedPhone.objects.filter(handed_over=False).values_list("pk", flat=True)[:200]:
        current_app.send_task(SEND_CODE, args=[str(asked_id)])


@shared_task(name="reports.dialogue.forget_idle")
def forget_idle() -> None:
    """Forget phones that have long been silent, and messages that were read."""
    forget_idle_lines()
    forget_read()
