"""Reading very many rows, each as one value that Postgres puts together: no object is made of each column.

The values come as they are, not written in hexadecimal signs, which costs both sides more than all else about a row.
COPY would do the same and stream, but a process that waits only so long for Postgres (tipline.database.patience)
cannot use it, and all that serve the web are such.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections
from psycopg2.extensions import BYTES

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_BYTEA = 17  # Postgres' number of the type
BEGIN, END = "DECLARE raw BINARY CURSOR FOR ", "; FETCH ALL FROM raw"


def raw_rows(alias: str, statement: str, values: Iterable[Any]) -> list[bytes]:
    """Return each row of a statement that reads one column of bytes."""
    with connections[alias].cursor() as cursor:
        cursor.cursor.string_types = {_BYTEA: BYTES}
        cursor.execute(BEGIN + statement + END, list(values))
        rows = [row for (row,) in cursor.fetchall()]
        if connections[alias].in_atomic_block:  # else it ended with the statement
            cursor.execute("CLOSE raw")
        return rows


def plain_rows(alias: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a statement that each page asks: Django takes longer to put it together than it takes."""
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def rows_in_one(alias: str, row: str, size: int, statement: str, values: Iterable[Any]) -> list[bytes]:
    """Return each row of a statement, in its order, as `row` makes `size` bytes of it. They come as one value.

    `row`: an expression of SQL over a row `one`, without a value to put in.
    """
    (rows,) = raw_rows(alias, f"SELECT string_agg({row}, '') FROM ({statement}) AS one", values)  # noqa: S608 - ours
    return [rows[at : at + size] for at in range(0, len(rows or b""), size)]


def id_list(ids: Iterable[bytes]) -> str:
    """Return ids, each by its 16 bytes, as one value for `= ANY(%s::uuid[])`."""
    return "{" + ",".join([one.hex() for one in ids]) + "}"


def ids(*given: UUID) -> str:
    """Return ids as one value, as `id_list` does."""
    return id_list(one.bytes for one in given)


def id_of(raw: bytes) -> UUID:
    """Return an id by its bytes."""
    return UUID(bytes=raw)


def moment_of(raw: bytes) -> datetime:
    """Return a moment by its bytes: microseconds since the year 2000."""
    return _EPOCH + timedelta(microseconds=int.from_bytes(raw, signed=True))
