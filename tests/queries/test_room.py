"""Room on a disk that only Postgres sees."""

import pytest
from django.db import connection
from pytest_django import Settings

from reports.models.rights import Role
from reports.queries.room import gigabytes, has_room
from tests.conftest import House

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


def test_both_databases_count_and_a_quarter_stays_free(settings: Settings) -> None:
    settings.DATABASE_DISK_GB = 1000
    assert has_room()
    assert gigabytes() == 1, "both are small here, and what is begun counts"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        one = cursor.fetchone()[0] / 10**9
    settings.DATABASE_DISK_GB = one / 0.75  # the other one is too much for it
    assert not has_room()


def test_the_worker_may_ask(house: House, settings: Settings) -> None:
    settings.DATABASE_DISK_GB = 1000
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {Role.WORKER}")
        try:
            assert has_room()
        finally:
            cursor.execute("RESET ROLE")
