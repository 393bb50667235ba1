"""Whoever has taken a process: sessions in Postgres under its role, which end with the test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any

import psycopg2
import pytest
from django.db import connections
from django.db.utils import OperationalError
from psycopg2.extensions import cursor

from reports.management import freeing
from reports.models.rights import ROLES, Role
from tests.conftest import House

type Taken = Callable[..., cursor]


@pytest.fixture
def taken(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Taken]:
    """Open a session of a role, in which `statement` has begun a transaction. What lasts half a second is long here."""
    monkeypatch.setattr(freeing, "SECONDS", 0.5)
    for alias in ("default", "keystore"):
        freeing.put_in(alias)
    with connections["default"].cursor() as ours:
        for role in ROLES:
            ours.execute(f"ALTER ROLE {role} LOGIN")
    with ExitStack() as opened:

        def open_one(role: Role, statement: str, alias: str = "default") -> cursor:
            told = connections[alias].settings_dict
            names: dict[str, Any] = {"dbname": told["NAME"], "host": told["HOST"], "port": told["PORT"] or None}
            other = opened.enter_context(closing(psycopg2.connect(user=role, **names)))
            held = other.cursor()
            held.execute(statement)
            return held

        yield open_one
    with connections["default"].cursor() as ours:
        for role in ROLES:
            ours.execute(f"ALTER ROLE {role} NOLOGIN")
    monkeypatch.undo()
    for alias in ("default", "keystore"):
        freeing.put_in(alias)


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
