"""A new key file each day: every row of the key store moves to it, and files older than seven days are destroyed.

So a copy of the key store is worth nothing after eight days, wherever it lies, and erasing a tip reaches it.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import connections, transaction
from django.db.models import QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan
from psycopg2.extras import execute_values

from reports import audit, keystore, vault
from reports.clock import today
from reports.models import KeyPurpose, StoredKey
from reports.models.routing import KEY_STORE
from reports.sealing.opening import CannotOpen
from reports.vault import KEPT_DAYS

_SLICE = 1000
_MOVE = """
    UPDATE stored_key SET key_file = moved.key_file, sealed = moved.sealed, day = moved.day
    FROM (VALUES %s) AS moved (id, purpose, key_file, sealed, day)
    WHERE stored_key.id = moved.id AND stored_key.purpose = moved.purpose
"""
log = logging.getLogger(__name__)


def rotate_key_files() -> None:
    """Make today's key file, move all rows to it, destroy old files. Safe to repeat and to be killed at any point."""
    name = vault.key_files().make(today())
    moved = sum(_move(rows, name) for rows in _slices(name))
    if moved:
        audit.enter("key_file.rotated", by=audit.WORKER, rows=moved, file=name)
    _destroy_old_files()


def _slices(name: str) -> Iterator[Sequence[StoredKey]]:
    """Yield the rows that lie under another file, each slice locked until the next one is asked for."""
    last: tuple[UUID, str] = (UUID(int=0), "")
    while True:
        with transaction.atomic(using=KEY_STORE):
            rest = StoredKey.objects.select_for_update().exclude(key_file=name).order_by("id", "purpose")
            rows = list(rest.filter(TupleGreaterThan(("id", "purpose"), last))[:_SLICE])
            if not rows:
                return
            yield rows
        last = (rows[-1].id, rows[-1].purpose)


def _move(rows: Sequence[StoredKey], name: str) -> int:
    moved = []
    for row in rows:
        try:
            key = keystore.open_row(row)
        except CannotOpen:  # a row that nobody can open any more holds up no other
            continue
        day = min(row.day, today())  # none is kept from a day to come: a file of before bound no row to its day
        fresh = keystore.sealed_row(KeyPurpose(row.purpose), row.id, key, file=name, day=day)
        moved.append((row.id, row.purpose, name, fresh.sealed, day))
    if moved:
        with connections[KEY_STORE].cursor() as cursor:
            execute_values(cursor.cursor, _MOVE, moved, template="(%s::uuid, %s, %s, %s, %s)", page_size=_SLICE)
    if left := len(rows) - len(moved):
        log.error("%s rows of the key store cannot be opened and stay as they are.", left)
    return len(moved)


def _destroy_old_files() -> None:
    files, oldest = vault.key_files(), today() - timedelta(days=KEPT_DAYS)
    for name in files.names():
        if date.fromisoformat(name) >= oldest or name == files.newest():
            continue
        left = StoredKey.objects.filter(key_file=name)
        if left.exists() and not (files.is_whole(name) and _none_opens(left)):
            log.error("The key file %s is past its time, but rows still need it: it is kept.", name)
            continue
        # What does not open with the whole file never will. It may be planted: it must not keep what was erased alive.
        rows = left.count()
        files.destroy(name)
        audit.enter("key_file.destroyed", by=audit.WORKER, file=name, unopened_rows=rows)


def _none_opens(rows: QuerySet[StoredKey]) -> bool:
    return not any(_opens(row) for row in rows.iterator(chunk_size=_SLICE))


def _opens(row: StoredKey) -> bool:
    try:
        keystore.open_row(row)
    except CannotOpen:
        return False
    return True
