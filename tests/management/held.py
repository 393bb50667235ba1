"""Whoever has taken a process: sessions in Postgres under its role, which end with the test."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from typing import Any

import psycopg2
import pytest
from django.db import connection, connections
from django.db.utils import OperationalError
from psycopg2.extensions import cursor

from reports.management import freeing
from reports.models.rights import ROLES, Role
from tests.conftest import House

_MINUTES = {"SECONDS": 1, "PATIENCE": 10}


class Taken:
    """Opens a session of a role, in which `statement` has begun a transaction."""

    def __init__(self, opened: ExitStack, monkeypatch: pytest.MonkeyPatch) -> None:
        self._opened = opened
        self._monkeypatch = monkeypatch

    def __call__(self, role: Role, statement: str, alias: str = "default") -> cursor:
        told = connections[alias].settings_dict
        names: dict[str, Any] = {"dbname": told["NAME"], "host": told["HOST"], "port": told["PORT"] or None}
        other = self._opened.enter_context(closing(psycopg2.connect(user=role, **names)))
        held = other.cursor()
        held.execute(statement)
        return held

    def have_lasted(self, *, minutes: int) -> None:
        """Let all that was begun have lasted for so long. No clock runs beside a test, however slow the machine is."""
        for limit, most in _MINUTES.items():
            if minutes >= most:
                self._monkeypatch.setattr(freeing, limit, 0)
        _put_in()


def _put_in() -> None:
    for alias in ("default", "keystore"):
        freeing.put_in(alias)


@pytest.fixture
def taken(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Taken]:
    """Let each role have sessions until the test ends."""
    with connections["default"].cursor() as ours:
        for role in ROLES:
            ours.execute(f"ALTER ROLE {role} LOGIN")
    with ExitStack() as opened:
        yield Taken(opened, monkeypatch)
    with connections["default"].cursor() as ours:
        for role in ROLES:
            ours.execute(f"ALTER ROLE {role} NOLOGIN")
    monkeypatch.undo()
    _put_in()


def asks_and_waits(threads: ThreadPoolExecutor, theirs: cursor, statement: str) -> Future[None]:
    """Let a session ask for what somebody else holds, and return once it waits for it."""
    pid, end = theirs.connection.info.backend_pid, time.monotonic() + 60
    asked = threads.submit(theirs.execute, statement)
    with connection.cursor() as ours:
        while time.monotonic() < end:
            ours.execute("SELECT cardinality(pg_blocking_pids(%s))", [pid])
            if ours.fetchone() != (0,):
                return asked
            time.sleep(0.01)
    raise AssertionError(f"nobody held what it asked for: {statement}")


@contextmanager
def impatient() -> Iterator[None]:
    """Wait for what others hold as the worker's role does, of which a test's session knows nothing, if shorter."""
    for each in connections.all():
        with each.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
    try:
        yield
    finally:
        for each in connections.all():
            with each.cursor() as cursor:
                cursor.execute("RESET lock_timeout")


def waits(statement: str, alias: str = "default") -> bool:
    """Whether somebody who needs these rows would wait for them."""
    with connections[alias].cursor() as ours:
        ours.execute("SET lock_timeout = '200ms'")
        try:
            ours.execute(statement)
        except OperationalError as problem:
            if "lock timeout" not in str(problem):
                raise
            return True
        finally:
            ours.execute("RESET lock_timeout")
    return False
