"""The hooks' tasks: load and call."""

from uuid import UUID

from celery import current_app, shared_task

from reports.hooks.telling import TELL, due_events, gather, tell


@shared_task(name="reports.hooks.gather")
def gather_events() -> None:
    """Make events of what the trail has new."""
    gather()


@shared_task(name="reports.hooks.sweep")
def sweep() -> None:
    """Hand over the events whose time has come."""
    for event_id in due_events():
        current_app.send_task(TELL, args=[str(event_id)])


@shared_task(name=TELL)
def tell_event(event_id: str) -> None:
    """Tell one event."""
    tell(UUID(event_id))
