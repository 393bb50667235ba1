"""The tasks of working on tips: load and call."""

from uuid import UUID

from celery import shared_task

from reports.casework.absence import expire_claims
from reports.casework.bulk import WORK, forget_bulks, take_up
from reports.casework.bulk_work import work
from reports.casework.chasing import chase_overdue


@shared_task(name="reports.casework.expire_claims")
def expire() -> None:
    """Give back what officers hold who have not been at the desk for some days, and forget what is over."""
    expire_claims()
    forget_bulks()


@shared_task(name=WORK)
def work_on(bulk_id: str) -> None:
    """Go on with one act on many tips."""
    work(UUID(bulk_id))


@shared_task(name="reports.casework.sweep")
def sweep() -> None:
    """Take up acts on many tips whose message was lost or whose worker died."""
    take_up()


@shared_task(name="reports.casework.chase")
def chase() -> None:
    """Hold overdue tips up to who works on them, and to who leads their unit."""
    chase_overdue()
