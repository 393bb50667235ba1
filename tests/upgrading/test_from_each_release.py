"""Whoever runs a released version comes to this one with all that is stored, and its code runs on meanwhile."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import connections

from tests import servers
from tests.upgrading.installation import DATABASES, Installation, versions
from tests.upgrading.tables import shape

_TABLES = """SELECT string_agg(format('%I', tablename), ', ') FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'django_migrations'"""


@dataclass(frozen=True, slots=True)
class Place:
    """Two databases and a folder for one older installation."""

    urls: dict[str, str]
    folder: Path

    def run(self, *words: str) -> str:
        """Run a program of this version there; return what it printed."""
        env = dict(os.environ) | {"TIPLINE_DATA": str(self.folder), "TIPLINE_SECRETS": str(self.folder / "secrets")}
        env |= {"DATABASE_URL": self.urls["tipline"], "KEYSTORE_URL": self.urls["keystore"]}
        done = subprocess.run([sys.executable, *words], env=env, capture_output=True, text=True, check=False)
        assert not done.returncode, done.stderr[-3000:]
        return done.stdout

    def upgraded(self, receipt: str) -> Any:
        """Bring it up to date, and return what everybody reads there."""
        return json.loads(self.run("-m", "tests.upgrading.upgrade", receipt))

    def tables(self, database: str) -> set[tuple[str, ...]]:
        """Return what the tables of one of its databases look like."""
        connection = psycopg2.connect(self.urls[database])
        with connection.cursor() as cursor:
            found = shape(cursor)
        connection.close()
        return found

    def empty(self) -> None:
        """Take every row out of every table."""
        for url in self.urls.values():
            connection = psycopg2.connect(url)
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(_TABLES)
                cursor.execute(f"TRUNCATE {cursor.fetchone()[0]} CASCADE")
            connection.close()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    postgres = servers._running[0].postgres
    names = {database: f"older_{database}_{os.getpid()}" for database in DATABASES}
    for name in names.values():
        postgres.psql(f"CREATE DATABASE {name}")
    for part in ("blobs", "state", "static"):
        (tmp_path / part).mkdir()
    yield Place({database: postgres.url(name) for database, name in names.items()}, tmp_path)
    for name in names.values():
        postgres.psql(f"DROP DATABASE {name} WITH (FORCE)")


def test_an_installation_is_kept_of_the_version_that_comes_first() -> None:
    assert "0.1.0" in versions()


@pytest.mark.django_db(databases=["default", "keystore"])
@pytest.mark.parametrize("version", versions())
def test_a_released_version_is_upgraded_with_every_word(version: str, place: Place) -> None:
    before = Installation.of(version)
    before.put_files(place.folder)
    place.run("manage.py", "grant_rights", "--roles-only")
    before.put_tables(place.urls)
    before.put_rows(place.urls)
    assert place.upgraded(before.receipt) == before.read
    assert sum(len(tips) for tips in before.read["tips"].values()) > 20, "nothing was there to be kept"
    for alias, database in (("default", "tipline"), ("keystore", "keystore")):
        with connections[alias].cursor() as cursor:
            assert place.tables(database) == shape(cursor), "tables unlike those of a new installation"

    # The released code may run on while the tables are new already: what it writes then is read as well.
    place.empty()
    before.put_rows(place.urls)
    assert place.upgraded(before.receipt) == before.read
