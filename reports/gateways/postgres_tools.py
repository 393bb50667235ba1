"""Postgres's own programs for whole databases: pg_dump, pg_restore and psql, by pipe, with no file in between."""

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import IO

from django.conf import settings
from django.db import OperationalError, connections

_PIECE = 64 * 1024
_MOST_BYTES = 256 * 1024 * 1024  # written anew in a second or two
# What the dump does not know is dropped as well: a table of a later release would hold on to those that are replaced.
_EMPTIED = b"""SET client_min_messages = error;
SET lock_timeout = '30s'; -- some process was not stopped
BEGIN;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""
_DONE = b"COMMIT;\n"
_PLAIN = ("--no-owner", "--no-privileges")  # grant_rights gives these


class PostgresToolFailed(Exception):
    """One of the programs is missing or refused; says why as far as it is known."""


def shuffle(alias: str, tables: Iterable[str]) -> None:
    """Write the rows of tables anew in the order of their random keys, so that a dump does not tell which came first.

    A table that is in use, or too large to be held for a moment, stays as it is.
    """
    connection = connections[alias].copy()  # no open transaction of ours may hold a row of them
    try:
        for table in tables:
            with suppress(OperationalError), connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '300ms'")
                cursor.execute("SELECT pg_relation_size(%s::regclass)", [table])
                if cursor.fetchone()[0] < _MOST_BYTES:
                    cursor.execute(f'CLUSTER "{table}" USING "{table}_pkey"')
    finally:
        connection.close()


def dump(alias: str, *, without: Sequence[str] = ()) -> Iterator[bytes]:
    """Yield a whole database in Postgres's own archive format; of the tables `without`, the shape alone.

    Raises PostgresToolFailed, at the end for a dump that is not whole.
    """
    line = _line("pg_dump", alias, *_PLAIN, "--format=custom", *(f"--exclude-table-data={table}" for table in without))
    with TemporaryFile() as said, _started(line, alias, said, stdout=subprocess.PIPE) as tool:
        while piece := tool.stdout.read(_PIECE) if tool.stdout else b"":
            yield piece
        _ended(tool, said)


def restore(alias: str, pieces: Iterable[bytes]) -> None:
    """Put a dumped database in the place of what is there, all or nothing, whichever release made either.

    Raises PostgresToolFailed, and whatever the pieces raise.
    """
    line = [*_line("psql", alias), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-"]
    connections[alias].close()
    with TemporaryFile() as said, _started(line, alias, said, stdin=subprocess.PIPE) as client:
        try:
            with suppress(BrokenPipeError):  # then it ended early, and says why
                for told in chain([_EMPTIED], _as_sql(pieces, alias), [_DONE]):
                    client.stdin.write(told)  # type: ignore[union-attr]
        except BaseException:
            client.kill()  # of a backup that does not open to its end nothing is restored
            raise
        finally:
            with suppress(BrokenPipeError):  # what still waited to be written
                client.stdin.close()  # type: ignore[union-attr]
        _ended(client, said)


def rows_of(table: str, pieces: Iterable[bytes], *, alias: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one table of a dumped database by column, as COPY writes them; nothing is restored.

    Raises PostgresToolFailed, and whatever the pieces raise, at the end.
    """
    columns: list[str] = []
    for told in _as_sql(pieces, alias, "--data-only", f"--table={table}"):
        row = told.decode().rstrip("\n")
        if row.startswith("COPY ") and row.endswith(" FROM stdin;"):
            columns = row[row.index("(") + 1 : row.rindex(")")].split(", ")
        elif row == "\\.":
            columns = []
        elif columns:
            yield dict(zip(columns, row.replace("\\\\", "\\").split("\t"), strict=True))


def _as_sql(pieces: Iterable[bytes], alias: str, *words: str) -> Iterator[bytes]:
    """Yield what a dump says as SQL, line by line. Raises at the end where the dump was not whole, as `rows_of`."""
    line = [_program("pg_restore"), *_PLAIN, "--file=-", *words]
    broken: list[BaseException] = []
    with TemporaryFile() as said, _started(line, alias, said, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as tool:
        feeder = Thread(target=_feed, args=(tool, pieces, broken))
        feeder.start()
        try:
            yield from tool.stdout or ()
        finally:
            tool.stdout.close()  # type: ignore[union-attr] # whoever reads no further lets it end
            feeder.join()
        if broken:
            raise broken[0]
        _ended(tool, said)


def _feed(tool: subprocess.Popen[bytes], pieces: Iterable[bytes], broken: list[BaseException]) -> None:
    try:
        with suppress(BrokenPipeError):  # then it ended early, and says why
            for piece in pieces:
                tool.stdin.write(piece)  # type: ignore[union-attr]
            tool.stdin.close()  # type: ignore[union-attr]
    except BaseException as problem:  # noqa: BLE001 - told by who waits for the rows
        tool.kill()
        broken.append(problem)


def _program(name: str) -> str:
    return str(Path(settings.PG_BIN) / name) if settings.PG_BIN else name


def _line(program: str, alias: str, *words: str) -> list[str]:
    told = connections[alias].settings_dict
    where = {"host": told["HOST"], "port": told["PORT"], "username": told["USER"], "dbname": told["NAME"]}
    given = [f"--{name}={value}" for name, value in where.items() if value]
    return [_program(program), *words, *given]


def _started(
    line: Sequence[str],
    alias: str,
    said: IO[bytes],
    *,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    told = {"PGPASSWORD": str(connections[alias].settings_dict["PASSWORD"]), "PATH": "/usr/bin:/bin", "LC_ALL": "C"}
    env = told | {name: word for name, word in os.environ.items() if name.startswith("PGSSL")}  # as our own connections
    try:
        return subprocess.Popen(line, stdin=stdin, stdout=stdout, stderr=said, env=env)
    except OSError as problem:
        raise PostgresToolFailed(f"{line[0]} cannot be started ({problem.strerror}): see TIPLINE_PG_BIN.") from problem


def _ended(tool: subprocess.Popen[bytes], said: IO[bytes]) -> None:
    if tool.wait():
        said.seek(0)
        lines = said.read().decode(errors="replace").strip().splitlines()
        raise PostgresToolFailed(lines[0] if lines else f"It ended with {tool.returncode}.")
