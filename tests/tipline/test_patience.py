"""A web process does not wait for ever for a database that hangs."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from psycopg2.extensions import set_wait_callback

from tipline.database import patience
from tipline.standalone import Servers


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(patience, "SECONDS", 0.3)
    patience.lose_patience()
    yield
    set_wait_callback(None)


def test_an_answer_in_time_is_given(impatient: None) -> None:
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1; SELECT 2")
        assert cursor.fetchone() == (2,)
    connection.close()


def test_a_question_that_hangs_ends_with_an_error(impatient: None) -> None:
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    with connection.cursor() as cursor, pytest.raises(psycopg2.OperationalError):
        cursor.execute("SELECT pg_sleep(60)")
    assert connection.closed


def test_a_frozen_server_is_given_up_also_while_connecting(impatient: None, tmp_path: Path) -> None:
    with Servers(tmp_path, durable=False) as servers:
        address = servers.postgres.url("tipline")
        os.killpg(servers.postgres.child.pid, signal.SIGSTOP)
        try:
            with pytest.raises(psycopg2.OperationalError):
                psycopg2.connect(address)
        finally:
            os.killpg(servers.postgres.child.pid, signal.SIGCONT)
