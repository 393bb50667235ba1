"""Two officers who do something to the same row in the same moment: the second waits for the first."""

from collections.abc import Callable
from threading import Thread

from django.db import connections, transaction


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
        thread.join(1)
        assert ended == [], "it waits"
    thread.join(60)
    return ended[0]
