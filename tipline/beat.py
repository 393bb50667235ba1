"""Celery's beat, which goes on when the clock is set back: as it is, it would wait until the old time comes again."""

from datetime import timedelta
from typing import Any

from celery.beat import PersistentScheduler

_STEP = timedelta(seconds=1)  # a clock that is set right in small steps is no jump


class Scheduler(PersistentScheduler):
    """Beat's own scheduler, with a look at the clock before each turn."""

    def tick(self, *rest: Any, **more: Any) -> Any:
        """Send what is due, and return the seconds until something else is."""
        for entry in self.schedule.values():
            if entry.last_run_at and entry.last_run_at > entry.default_now() + _STEP:
                entry.last_run_at = entry.default_now()
                self._heap = None  # its order is by the old clock
        return super().tick(*rest, **more)
