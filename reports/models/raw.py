"""Reading very many rows, each as one value that Postgres puts together: no object is made of each column.

COPY would do the same and stream, but a process that waits only so long for Postgres (tipline.database.patience)
cannot use it, and all that serve the web are such.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def raw_rows(alias: str, statement: str, values: Iterable[Any]) -> Iterator[bytes]:
    """Yield each row of a statement that reads one column of bytes."""
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, list(values))
        for (row,) in cursor:
            yield bytes(row)


def rows_in_one(alias: str, row: str, size: int, statement: str, values: Iterable[Any]) -> list[bytes]:
    """Return each row of a statement, in its order, as `row` makes `size` bytes of it. They come as one value.

    `row`: an expression of SQL over a row `one`, without a value to put in.
    """
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT string_agg({row}, '') FROM ({statement}) AS one", list(values))  # noqa: S608 - ours
        rows = bytes(cursor.fetchone()[0] or b"")
    return [rows[at : at + size] for at in range(0, len(rows), size)]


def id_list(ids: Iterable[bytes]) -> str:
    """Return ids, each by its 16 bytes, as one value for `= ANY(%s::uuid[])`."""
    return "{" + ",".join([one.hex() for one in ids]) + "}"


def id_of(raw: bytes) -> UUID:
    """Return an id by its bytes."""
    return UUID(bytes=raw)


def moment_of(raw: bytes) -> datetime:
    """Return a moment by its bytes: microseconds since the year 2000."""
    return _EPOCH + timedelta(microseconds=int.from_bytes(raw, signed=True))
