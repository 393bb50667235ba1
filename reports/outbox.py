"""Telling another room that there is work: a named task with an id, after commit.

The broker may be down or flushed at any moment. Then nothing is said here, and the sweep of that room finds the row.
"""

import logging
import threading
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
_TOGETHER = 0.1  # seconds in which first words share a message: who judges one takes along what else waits
_closed_until = 0.0
_shared_until = 0.0
_last: str | None = None
_lock = threading.Lock()


def enqueue(task: str, row_id: UUID, *, within: float | None = None) -> None:
    """Ask for `task` to be run on the row, once this transaction has committed; `within` so many seconds, or never."""
    more = {} if within is None else {"expires": within}
    transaction.on_commit(partial(_send, task, str(row_id), **more))


def enqueue_first(record_id: UUID) -> None:
    """Ask for a tip's first words to be judged: at once, but with one message for all that come in a tenth of a second.

    A message costs a tenth of what taking in a tip does.
    """
    transaction.on_commit(partial(_send_shared, str(record_id)))


def _send_shared(record_id: str) -> None:
    global _shared_until, _last
    with _lock:
        now = time.monotonic()
        if now < _shared_until:
            if _last is None:
                timer = threading.Timer(_shared_until - now, _send_last)
                timer.daemon = True
                timer.start()
            _last = record_id
            return
        _shared_until = now + _TOGETHER
    _send(ASSESS, record_id)


def _send_last() -> None:
    """Send for those that came since the last message: the newest of them stands for all."""
    global _shared_until, _last
    with _lock:
        record_id, _last = _last, None
        _shared_until = time.monotonic() + _TOGETHER
    if record_id:
        _send(ASSESS, record_id)


def _send(task: str, row_id: str, *, expires: float | None = None) -> None:
    global _closed_until
    if time.monotonic() < _closed_until:
        return
    try:
        # The queue is a list in Valkey, which is there when something is in it: declaring it would cost as much again.
        current_app.send_task(task, args=[row_id], retry=False, ignore_result=True, declare=[], expires=expires)
    except (OperationalError, RedisError, OSError) as problem:
        _closed_until = time.monotonic() + _PAUSE
        log.warning("The broker cannot be reached (%s): the sweep will enqueue what waits.", type(problem).__name__)
