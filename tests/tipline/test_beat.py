"""Beat and a clock that jumps: the sweeps that make good what was lost go on."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from celery.beat import PersistentScheduler

from tests.faults.worker import forget_the_queue
from tipline.beat import Scheduler


@pytest.fixture(autouse=True)
def _empty_queue() -> Iterator[None]:
    yield
    forget_the_queue()


def started(kind: type[PersistentScheduler], folder: Path) -> PersistentScheduler:
    """Beat after its first turn: all that has an interval was not due yet."""
    scheduler = kind(current_app, schedule_filename=str(folder / "beat"))
    waits_for(scheduler)
    return scheduler


def set_back(scheduler: PersistentScheduler, hours: int) -> None:
    """What beat remembers, seen from a clock that was set back."""
    for entry in scheduler.schedule.values():
        entry.last_run_at += timedelta(hours=hours)
    scheduler._heap = [type(event)(event.time + 3600 * hours, *event[1:]) for event in scheduler._heap]


def waits_for(scheduler: PersistentScheduler) -> float:
    """Send all that is due, one task a turn, and return the seconds until the next."""
    while not (seconds := float(scheduler.tick())):
        pass
    return seconds


def test_sweeps_go_on_when_the_clock_was_set_back_an_hour(tmp_path: Path) -> None:
    scheduler = started(Scheduler, tmp_path)
    set_back(scheduler, hours=1)
    assert waits_for(scheduler) <= 5
    assert all(entry.is_due().next <= 24 * 3600 for entry in scheduler.schedule.values())
    assert scheduler.schedule["take up arrivals"].is_due().next <= 15


def test_celery_alone_would_wait_for_the_hour_to_come_again(tmp_path: Path) -> None:
    """Control: once Celery does it by itself, ours can go."""
    scheduler = started(PersistentScheduler, tmp_path)
    set_back(scheduler, hours=1)
    assert waits_for(scheduler) > 60
    assert scheduler.schedule["take up arrivals"].is_due().next > 3000
