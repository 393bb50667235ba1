"""The key store: keys whose destruction is the only erasure that old backups cannot undo."""

import logging
from collections.abc import Iterable, Iterator
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
    "SELECT id, key_file, sealed FROM stored_key WHERE purpose = %s AND id = ANY(%s::uuid[])"
    " AND length(key_file) = 10 AND octet_length(sealed) = %s"  # no other one opens
)
_FEW = "SELECT id, key_file, sealed FROM stored_key WHERE purpose = %s AND id = ANY(%s::uuid[])"
_NEXT = "SELECT id, key_file, sealed FROM stored_key WHERE purpose = %s AND id > %s::uuid ORDER BY id LIMIT 20000"
_RAW = "uuid_send(one.id) || convert_to(one.key_file, 'UTF8') || one.sealed"
_ID, _FILE, _SEALED, _RAW_SIZE = slice(16), slice(16, 26), slice(26, None), 26 + KEY_ENVELOPE


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
    files, day = vault.key_files(), today()
    name = files.newest()
    rows = [
        StoredKey(id=key_id, purpose=purpose, key_file=name, sealed=files.seal_row(name, key, purpose, key_id), day=day)
        for purpose, key_id, key in keys
    ]
    insert(*rows)


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
    for key_id, name, sealed in plain_rows(KEY_STORE, _FEW, purpose, id_list(wanted)) if wanted else ():
        try:
            found[key_id] = keys.open(key_id.bytes + name.encode() + bytes(sealed))
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
        self._files: dict[bytes, tuple[bytes, list[bytes]]] = {}

    def open(self, row: bytes) -> bytes:
        """Return the key of a raw row. Raises CannotOpen, as `get_many` does."""
        if len(row) != _RAW_SIZE:
            raise CannotOpen
        name = row[_FILE]
        if name not in self._files:
            self._files[name] = vault.key_files().row_opener(name.decode(), self.purpose, Later.ID)
        file_key, (before, after) = self._files[name]
        key = self._opener.key(file_key, row[_SEALED], before + row[_ID] + after)
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
        files, name = vault.key_files(), vault.key_files().newest()
    sealed = files.seal_row(name, key, purpose, key_id)
    row = StoredKey(id=key_id, purpose=purpose, key_file=name, sealed=sealed, day=today())
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
