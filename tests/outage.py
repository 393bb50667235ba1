"""Taking a server away until the end of the block: a database lets nobody in, or the broker is not there."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from reports import outbox
from tests import servers


@contextmanager
def no_database(alias: str) -> Iterator[None]:
    """Throw everybody out of the database and let nobody in."""
    name = connections[alias].settings_dict["NAME"]
    postgres = servers._running[0].postgres
    postgres.psql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    postgres.psql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    try:
        yield
    finally:
        postgres.psql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        connections[alias].close()


@contextmanager
def read_only_database(alias: str) -> Iterator[None]:
    """Let the database be read but not written, as when its disk is full."""
    name = connections[alias].settings_dict["NAME"]
    postgres = servers._running[0].postgres
    postgres.psql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    connections[alias].close()
    try:
        yield
    finally:
        postgres.psql(f"ALTER DATABASE {name} RESET default_transaction_read_only")
        connections[alias].close()


@contextmanager
def no_key_can_be_written() -> Iterator[None]:
    """Let the key store be read, and take no key: nothing that arrives can be stored."""
    with connections["keystore"].cursor() as cursor:
        cursor.execute("ALTER TABLE stored_key ADD COLUMN more int NOT NULL DEFAULT 0")
        cursor.execute("ALTER TABLE stored_key ALTER COLUMN more DROP DEFAULT")
        try:
            yield
        finally:
            cursor.execute("ALTER TABLE stored_key DROP COLUMN more")


@contextmanager
def without_table(alias: str, table: str) -> Iterator[None]:
    """Take one table away: only what needs it is out of order."""
    with connections[alias].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO gone")
        try:
            yield
        finally:
            cursor.execute(f"ALTER TABLE gone RENAME TO {table}")


@contextmanager
def no_broker() -> Iterator[None]:
    """Stop Valkey; what was queued there is lost."""
    valkey = servers._running[0].valkey
    outbox._closed_until = 0.0
    valkey.stop()
    try:
        yield
    finally:
        valkey.start()
        outbox._closed_until = 0.0


@contextmanager
def hung_broker() -> Iterator[None]:
    """Let Valkey take connections and answer nothing."""
    pid = servers._running[0].valkey.child.pid
    outbox._closed_until = outbox._shared_until = 0.0
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)
        outbox._closed_until = 0.0
