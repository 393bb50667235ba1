"""Two officers who do something to the same row in the same moment: the second waits for the first."""

import time
from collections.abc import Callable
from threading import Thread
from typing import Final

from django.db import connection, connections, transaction

_PATIENCE: Final = 60  # seconds; a busy machine is no fault of the code
_WAITING: Final = """
    SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))
"""


def waits_for_us(is_over: Callable[[], bool]) -> bool:
    """Return True once somebody waits for what this transaction holds, False if all is over before that."""
    end = time.monotonic() + _PATIENCE
    while not is_over() and time.monotonic() < end:
        with connection.cursor() as ours:
            ours.execute(_WAITING)
            if ours.fetchone() == (True,):
                return True
        time.sleep(0.01)
    return False


def second_of_two(first: Callable[[], object], second: Callable[[], object]) -> Exception | None:
    """Do the second while the first is not committed yet, and return what it raised once it was."""
    ended: list[Exception | None] = []

    def other() -> None:
        try:
            second()
            ended.append(None)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
            ended.append(error)
        finally:
            connections.close_all()

    with transaction.atomic():
        first()
        thread = Thread(target=other)
        thread.start()
        assert waits_for_us(lambda: not thread.is_alive())
    thread.join(60)
    return ended[0]
