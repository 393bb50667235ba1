"""Reading very many rows as Postgres itself writes a record, each as one value: no object is made of each column.

COPY would do the same and stream, but a process that waits only so long for Postgres (tipline.database.patience)
cannot use it, and all that serve the web are such.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections

BEGINS, ENDS = "SELECT record_send(one) FROM (", ") AS one"
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def raw_rows(alias: str, statement: str, values: Iterable[Any]) -> Iterator[bytes]:
    """Yield each row that a statement reads: the number of columns, and for each its type, its length, its bytes.

    All three are four bytes long; the length of NULL is -1.
    """
    with connections[alias].cursor() as cursor:
        cursor.execute(f"{BEGINS}{statement}{ENDS}", list(values))
        for (row,) in cursor:
            yield bytes(row)


def id_list(ids: Iterable[bytes]) -> str:
    """Return ids, each by its 16 bytes, as one value for `= ANY(%s::uuid[])`."""
    return "{" + ",".join([one.hex() for one in ids]) + "}"


def id_of(raw: bytes) -> UUID:
    """Return an id by its bytes."""
    return UUID(bytes=raw)


def moment_of(raw: bytes) -> datetime:
    """Return a moment by its bytes: microseconds since the year 2000."""
    return _EPOCH + timedelta(microseconds=int.from_bytes(raw, signed=True))
