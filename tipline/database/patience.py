"""A web process waits only so long for Postgres: one that hangs must not take every thread with it.

libpq has no time limit on an answer, and a server that is frozen, or behind a network that swallows packets, never
says that it is gone. Somebody with a tip in hand must then hear that it was not stored.
"""

import select
import time
from functools import partial
from typing import Any

from psycopg2 import OperationalError
from psycopg2.extensions import POLL_OK, POLL_READ, POLL_WRITE, set_wait_callback

from reports.queries.meanwhile import work_until

_EVENTS = {POLL_READ: select.POLLIN, POLL_WRITE: select.POLLOUT}
SECONDS = 8.0  # for a connection, and for the answer to one question


def lose_patience() -> None:
    """Make every connection of this process give up after SECONDS. COPY does not work from then on."""
    set_wait_callback(_wait)


def _wait(connection: Any) -> None:
    end = time.monotonic() + SECONDS
    look, watched = select.poll(), (-1, 0)
    while (state := connection.poll()) != POLL_OK:
        wanted = connection.fileno(), _EVENTS[state]
        if wanted != watched:  # a long answer comes in hundreds of pieces
            look, watched = select.poll(), wanted
            look.register(*wanted)
        work_until(partial(look.poll, 0))
        if not look.poll(max(0.0, end - time.monotonic()) * 1000):
            raise OperationalError("Postgres did not answer in time.")
