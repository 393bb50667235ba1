"""The rewards' task: load and call."""

from celery import shared_task

from reports.rewards.ending import end_ties, end_vouchers


@shared_task(name="reports.rewards.end")
def end() -> None:
    """End vouchers that are over or were given up, and what the board is of two minds about for too long."""
    end_ties()
    end_vouchers()
