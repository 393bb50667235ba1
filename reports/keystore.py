"""The key store: keys whose destruction is the only erasure that old backups cannot undo."""

import logging
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db import transaction

from reports import vault
from reports.clock import today
from reports.models.inserting import insert
from reports.models.raw import id_list, id_of, plain_rows, raw_rows, rows_in_one
from reports.models.routing import KEY_STORE
from reports.models.stored_key import KeyPurpose, StoredKey
from reports.sealing.keys import new_key
from reports.sealing.labels import Later
from reports.sealing.many import KEY_ENVELOPE, Opener
from reports.sealing.opening import CannotOpen

log = logging.getLogger(__name__)
_ROWS = (
    "SELECT id, key_file, day, sealed FROM stored_key WHERE purpose = %s AND id = ANY(%s::uuid[])"
    " AND octet_length(key_file) = 10 AND octet_length(sealed) = %s"  # no other one opens
)
# A day by its bytes: a planted one may be none that Python knows.
_FEW = "SELECT id, key_file, date_send(day), sealed FROM stored_key WHERE purpose = %s AND id = ANY(%s::uuid[])"
_NEXT = "SELECT id, key_file, day, sealed FROM stored_key WHERE purpose = %s AND id > %s::uuid ORDER BY id LIMIT 20000"
_RAW = "uuid_send(one.id) || convert_to(one.key_file, 'UTF8') || date_send(one.day) || one.sealed"
_ID, _FILE, _DAY, _FILE_AND_DAY = slice(16), slice(16, 26), slice(26, 30), slice(16, 30)
_SEALED, _RAW_SIZE = 30, 30 + KEY_ENVELOPE
_DAYS_FROM = date(2000, 1, 1).toordinal()  # Postgres counts from there


class KeyGone(Exception):
    """The key was destroyed, or never was: what it sealed cannot be read."""


class Found(dict[UUID, bytes]):
    """Keys by id. `spoilt`: the ids whose rows are there and do not open; a backup may mend them, so none is gone."""

    def __init__(self) -> None:
        super().__init__()
        self.spoilt: set[UUID] = set()

    def opened(self, key_id: UUID) -> bytes:
        """Return one of them. Raises KeyGone, CannotOpen."""
        if key_id in self.spoilt:
            raise CannotOpen
        try:
            return self[key_id]
        except KeyError:
            raise KeyGone from None


def put(*keys: tuple[KeyPurpose, UUID, bytes]) -> None:
    """Store keys as (purpose, id, key), in one statement."""
    name, day = vault.key_files().newest(), today()
    insert(*(sealed_row(purpose, key_id, key, file=name, day=day) for purpose, key_id, key in keys))


def sealed_row(purpose: KeyPurpose, key_id: UUID, key: bytes, *, file: str, day: date) -> StoredKey:
    """Return the row of a key, sealed under a key file for all that says when its time is over."""
    sealed = vault.key_files().seal_row(file, key, purpose, key_id, day=day.toordinal() - _DAYS_FROM)
    return StoredKey(id=key_id, purpose=purpose, key_file=file, sealed=sealed, day=day)


def open_row(row: StoredKey) -> bytes:
    """Return the key of a row. Raises CannotOpen."""
    day = row.day.toordinal() - _DAYS_FROM
    return vault.key_files().open_row(row.key_file, row.sealed, row.purpose, row.id, day=day)


def put_anew(purpose: KeyPurpose, key_id: UUID, key: bytes) -> None:
    """Store a key in the place of the one with this id, which is destroyed."""
    with transaction.atomic(using=KEY_STORE):
        destroy(purpose, [key_id])
        put((purpose, key_id, key))


def get(purpose: KeyPurpose, key_id: UUID) -> bytes:
    """Return a key. Raises KeyGone, and CannotOpen where its row is spoilt."""
    return get_many(purpose, [key_id]).opened(key_id)


def get_many(purpose: KeyPurpose, ids: Iterable[UUID]) -> Found:
    """Return the keys that still exist, by id, in one query. One row that does not open costs only its own key."""
    keys, found, wanted = ManyKeys(purpose, Opener()), Found(), [one.bytes for one in ids]
    for key_id, name, day, sealed in plain_rows(KEY_STORE, _FEW, purpose, id_list(wanted)) if wanted else ():
        try:
            found[key_id] = keys.open(key_id.bytes + name.encode() + bytes(day) + bytes(sealed))
        except CannotOpen:
            found.spoilt.add(key_id)
    if found.spoilt:
        log.error("%s rows of the key store do not open (%s): manage.py doctor", len(found.spoilt), purpose)
    return found


def raw_many(purpose: KeyPurpose, ids: Iterable[bytes]) -> dict[bytes, bytes]:
    """Return the rows of the keys that still exist, by id, for a `ManyKeys` to open."""
    asked = purpose, id_list(ids), KEY_ENVELOPE
    return {row[_ID]: row for row in rows_in_one(KEY_STORE, _RAW, _RAW_SIZE, _ROWS, asked)}


class ManyKeys:
    """Opens the rows of very many keys of one purpose."""

    def __init__(self, purpose: KeyPurpose, opener: Opener) -> None:
        self.purpose, self._opener = purpose, opener
        self._places: dict[bytes, tuple[bytes, list[bytes]]] = {}

    def open(self, row: bytes) -> bytes:
        """Return the key of a raw row. Raises CannotOpen, as `get_many` does."""
        if len(row) != _RAW_SIZE:
            raise CannotOpen
        place = row[_FILE_AND_DAY]
        if place not in self._places:
            name, day = row[_FILE].decode(errors="replace"), int.from_bytes(row[_DAY], signed=True)
            self._places[place] = vault.key_files().row_opener(name, self.purpose, Later.ID, day=day)
        file_key, (before, after) = self._places[place]
        key = self._opener.key(file_key, row, before + row[_ID] + after, _SEALED)
        if key is None:
            raise CannotOpen
        return key

    def opens(self, row: bytes) -> bool:
        """Return whether the key of a raw row can be opened."""
        try:
            return bool(self.open(row))
        except CannotOpen:
            return False


def which_are_there(purpose: KeyPurpose, ids: Iterable[UUID]) -> set[UUID]:
    """Return those of these ids under which a key lies that opens; one that was tampered with is none."""
    return set(get_many(purpose, ids))


def get_or_put(purpose: KeyPurpose, key_id: UUID, key: bytes) -> bytes:
    """Return the key with this id, storing `key` if there is none; two callers at once get the same.

    Raises CannotOpen where its row is spoilt.
    """
    try:
        return get(purpose, key_id)
    except KeyGone:
        row = sealed_row(purpose, key_id, key, file=vault.key_files().newest(), day=today())
    StoredKey.objects.using(KEY_STORE).bulk_create([row], ignore_conflicts=True)
    return get(purpose, key_id)


def get_or_renew(purpose: KeyPurpose, key_id: UUID) -> bytes:
    """Return the key with this id, making one where there is none, or in the place of one that is spoilt."""
    key = new_key()
    try:
        return get_or_put(purpose, key_id, key)
    except CannotOpen:
        put_anew(purpose, key_id, key)
        return key


def spoilt() -> dict[KeyPurpose, list[UUID]]:
    """Return the ids of the rows that do not open, by purpose. It reads the whole key store."""
    found = {purpose: list(_spoilt(ManyKeys(purpose, Opener()))) for purpose in KeyPurpose}
    return {purpose: ids for purpose, ids in found.items() if ids}


def _spoilt(keys: ManyKeys) -> Iterator[UUID]:
    last = UUID(int=0)
    every = f"SELECT {_RAW} FROM ({_NEXT}) AS one"  # noqa: S608 - ours
    while rows := raw_rows(KEY_STORE, every, [keys.purpose, str(last)]):
        yield from (id_of(row[_ID]) for row in rows if not keys.opens(row))
        last = id_of(rows[-1][_ID])


def destroy(purpose: KeyPurpose, ids: Iterable[UUID]) -> int:
    """Destroy keys and return how many there were."""
    return StoredKey.objects.filter(purpose=purpose, id__in=list(ids)).delete()[0]
