"""Whether a request changed anything: the tables it wrote to, as Postgres counts them within a test's transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction

_DATABASES = ("default", "keystore")
_COUNTED = """
    SELECT relname, pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
        + pg_stat_get_xact_tuples_deleted(oid)
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
# An attempt leaves its entry, and a session its time: both are meant to be written by whoever comes.
_OF_ANYBODY = {"audit_entry", "django_session"}


class Writes:
    """Takes back whatever is done, and tells in `tables` into which tables was written meanwhile."""

    def __init__(self) -> None:
        self.tables: frozenset[str] = frozenset()
        self._counted = _count()

    @contextmanager
    def taken_back(self) -> Iterator[None]:
        with transaction.atomic("default"), transaction.atomic("keystore"):
            yield
            now = _count()
            written = {table for table, number in now.items() if number != self._counted[table]}
            self.tables, self._counted = frozenset(written - _OF_ANYBODY), now
            for alias in _DATABASES:
                transaction.set_rollback(True, alias)


def _count() -> dict[str, int]:
    counted = {}
    for alias in _DATABASES:
        with connections[alias].cursor() as cursor:
            cursor.execute(_COUNTED)
            for table, number in cursor.fetchall():
                counted[table] = counted.get(table, 0) + number
    return counted
