"""The rights of each process in Postgres: what is granted is what is written, and what was not granted is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from psycopg2.errors import InsufficientPrivilege

from reports.clock import today
from reports.intake.door import accept
from reports.management.rights import grant, problems, shut_out
from reports.models import KeyPurpose, StoredKey, rights
from reports.models.rights import Role
from tests.arrivals import web
from tests.conftest import House

REFUSED = {
    Role.INTAKE: (
        "SELECT password_slot FROM officer",
        "SELECT bundle FROM membership",
        "SELECT actor FROM audit_entry",
        "SELECT * FROM mfa_authenticator",
        "SELECT * FROM django_session",
        "SELECT root FROM draft",
        "SELECT box FROM reward_proposal",
        "SELECT box FROM legal_hold",
        "SELECT box FROM added_key",
        "SELECT agency FROM feedback",
        "DELETE FROM tip",
        "DELETE FROM record",
        "UPDATE record SET body = ''",
        "UPDATE tip SET status = 'closed', outcome = 'junk', erase_on = '2000-01-01'",
        "UPDATE tip SET public_key = mailbox_key",
        "UPDATE tip SET mailbox_key = public_key",
        "UPDATE tip SET row_mac = ''",
        "UPDATE capsule SET box = ''",
        "UPDATE alert SET round = 30000",
        "UPDATE alert SET borne_out = false",
        "UPDATE alert SET called = '{}'",
        "UPDATE alert SET tip_id = tip_id",
        "DELETE FROM alert",
        "DELETE FROM alert_step",
        "LOCK TABLE alert IN SHARE MODE",
        "LOCK TABLE alert_step IN ROW SHARE MODE",
        "LOCK TABLE tip IN SHARE MODE",
        "UPDATE alert_step SET officer_id = id",
        "UPDATE alert_step SET due_at = '2999-01-01'",
        "UPDATE alert_step SET token = ''",
        "INSERT INTO alert_step SELECT * FROM alert_step",
        "UPDATE dispatch SET box = ''",
        "UPDATE dispatch SET line_id = id",
        "UPDATE dispatch SET due_at = '2999-01-01'",
        "UPDATE dispatch SET handed_over = true",
        "INSERT INTO dispatch SELECT * FROM dispatch",
        "UPDATE errand SET box = ''",
        "UPDATE errand SET record_id = NULL",
        "UPDATE errand SET attempts = 30000",
        "UPDATE line SET tip_id = id",
        "UPDATE line SET number = lookup",
        "UPDATE line SET answer_mark = lookup",
        "UPDATE feedback SET tip_id = id",
        "UPDATE line_test SET state = 'failed'",
        "UPDATE mailbox SET lookup = ''",
        "UPDATE mailbox_copy SET root_box = ''",
        "UPDATE reward SET amount = 1",
        "UPDATE officer SET is_administrator = true",
        "UPDATE unit SET generation = 2",
    ),
    Role.DESK: (
        "DELETE FROM tip",
        "DELETE FROM audit_entry",
        "UPDATE audit_entry SET act = 'other'",
        "UPDATE record SET officer_id = NULL",
        "UPDATE record SET tip_id = id",
        "UPDATE feedback SET tip_id = id",
        "UPDATE feedback SET mark = ''",
        "UPDATE feedback SET last_day = '2999-01-01'",
        "SELECT * FROM capsule",
        "SELECT * FROM correction",
        "SELECT * FROM fingerprint",
        "SELECT lookup FROM line",
        "SELECT number FROM line",
    ),
    Role.WORKER: (
        "DELETE FROM tip",
        "DELETE FROM record",
        "SELECT password FROM officer",
        "SELECT bundle FROM membership",
        "SELECT * FROM audit_entry",
        "UPDATE officer SET is_active = false",
        "UPDATE record SET officer_id = NULL",
        "UPDATE record SET tip_id = id",
    ),
    Role.RETENTION: (
        "SELECT password_slot FROM officer",
        "SELECT * FROM membership",
        "SELECT sealed FROM correction",
        "SELECT sealed FROM fingerprint",
        "SELECT lookup FROM line",
        "DELETE FROM audit_entry",
        "UPDATE audit_entry SET act = 'other'",
        "UPDATE record SET body = ''",
        "INSERT INTO tip SELECT * FROM tip",
    ),
}


@contextmanager
def as_role(cursor: Any, role: Role) -> Iterator[None]:
    """Try something with a role's rights; it is taken back."""
    cursor.execute("SAVEPOINT before")
    cursor.execute(f"SET LOCAL ROLE {role}")
    yield
    cursor.execute("ROLLBACK TO SAVEPOINT before")


def test_every_table_has_its_line_and_no_line_is_left_over() -> None:
    """Say in reports/models/rights.py what each process may do in a new table."""
    assert set(rights._RIGHTS) == set(rights.tables())


@pytest.mark.parametrize("role", Role)
def test_what_a_process_does_not_need_is_refused(house: House, role: Role) -> None:
    with connection.cursor() as cursor:
        for statement in REFUSED[role]:
            with as_role(cursor, role), pytest.raises(Exception, match="permission denied") as refusal:
                cursor.execute(statement)
            assert isinstance(refusal.value.__cause__, InsufficientPrivilege)


def test_more_or_less_than_is_written_is_told_and_put_right(house: House) -> None:
    assert [line for alias in ("default", "keystore") for line in problems(alias)] == []
    with connection.cursor() as cursor:
        cursor.execute("GRANT DELETE ON tip TO tipline_desk")
        cursor.execute("GRANT SELECT (password_slot) ON officer TO tipline_intake")
        cursor.execute("REVOKE SELECT ON hotline FROM tipline_worker")
    with connections["keystore"].cursor() as cursor:
        cursor.execute("GRANT ALL ON stored_key TO tipline_intake")
    told = "\n".join(problems("default")) + "\n".join(problems("keystore"))
    for words in (
        "tipline_desk has DELETE",
        "SELECT (password_slot)",
        "tipline_worker has nothing on hotline",
        "TRUNCATE",
    ):
        assert words in told
    for alias in ("default", "keystore"):
        grant(alias, {})
        assert list(problems(alias)) == []


def test_a_role_that_may_do_everything_is_told(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER ROLE tipline_worker SUPERUSER")
        assert "tipline_worker may do everything in default" in list(problems("default"))
        cursor.execute("ALTER ROLE tipline_worker NOSUPERUSER")


def test_a_role_without_a_password_lets_no_process_in_and_is_told(house: House) -> None:
    with connection.cursor() as cursor:
        for role in Role:
            cursor.execute(f"ALTER ROLE {role} NOLOGIN")
    told = list(shut_out("default"))
    assert [line.split()[0] for line in told] == sorted(Role)
    assert "set DESK_DATABASE_PASSWORD and run manage.py grant_rights" in told[0]
    grant("default", dict.fromkeys(Role, "a password"))
    assert list(shut_out("default")) == []


def test_a_worker_that_may_wait_for_ever_is_told_and_put_right(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER ROLE tipline_worker RESET lock_timeout")
    [told] = problems("default")
    assert told.startswith("tipline_worker may wait for ever in default")
    grant("default", {})
    assert list(problems("default")) == []


def test_a_password_reaches_postgres_as_the_hash_it_keeps(house: House) -> None:
    with connection.cursor() as cursor:
        grant("default", {Role.WORKER: "a password of the worker"})
        cursor.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'tipline_worker'")
        assert str(cursor.fetchone()[0]).startswith("SCRAM-SHA-256$")


@pytest.mark.parametrize(("role", "most"), [(Role.INTAKE, 1), (Role.WORKER, 30), (Role.DESK, 30)])
def test_no_process_but_forgetting_can_destroy_an_old_key_of_words(house: House, role: Role, most: int) -> None:
    accept(web())
    own = StoredKey.objects.filter(purpose=KeyPurpose.ERASURE)
    for days, left in ((most + 2, 1), (most - 1, 0)):
        own.update(day=today() - timedelta(days=days))
        with connections["keystore"].cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")
            cursor.execute("DELETE FROM stored_key WHERE purpose = 'erasure'")
            cursor.execute("RESET ROLE")
        assert own.count() == left


_ENTRY = "INSERT INTO audit_entry (id, at, actor, act, detail) VALUES (gen_random_uuid(), now(), %s, %s, '{}')"


@pytest.mark.parametrize(
    ("role", "actor", "act", "may"),
    [
        (Role.INTAKE, "officer:1", "tip.read", False),
        (Role.INTAKE, "officer:1", "tip.taken_down", True),
        (Role.INTAKE, "worker", "tip.triaged", False),
        (Role.INTAKE, "tipster", "tip.closed", False),
        (Role.INTAKE, "tipster", "line.silenced", True),
        (Role.DESK, "officer:1", "tip.read", True),
        (Role.DESK, "tipster", "line.silenced", False),
        (Role.DESK, "worker", "tip.erased", False),
        (Role.DESK, "worker", "tip.left_behind", True),
        (Role.WORKER, "officer:1", "tip.read", False),
        (Role.WORKER, "officer:1", "tip.closed", True),
        (Role.WORKER, "payer", "reward.collected", False),
        (Role.RETENTION, "officer:1", "tip.closed", False),
        (Role.RETENTION, "tipster", "line.silenced", False),
        (Role.RETENTION, "worker", "tip.erased", True),
    ],
)
def test_no_process_enters_in_the_trail_what_others_do(
    house: House, role: Role, actor: str, act: str, may: bool
) -> None:
    with connection.cursor() as cursor, as_role(cursor, role):
        if may:
            cursor.execute(_ENTRY, [actor, act])
        else:
            with pytest.raises(Exception, match="row-level security"):
                cursor.execute(_ENTRY, [actor, act])
