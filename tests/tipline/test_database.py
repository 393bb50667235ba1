"""A kept connection is looked at before it is used again, without a round trip."""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own that an earlier request has used."""
    connection = connections["default"].copy()
    assert _ask(connection, "SELECT 1") == 1
    connection.health_check_enabled, connection.health_check_done = True, False
    yield connection
    connection.close()


def test_a_living_connection_is_not_asked_whether_it_lives(
    kept: BaseDatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "is_usable", lambda: pytest.fail("the server was asked"))
    before = _ask(kept, "SELECT pg_backend_pid()")
    assert _ask(kept, "SELECT pg_backend_pid()") == before


def test_a_connection_that_the_server_ended_is_replaced(kept: BaseDatabaseWrapper) -> None:
    before = _ask(kept, "SELECT pg_backend_pid()")
    kept.health_check_done = False
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [before])
    assert _ask(kept, "SELECT pg_backend_pid()") != before


def test_a_connection_that_was_closed_here_is_replaced(kept: BaseDatabaseWrapper) -> None:
    kept.connection.close()
    assert _ask(kept, "SELECT 1") == 1


def _ask(connection: BaseDatabaseWrapper, question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
