"""Claiming sealed files: while somebody decides which of them nobody claims, nobody can claim one, and the other way
round."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_LOCK = 0x7469_706C  # any number that nothing else in this database locks


@contextmanager
def claiming() -> Iterator[None]:
    """A transaction in which rows may claim files that it found in the blob store."""
    with transaction.atomic():
        _lock("pg_advisory_xact_lock_shared")
        yield


@contextmanager
def no_claiming() -> Iterator[None]:
    """A transaction that begins when every claim under way has committed; the next ones wait for it."""
    with transaction.atomic():
        _lock("pg_advisory_xact_lock")
        yield


def _lock(function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_LOCK])
