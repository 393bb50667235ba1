"""Granting each process its rights in both databases, and telling where they are not what they should be."""

from collections.abc import Iterator, Mapping

from django.db import connections, router, transaction
from psycopg2.extensions import encrypt_password
from psycopg2.sql import SQL, Identifier, Literal

from reports.models.rights import LOCK_TIMEOUT, MOST_CONNECTIONS, ROLES, Role, rights, tables

_WEB = "tipline_web"  # of the standalone mode, whose one web process serves all faces
_CREATE = "CREATE ROLE {role} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
_FOUND = """
SELECT grantee.rolname, held.relname, array_agg(DISTINCT held.allowed)
FROM (
    SELECT relname, grants.grantee, grants.privilege_type::text AS allowed
    FROM pg_class CROSS JOIN LATERAL aclexplode(relacl) AS grants
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    UNION ALL
    SELECT relname, grants.grantee, grants.privilege_type || ' (' || attname || ')'
    FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid CROSS JOIN LATERAL aclexplode(attacl) AS grants
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
) AS held
JOIN pg_roles AS grantee ON grantee.oid = held.grantee
WHERE grantee.rolname = ANY(%s)
GROUP BY 1, 2
"""
_POWERFUL = "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND (rolsuper OR rolcreaterole OR rolbypassrls)"
_SHUT_OUT = "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND NOT rolcanlogin ORDER BY 1"
_PATIENT = "SELECT FROM pg_roles WHERE rolname = %s AND %s = ANY(rolconfig)"


def grant(alias: str, passwords: Mapping[Role, str]) -> None:
    """Give each role exactly its rights in one database, and its password where one is named. Safe to repeat.

    The password reaches the server as the hash that it keeps.
    """
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        make_roles(alias)
        if _waits_for_ever(alias):
            told = Identifier(Role.WORKER), Literal(LOCK_TIMEOUT)
            cursor.execute(SQL("ALTER ROLE {} SET lock_timeout = {}").format(*told))
        if _takes_all(alias):
            greedy, most = Identifier(MOST_CONNECTIONS[0]), Literal(_most_connections(alias))
            cursor.execute(SQL("ALTER ROLE {} CONNECTION LIMIT {}").format(greedy, most))
        for role in ROLES:
            name = Identifier(role)
            if passwords.get(role):
                kept = encrypt_password(passwords[role], role, cursor.connection, "scram-sha-256")
                cursor.execute(SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(name, Literal(kept)))
            for what in ("TABLES", "SEQUENCES"):
                cursor.execute(SQL(f"REVOKE ALL ON ALL {what} IN SCHEMA public FROM {{}}").format(name))
            cursor.execute(SQL("GRANT USAGE ON SCHEMA public TO {}").format(name))
            cursor.execute(SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(name))
            for table, verbs in _wanted(alias, role).items():
                if verbs:
                    allowed = SQL(", ").join(map(SQL, sorted(verbs)))
                    cursor.execute(SQL("GRANT {} ON {} TO {}").format(allowed, Identifier(table), name))


def make_roles(alias: str) -> None:
    """Make the roles that are missing: what is restored names them."""
    there = _roles(alias)
    with connections[alias].cursor() as cursor:
        for role in ROLES:
            if role not in there:
                cursor.execute(SQL(_CREATE).format(role=Identifier(role)))


def let_in() -> None:
    """Let the roles in without a password, where only one account can reach the servers; one is for all faces."""
    with connections["default"].cursor() as cursor:
        for role in ROLES:
            cursor.execute(SQL("ALTER ROLE {} LOGIN").format(Identifier(role)))
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [_WEB])
        if not cursor.rowcount:
            both = SQL(", ").join(map(Identifier, (Role.INTAKE, Role.DESK)))
            cursor.execute(SQL("CREATE ROLE {} LOGIN IN ROLE {}").format(Identifier(_WEB), both))


def problems(alias: str) -> Iterator[str]:
    """Tell, a sentence each, where one database gives a role more or less than it should have."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_FOUND, [list(ROLES)])
        found = {(role, table): set(verbs) for role, table, verbs in cursor.fetchall()}
        cursor.execute(_POWERFUL, [list(ROLES)])
        for (role,) in cursor.fetchall():
            yield f"{role} may do everything in {alias}"
    there = _roles(alias)
    if Role.WORKER in there and _waits_for_ever(alias):
        yield f"{Role.WORKER} may wait for ever in {alias} for what another holds: run manage.py grant_rights"
    if MOST_CONNECTIONS[0] in there and _takes_all(alias):
        yield f"{MOST_CONNECTIONS[0]} may take every connection of {alias}: run manage.py grant_rights"
    for role in ROLES:
        if role not in there:
            yield f"there is no role {role} in {alias}: run manage.py grant_rights"
            continue
        wanted = _wanted(alias, role)
        for table in sorted({*wanted, *(name for owner, name in found if owner == role)}):
            held, due = found.get((role, table), set()), wanted.get(table, frozenset())
            if held != due:
                yield f"{role} has {_told(held)} on {table}, not {_told(due)}: run manage.py grant_rights"


def shut_out(alias: str) -> Iterator[str]:
    """Tell of each role whose process cannot log in: it was made without a password, and runs nothing."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_SHUT_OUT, [list(ROLES)])
        for (role,) in cursor.fetchall():
            told = f"set {Role(role).name}_DATABASE_PASSWORD and run manage.py grant_rights"
            yield f"{role} may not log in to {alias}, so its process does not run: {told}"


def _wanted(alias: str, role: Role) -> dict[str, frozenset[str]]:
    return {table: verbs for table, verbs in rights(role).items() if router.allow_migrate_model(alias, tables()[table])}


def _waits_for_ever(alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute(_PATIENT, [Role.WORKER, f"lock_timeout={LOCK_TIMEOUT}"])
        return not cursor.rowcount


def _takes_all(alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT rolconnlimit FROM pg_roles WHERE rolname = %s", [MOST_CONNECTIONS[0]])
        return bool(cursor.fetchone()[0] != _most_connections(alias))


def _most_connections(alias: str) -> int:
    _, share, of = MOST_CONNECTIONS
    with connections[alias].cursor() as cursor:
        cursor.execute("SHOW max_connections")
        return int(cursor.fetchone()[0]) * share // of


def _roles(alias: str) -> set[str]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [list(ROLES)])
        return {name for (name,) in cursor.fetchall()}


def _told(verbs: set[str] | frozenset[str]) -> str:
    return ", ".join(sorted(verbs)) or "nothing"
