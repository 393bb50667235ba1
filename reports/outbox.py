"""Telling another room that there is work: a named task with an id, after commit.

The broker may be down or flushed at any moment. Then nothing is said here, and the sweep of that room finds the row.
"""

import logging
import time
from functools import partial
from uuid import UUID

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

ASSESS = "reports.triage.assess"  # the one task that more than one room asks for
log = logging.getLogger(__name__)
_PAUSE = 5.0  # seconds without a try after the broker failed, so that no tipster waits for it
_closed_until = 0.0


def enqueue(task: str, row_id: UUID) -> None:
    """Ask for `task` to be run on the row, once this transaction has committed."""
    transaction.on_commit(partial(_send, task, str(row_id)))


def _send(task: str, row_id: str) -> None:
    global _closed_until
    if time.monotonic() < _closed_until:
        return
    try:
        # The queue is a list in Valkey, which is there when something is in it: declaring it would cost as much again.
        current_app.send_task(task, args=[row_id], retry=False, ignore_result=True, declare=[])
    except (OperationalError, RedisError, OSError) as problem:
        _closed_until = time.monotonic() + _PAUSE
        log.warning("The broker cannot be reached (%s): the sweep will enqueue what waits.", type(problem).__name__)
