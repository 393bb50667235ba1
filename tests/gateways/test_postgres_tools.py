"""Whole databases by Postgres's own programs: what was dumped replaces all that is there, or nothing."""

from collections.abc import Iterator

import pytest
from django.db import connections

from reports.gateways.postgres_tools import PostgresToolFailed, dump, restore
from reports.management.rights import grant
from reports.management.walls import holes
from reports.models import Unit
from tests.conftest import BOTH, House

# What a later release has made, and what holds on to a table that each dump replaces.
LATER = {
    "default": "CREATE TABLE later (unit uuid REFERENCES unit)",
    "keystore": "CREATE TABLE later (id uuid, purpose varchar(12), FOREIGN KEY (id, purpose) REFERENCES stored_key)",
}


def ask(alias: str, statement: str) -> list[tuple[object, ...]]:
    with connections[alias].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(params=BOTH)
def alias(request: pytest.FixtureRequest, house: House) -> Iterator[str]:
    """One of the two databases, with a table that no dump of before knows."""
    yield request.param
    ask(request.param, "DROP TABLE IF EXISTS later")
    grant(request.param, {})  # a dump holds no rights


def is_there(alias: str) -> bool:
    return ask(alias, "SELECT to_regclass('public.later') IS NOT NULL") == [(True,)]


@pytest.mark.django_db(transaction=True)
def test_a_dump_from_before_an_upgrade_replaces_the_tables_of_after_it(alias: str) -> None:
    held = list(dump(alias))
    units = set(Unit.objects.values_list("slug", flat=True))
    for _ in range(2):  # the second time over what a restore has made
        ask(alias, LATER[alias])
        restore(alias, held)
        assert not is_there(alias)
        held = list(dump(alias))
    assert set(Unit.objects.values_list("slug", flat=True)) == units
    grant(alias, {})
    assert not list(holes(alias))


@pytest.mark.django_db(transaction=True)
def test_what_is_no_whole_dump_changes_nothing(alias: str) -> None:
    ask(alias, LATER[alias])
    whole = b"".join(dump(alias))

    def broken() -> Iterator[bytes]:
        yield whole[: len(whole) // 2]
        raise EOFError

    with pytest.raises(EOFError):
        restore(alias, broken())
    for part in (whole[:-1], whole[: len(whole) // 2], b"", b"no dump at all"):
        with pytest.raises(PostgresToolFailed):
            restore(alias, [part])
    assert is_there(alias)
    assert Unit.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_why_postgres_refused_is_told(alias: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much of the dump still waited to be written."""
    held = list(dump(alias))
    with monkeypatch.context() as patch:
        patch.setitem(connections[alias].settings_dict, "NAME", "nowhere")
        with pytest.raises(PostgresToolFailed, match='database "nowhere" does not exist'):
            restore(alias, held)


def test_the_tools_ask_for_tls_as_our_own_connections_do(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGSSLMODE", "no such mode")
    with pytest.raises(PostgresToolFailed, match="sslmode"):
        list(dump("default"))
