"""Asking the databases in a second thread while the first one works on what came before."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from contextvars import copy_context

from django.db import connections


@contextmanager
def meanwhile() -> Iterator["Meanwhile"]:
    """Give a second thread this one's own connections, with the wall and all that stands around them.

    A connection answers one question at a time: until the answer is taken, the first thread asks nothing.
    """
    own = {alias: connections[alias] for alias in connections}

    def take_over() -> None:
        for alias, connection in own.items():
            connections[alias] = connection

    with ExitStack() as stack:
        for connection in own.values():
            connection.inc_thread_sharing()
            stack.callback(connection.dec_thread_sharing)
        yield Meanwhile(stack.enter_context(ThreadPoolExecutor(1, initializer=take_over)))


class Meanwhile:
    """The second thread."""

    def __init__(self, thread: ThreadPoolExecutor) -> None:
        self._thread, self._context = thread, copy_context()

    def ask[Answer](self, question: Callable[[], Answer]) -> "Future[Answer]":
        """Begin to ask; what goes wrong is raised where the answer is taken."""
        return self._thread.submit(self._context.run, question)
