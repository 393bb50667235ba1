"""What whoever takes the public pages could hold up by rows and tables, and that the database ends it."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import psycopg2
import pytest
from django.db import DatabaseError, connection, connections, transaction
from psycopg2.errors import InsufficientPrivilege

from reports.management.freeing import put_in, unfree
from reports.management.rights import grant, problems
from reports.models.rights import ROLES, Role
from tests.conftest import House
from tests.management.held import Taken, asks_and_waits, taken, waits

__all__ = ["taken"]
# What the intake must delete in it may lock as a whole, and what it may change a column of, row by row.
HELD = [
    *(
        ("default", f"LOCK TABLE {table}", f"SELECT FROM {table}")
        for table in ("dispatch", "errand", "line", "silence")
    ),
    ("keystore", "LOCK TABLE stored_key", "SELECT FROM stored_key"),
    ("default", "SELECT FROM unit, hotline; LOCK TABLE line IN SHARE MODE", "DELETE FROM line WHERE false"),
]


def free(alias: str = "default", *, role: Role = Role.WORKER) -> int:
    """Ask as a process does: as the worker."""
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        cursor.execute("SELECT free_held_rows()")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
@pytest.mark.parametrize(("alias", "holds", "needs"), HELD)
def test_no_table_is_held_for_longer_than_a_minute(taken: Taken, alias: str, holds: str, needs: str) -> None:
    held = taken(Role.INTAKE, holds, alias)
    assert waits(needs, alias)
    assert free(alias) == 0, "it may be a request of somebody with a tip"
    taken.have_lasted(minutes=1)
    assert free(alias) == 1
    assert not waits(needs, alias)
    with pytest.raises(psycopg2.OperationalError):
        held.execute("SELECT 1")
    assert free(alias) == 0


@contextmanager
def one_that_waits(taken: Taken, *, holds: str = "SELECT 1") -> Iterator[Future[None]]:
    """A session of the public pages that has waited for long, for an upgrade that changes a table."""
    ours = connection.copy()
    with ours.cursor() as upgrade, ThreadPoolExecutor() as threads:
        upgrade.execute("BEGIN; LOCK TABLE silence")
        theirs = taken(Role.INTAKE, holds)
        try:
            request = asks_and_waits(threads, theirs, "SELECT count(*) FROM silence")
            taken.have_lasted(minutes=1)
            yield request
        finally:
            upgrade.execute("ROLLBACK")
    ours.close()


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_nobody_else_is_ended_and_who_waits_for_somebody_else_is_spared(taken: Taken) -> None:
    desk = taken(Role.DESK, "LOCK TABLE draft")
    idle = taken(Role.INTAKE, "SELECT 1")
    idle.connection.commit()  # no transaction is open: it waits for the next request
    with one_that_waits(taken) as request:
        assert free() == 0
    assert request.exception() is None
    desk.execute("SELECT 1")
    idle.execute("SELECT 1")


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_who_waits_is_ended_all_the_same_if_others_wait_for_what_it_holds(taken: Taken) -> None:
    """Else whoever holds rows waits for an officer's, again and again, and is spared each time."""
    with one_that_waits(taken, holds="LOCK TABLE line") as request, ThreadPoolExecutor() as threads:
        assert free() == 0, "control: nobody needs it yet"
        worker = taken(Role.WORKER, "SELECT 1")
        needs = asks_and_waits(threads, worker, "SELECT count(*) FROM line")
        ended = free()
        assert ended == 1
        needs.result()
    assert isinstance(request.exception(), psycopg2.OperationalError)


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_whoever_waits_is_not_spared_for_ever(taken: Taken) -> None:
    with one_that_waits(taken) as request:
        assert free() == 0
        taken.have_lasted(minutes=10)
        assert free() == 1
    assert isinstance(request.exception(), psycopg2.OperationalError)


@pytest.mark.django_db(databases=["default", "keystore"])
def test_only_the_worker_may_ask_and_it_chooses_nothing(house: House) -> None:
    for role in ROLES:
        if role == Role.WORKER:
            assert free() == 0
            continue
        with pytest.raises(DatabaseError, match="permission denied"):
            free(role=role)
    with pytest.raises(DatabaseError, match="permission denied to terminate"), transaction.atomic():
        _end_itself(Role.WORKER)


def _end_itself(role: Role) -> None:
    """Control: without the function the worker may end nobody's session."""
    with connection.copy().cursor() as other:
        other.execute("SELECT pg_backend_pid()")
        [pid] = other.fetchone()
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])


@pytest.mark.django_db(databases=["default", "keystore"])
@pytest.mark.parametrize(
    "spoils",
    [
        "DROP FUNCTION free_held_rows",
        "GRANT EXECUTE ON FUNCTION free_held_rows TO tipline_desk",
        "GRANT EXECUTE ON FUNCTION free_held_rows TO PUBLIC",
        "REVOKE EXECUTE ON FUNCTION free_held_rows FROM tipline_worker",
        "CREATE OR REPLACE FUNCTION free_held_rows () RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint'",
    ],
)
def test_a_function_that_is_not_as_written_is_told_and_put_right(house: House, spoils: str) -> None:
    for alias in ("default", "keystore"):
        assert list(unfree(alias)) == []
        with connections[alias].cursor() as cursor:
            cursor.execute(spoils)
        [told] = unfree(alias)
        assert told.endswith("run manage.py grant_rights")
        put_in(alias)
        assert list(unfree(alias)) == []


@pytest.mark.django_db(databases=["default", "keystore"])
def test_an_owner_who_may_end_no_session_is_told(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE owner_elsewhere")
        cursor.execute("GRANT CREATE ON SCHEMA public TO owner_elsewhere")
        cursor.execute("ALTER FUNCTION free_held_rows OWNER TO owner_elsewhere")
        cursor.execute("SELECT free_held_rows()")
        assert cursor.fetchone() == (None,), "what cannot look does not say that it found none"
        assert ["GRANT pg_signal_backend, pg_read_all_stats" in told for told in unfree("default")] == [True]
        cursor.execute("GRANT pg_signal_backend, pg_read_all_stats TO owner_elsewhere")
        assert list(unfree("default")) == []


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_whoever_takes_the_public_pages_leaves_the_others_connections(taken: Taken) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        most = int(cursor.fetchone()[0]) * 2 // 3
    for _ in range(most):
        taken(Role.INTAKE, "SELECT 1")
    with pytest.raises(psycopg2.OperationalError, match="too many connections for role"):
        taken(Role.INTAKE, "SELECT 1")
    for role in (Role.WORKER, Role.DESK, Role.RETENTION):
        taken(role, "SELECT 1")


@pytest.mark.django_db(databases=["default", "keystore"])
def test_an_intake_that_may_take_every_connection_is_told_and_put_right(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER ROLE tipline_intake CONNECTION LIMIT -1")
    assert list(problems("default")) == [
        "tipline_intake may take every connection of default: run manage.py grant_rights"
    ]
    grant("default", {})
    assert list(problems("default")) == []


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_no_lock_outlasts_the_transaction_by_which_its_session_is_known(taken: Taken) -> None:
    for alias in ("default", "keystore"):
        for statement in ("SELECT pg_advisory_lock(1)", "SELECT pg_try_advisory_lock_shared(1, 2)"):
            with pytest.raises(InsufficientPrivilege):
                taken(Role.INTAKE, statement, alias)
        taken(Role.INTAKE, "SELECT pg_advisory_xact_lock(1)", alias)
        taken.have_lasted(minutes=1)
        assert free(alias) == 1, "control: of a transaction it may, and is ended"


@pytest.mark.django_db(databases=["default", "keystore"])
def test_locks_that_may_last_are_told_and_put_right(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("GRANT EXECUTE ON FUNCTION pg_catalog.pg_advisory_lock(bigint) TO PUBLIC")
    assert list(unfree("default")) == ["a lock may outlast its transaction in default: run manage.py grant_rights"]
    put_in("default")
    assert list(unfree("default")) == []
