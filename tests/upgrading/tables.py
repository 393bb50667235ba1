"""What a database's tables look like, whoever made them and in whichever order."""

import re
from typing import Final, Protocol

# A table that was dumped and put back says its casts in other words.
_SAID_TWO_WAYS: Final = re.compile(r"::(character varying|text)(\[\])?|[() ]")
_ASKED: Final = (
    """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default
    FROM information_schema.columns WHERE table_schema = 'public'""",
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    """SELECT relname, reloptions::text
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'""",
    """SELECT tgrelid::regclass::text, pg_get_triggerdef(pg_trigger.oid), prosrc
    FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal""",
)


class Cursor(Protocol):
    """What both psycopg2's and Django's cursors can do."""

    def execute(self, query: str, /) -> object: ...
    def fetchall(self) -> list[tuple[object, ...]]: ...


def shape(cursor: Cursor) -> set[tuple[str, ...]]:
    """Return every column, index, constraint, trigger and setting of the tables."""
    found: set[tuple[str, ...]] = set()
    for query in _ASKED:
        cursor.execute(query)
        found.update(tuple(_SAID_TWO_WAYS.sub("", str(value)) for value in row) for row in cursor.fetchall())
    return found
