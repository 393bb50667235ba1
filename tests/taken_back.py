"""Many cases behind one long beginning, each of which finds what the beginning left, and nothing of another case."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import transaction

_BOTH = ("default", "keystore")


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back in both databases what is written within; for a test that is one transaction itself."""
    with ExitStack() as stack:
        for alias in _BOTH:
            stack.enter_context(transaction.atomic(using=alias))
        yield
        for alias in _BOTH:
            transaction.set_rollback(True, using=alias)
