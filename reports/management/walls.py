"""Putting up the policies of reports.models.walls in both databases, and telling where one is missing or changed."""

from collections.abc import Iterator
from hashlib import sha256

from django.db import connections, router, transaction
from psycopg2.sql import SQL, Identifier, Literal

from reports.models.rights import tables
from reports.models.walls import POLICIES, TRIGGERS, Policy

_FOUND = """
SELECT polrelid::regclass::text, polname, obj_description(pol.oid, 'pg_policy'),
    concat_ws(' | ', polcmd, polpermissive, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid),
        (SELECT string_agg(rolname, ',' ORDER BY rolname) FROM pg_roles WHERE pg_roles.oid = ANY(polroles)))
FROM pg_policy AS pol JOIN pg_class ON pg_class.oid = polrelid
WHERE relnamespace = 'public'::regnamespace
"""
_TRIGGERS = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal"
_SWITCHED_ON = "SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace"


def put_up(alias: str) -> None:
    """Bring one database's policies to what is written, table by table. Safe to repeat; what is right is not touched.

    A table is locked only where something of it changes.
    """
    for table in sorted(_due(alias)):
        if any(_wrong(alias, table)):
            with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
                cursor.execute(SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(Identifier(table)))
                for name in _found(alias).get(table, {}):
                    cursor.execute(SQL("DROP POLICY {} ON {}").format(Identifier(name), Identifier(table)))
                for policy in _due(alias)[table]:
                    cursor.execute(policy.statement)
                for policy in _due(alias)[table]:
                    mark = _mark(policy, _found(alias)[table][policy.name][1])
                    place = Identifier(policy.name), Identifier(table)
                    cursor.execute(SQL("COMMENT ON POLICY {} ON {} IS {}").format(*place, Literal(mark)))


def holes(alias: str) -> Iterator[str]:
    """Tell, a sentence each, where the wall of one database is not what is written."""
    for table in sorted(_due(alias)):
        for wrong in _wrong(alias, table):
            yield f"{wrong} in {alias}: run manage.py grant_rights"
    with connections[alias].cursor() as cursor:
        cursor.execute(_TRIGGERS)
        found = set(cursor.fetchall())
    for table, name in TRIGGERS:
        if router.allow_migrate_model(alias, tables()[table]) and (table, name) not in found:
            yield f"{table} has no trigger {name} in {alias}, or it is off: make it again as its migration does"


def _wrong(alias: str, table: str) -> Iterator[str]:
    with connections[alias].cursor() as cursor:
        cursor.execute(_SWITCHED_ON)
        if (table,) not in cursor.fetchall():
            yield f"policies of {table} are switched off"
    found, due = _found(alias).get(table, {}), {policy.name: policy for policy in _due(alias)[table]}
    for name in sorted(found.keys() | due.keys()):
        if name not in due:
            yield f"{table} has a policy {name} that nobody wrote"
        elif name not in found:
            yield f"{table} has no policy {name}"
        elif found[name][0] != _mark(due[name], found[name][1]):
            yield f"the policy {name} of {table} is another one"


def _found(alias: str) -> dict[str, dict[str, tuple[str, str]]]:
    """Return the mark of each policy and what it says, as Postgres writes it, by table and name."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    with connections[alias].cursor() as cursor:
        cursor.execute(_FOUND)
        for table, name, mark, told in cursor.fetchall():
            found.setdefault(table, {})[name] = (mark or "", told)
    return found


def _due(alias: str) -> dict[str, list[Policy]]:
    due: dict[str, list[Policy]] = {}
    for policy in POLICIES:
        if router.allow_migrate_model(alias, tables()[policy.table]):
            due.setdefault(policy.table, []).append(policy)
    return due


def _mark(policy: Policy, told: str) -> str:
    """Return what tells that a policy is as written: Postgres writes one in its own words, so both are held."""
    return sha256(f"{policy.statement}\n{told}".encode()).hexdigest()
