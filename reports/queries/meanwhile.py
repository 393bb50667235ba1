"""Working while Postgres is waited for, in the same thread.

Threads beside, which asked while the first one worked, handed Python's lock to and fro for each piece of an answer.
Here who waits for an answer does a step of work, then looks whether it came.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

type _Steps = Iterator[object]
_work: ContextVar[tuple[_Steps, ...]] = ContextVar("work", default=())
_DONE = object()


@contextmanager
def meanwhile(steps: _Steps) -> Iterator[None]:
    """Let work be done, step by step, while answers of Postgres are waited for within; the rest is done at the end.

    A step takes a millisecond at most. It may ask a database that is not waited for, and what there was to do before
    is done while that is. A process that serves no web waits without working (tipline.database.patience), and does all
    at the end.
    """
    before = _work.set((*_work.get(), steps))
    try:
        yield
    finally:
        _work.reset(before)
    for _ in steps:
        pass


def work_until(has_come: Callable[[], object]) -> None:
    """Do what there is to do meanwhile until something has come, or all is done."""
    work = _work.get()
    while work and not has_come():
        *before, steps = work
        now = _work.set(tuple(before))
        try:
            is_done = next(steps, _DONE) is _DONE
        finally:
            _work.reset(now)
        if is_done:
            work = tuple(before)
