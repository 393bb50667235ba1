"""A real Celery worker on the databases of the tests, and ways to catch it in the middle."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from celery import current_app
from django.db import connection, connections

from reports.clock import in_seconds
from reports.models import Capsule
from tests import servers
from tests.faults.starter import Forked

PATIENCE = 120.0  # seconds; a worker needs two to start, on a busy machine many more


class Worker:
    """A worker that can be started, stopped and killed; `settings` are what it finds in its environment."""

    def __init__(self, **settings: str) -> None:
        running = servers._running[0]
        names = {alias: str(connections[alias].settings_dict["NAME"]) for alias in ("default", "keystore")}
        env = dict(os.environ) | {
            "DATABASE_URL": running.postgres.url(names["default"]),
            "KEYSTORE_URL": running.postgres.url(names["keystore"]),
            **settings,
        }
        words = ["--app", "tipline", "worker", "--concurrency=1", "--loglevel=INFO"]
        words += ["--queues=celery,arrivals,awaited,freeing,retention"]
        words += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        self.child = Forked("worker", words, log=running.logs / "faults-worker.log", env=env)

    def start(self) -> None:
        """Start it; it takes up what lies in the queue."""
        self.child.start()

    def stop(self) -> None:
        """Stop it for good, with everything it started."""
        self.child.kill()

    def hands(self) -> list[int]:
        """Return the processes that do the work."""
        children = Path(f"/proc/{self.child.pid}/task/{self.child.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def wait_until(self, ready: Callable[[], object], what: str) -> None:
        """Wait for something that the worker does."""
        end = time.monotonic() + PATIENCE
        while not ready():
            assert time.monotonic() < end, f"waited for: {what}\n{self.child.last_lines()}"
            time.sleep(0.05)

    def wait_until_rolled_back(self) -> None:
        """Wait until Postgres has noticed that the worker is dead: until then its locks hold."""
        self.wait_until(lambda: not open_transactions(), "the dead worker's transaction")

    def triages(self) -> None:
        """Wait until no arrival waits."""
        self.wait_until(lambda: not Capsule.objects.exists(), "triage")


def forget_the_queue() -> None:
    """Empty the broker, as a restart of Valkey does."""
    with current_app.connection_for_write() as broker:
        broker.default_channel.client.flushall()


def queue_is_empty() -> bool:
    """Tell whether every message was taken and answered for."""
    with current_app.connection_for_write() as broker:
        client = broker.default_channel.client
        waiting = sum(client.llen(queue) for queue in ("celery", "arrivals", "awaited"))
        return waiting == client.hlen("unacked") == 0


def waiting_in(queue: str) -> int:
    """Count the messages of a queue that no worker has taken."""
    with current_app.connection_for_write() as broker:
        return int(broker.default_channel.client.llen(queue))


def sweep_when_due() -> None:
    """Let the waiting arrivals be due and send the sweep, as beat does every few seconds."""
    Capsule.objects.update(due_at=in_seconds(-1))
    current_app.send_task("reports.triage.sweep")


@contextmanager
def held(table: str) -> Iterator[None]:
    """Hold a table against writing, in a connection of its own: who must write there waits in its transaction."""
    other = psycopg2.connect(servers._running[0].postgres.url(str(connection.settings_dict["NAME"])))
    try:
        with other.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
        yield
    finally:
        other.close()


def somebody_waits() -> bool:
    """Tell whether a statement waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return bool(cursor.fetchone()[0])


def open_transactions() -> int:
    """Count the other connections to this database that are in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE xact_start IS NOT NULL AND pid <> pg_backend_pid()"
            " AND datname = current_database()"
        )
        return int(cursor.fetchone()[0])
