"""The policies in both databases: every table of a tip has one or a reason, and what was changed is put right."""

import pytest
from django.db import connection, connections
from django.db.models import Model

from reports.management.walls import holes, put_up
from reports.models.rights import Role, rights, tables
from reports.models.walls import OPEN_TO_THE_DESK, TRIGGERS, WALLED
from tests.conftest import BOTH, House


def belongs_to_a_tip_or_a_unit(model: type[Model], *before: type[Model]) -> bool:
    for field in model._meta.concrete_fields:
        above = field.related_model
        if field.column in ("tip_id", "unit_id") or (above and above._meta.db_table in ("tip", "unit")):
            return True
        is_further = above and above not in (model, *before) and above._meta.db_table != "officer"
        if is_further and belongs_to_a_tip_or_a_unit(above, model, *before):
            return True
    return False


def test_every_table_of_a_tip_at_the_desk_has_a_policy_or_a_reason() -> None:
    """Say in reports/models/walls.py which rows of a new table the desk sees, or why all of them."""
    held = rights(Role.DESK)
    readable = {table for table, verbs in held.items() if any(verb.startswith("SELECT") for verb in verbs)}
    of_a_tip = {name for name, model in tables().items() if belongs_to_a_tip_or_a_unit(model)}
    assert set(WALLED) | set(OPEN_TO_THE_DESK) == (of_a_tip & readable) | {"draft", "tip"}
    assert not set(WALLED) & set(OPEN_TO_THE_DESK)


@pytest.mark.parametrize("alias", BOTH)
def test_a_wall_that_came_from_a_backup_is_the_same_wall(house: House, alias: str) -> None:
    """As `pg_restore` makes it: from the words in which Postgres tells of it."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT tablename, policyname, qual, with_check FROM pg_policies WHERE schemaname = 'public'")
        for table, name, seen, made in cursor.fetchall():
            said = (f" USING ({seen})" if seen else "") + (f" WITH CHECK ({made})" if made else "")
            cursor.execute(f"ALTER POLICY {name} ON {table}{said}")
    assert list(holes(alias)) == []


@pytest.mark.parametrize(("table", "name"), TRIGGERS)
@pytest.mark.parametrize("change", ["ALTER TABLE {0} DISABLE TRIGGER {1}", "DROP TRIGGER {1} ON {0}"])
def test_a_trigger_that_is_off_or_gone_is_told(house: House, table: str, name: str, change: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(change.format(table, name))
    [told] = holes("default")
    assert told.startswith(f"{table} has no trigger {name} in default")
    assert list(holes("keystore")) == []


def test_a_wall_that_was_taken_down_or_changed_is_told_and_put_up_again(house: House) -> None:
    assert list(holes("default")) == []
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tip DISABLE ROW LEVEL SECURITY")
        cursor.execute("ALTER POLICY of_own_units ON record USING (true)")
        cursor.execute("DROP POLICY of_all_units ON line")
        cursor.execute("CREATE POLICY mine ON draft FOR SELECT TO tipline_desk USING (true)")
    told = "\n".join(holes("default"))
    for words in (
        "policies of tip are switched off",
        "the policy of_own_units of record is another one",
        "line has no policy of_all_units",
        "draft has a policy mine that nobody wrote",
    ):
        assert words in told
    put_up("default")
    assert list(holes("default")) == []
