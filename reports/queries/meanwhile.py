"""Asking both databases, each in a thread of its own, while the first one works on what came before."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from contextvars import copy_context

from django.db import connections


@contextmanager
def meanwhile() -> Iterator["Meanwhile"]:
    """Give two further threads this one's own connections, with the wall and all that stands around them.

    A connection answers one question at a time: until the answer is taken, the first thread asks nothing, and of the
    two others one asks the main database, one the key store.
    """
    own = {alias: connections[alias] for alias in connections}

    def take_over() -> None:
        for alias, connection in own.items():
            connections[alias] = connection

    with ExitStack() as stack:
        for connection in own.values():
            connection.inc_thread_sharing()
            stack.callback(connection.dec_thread_sharing)
        yield Meanwhile(stack.enter_context(ThreadPoolExecutor(2, initializer=take_over)))


class Meanwhile:
    """The further threads."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads

    def ask[Answer](self, question: Callable[[], Answer]) -> "Future[Answer]":
        """Begin to ask; what goes wrong is raised where the answer is taken."""
        return self._threads.submit(copy_context().run, question)
