"""The function by which the worker ends what keeps rows for long in the name of the public pages, and its checks.

Postgres lets whoever may change a row hold it in an open transaction, for as long as he likes, and no setting of a role
can forbid it. So the database itself ends such sessions. The worker may ask for it and choose nothing: neither whose
session, nor how long is long.
"""

from collections.abc import Iterator

from django.db import connections
from psycopg2.sql import SQL, Identifier

from reports.models.rights import ROLES, Role

SECONDS = 60
"""Longer than any request of the public pages holds a transaction."""
PATIENCE = 600
"""For whoever waits himself, as for an upgrade that changes a table, and for whom nobody else does."""
FREE: str = "free_held_rows"
# NULL where the owner of the tables cannot see or end other sessions: it would find none for ever.
_BODY = """
WITH held AS MATERIALIZED (
    SELECT pid FROM pg_stat_activity AS theirs
    WHERE usename = '{role}' AND datname = current_database()
    AND xact_start < clock_timestamp() - interval '{seconds} seconds'
    AND (xact_start < clock_timestamp() - interval '{patience} seconds'
        OR NOT EXISTS (
            SELECT FROM pg_stat_activity AS other
            WHERE other.pid = ANY (pg_blocking_pids(theirs.pid)) AND other.usename <> '{role}'
        )
        OR EXISTS (
            SELECT FROM pg_stat_activity AS other
            WHERE theirs.pid = ANY (pg_blocking_pids(other.pid)) AND other.usename <> '{role}'
        ))
)
SELECT CASE WHEN pg_has_role('pg_signal_backend', 'USAGE') AND pg_has_role('pg_read_all_stats', 'USAGE')
    THEN count(*) FILTER (WHERE pg_terminate_backend(pid)) END
FROM held
"""
_CREATE = """
CREATE OR REPLACE FUNCTION {} () RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body${}$body$
"""
_FOUND = """
SELECT prosrc = %s AND prosecdef AND proconfig = ARRAY['search_path=pg_catalog, pg_temp'],
    ARRAY(SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND has_function_privilege(oid, proc.oid, 'EXECUTE')),
    owner.rolsuper OR bool_and(coalesce(pg_has_role(owner.oid, needed.oid, 'USAGE'), false))
FROM pg_proc AS proc JOIN pg_roles AS owner ON owner.oid = proowner
CROSS JOIN (SELECT oid FROM pg_roles WHERE rolname IN ('pg_signal_backend', 'pg_read_all_stats')) AS needed
WHERE proname = %s AND pronamespace = 'public'::regnamespace
GROUP BY 1, 2, owner.rolsuper
"""
# Locks by name that outlast their transaction are seen by no clock. We ask for none; only a superuser can forbid them.
_LASTING = [
    f"pg_catalog.{name}({what})"
    for name in ("pg_advisory_lock", "pg_advisory_lock_shared", "pg_try_advisory_lock", "pg_try_advisory_lock_shared")
    for what in ("bigint", "integer, integer")
]
_MAY_LAST = "SELECT count(*) FROM unnest(%s) AS name WHERE has_function_privilege(%s, name, 'EXECUTE')"


def put_in(alias: str) -> None:
    """Make the function in one database, for the worker alone, and forbid lasting locks. Safe to repeat."""
    name = Identifier(FREE)
    with connections[alias].cursor() as cursor:
        if _locks_may_last(alias):
            cursor.execute(SQL("REVOKE EXECUTE ON FUNCTION {} FROM PUBLIC").format(SQL(", ".join(_LASTING))))
        cursor.execute(SQL(_CREATE).format(name, SQL(_body())))
        everybody = [SQL("PUBLIC"), *map(Identifier, ROLES)]
        cursor.execute(SQL("REVOKE ALL ON FUNCTION {} FROM {}").format(name, SQL(", ").join(everybody)))
        cursor.execute(SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(name, Identifier(Role.WORKER)))


def unfree(alias: str) -> Iterator[str]:
    """Tell, a sentence each, why held rows may stay held in one database."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_FOUND, [_body(), list(ROLES), FREE])
        found = cursor.fetchone()
    if found is None or not found[0] or found[1] != [Role.WORKER]:
        yield f"what holds rows for long is not ended in {alias}: run manage.py grant_rights"
    elif not found[2]:
        yield (
            f"the owner of the tables may end no session in {alias}, so rows can be held for ever:"
            " GRANT pg_signal_backend, pg_read_all_stats to it, as the server's own administrator"
        )
    if _locks_may_last(alias):
        yield f"a lock may outlast its transaction in {alias}: run manage.py grant_rights"


def _locks_may_last(alias: str) -> bool:
    """Whether somebody may ask for such locks, and we may forbid it."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(_MAY_LAST, [_LASTING, Role.INTAKE])
        return bool(cursor.fetchone()[0])


def _body() -> str:
    return _BODY.format(role=Role.INTAKE, seconds=SECONDS, patience=PATIENCE)
