"""The key store: keys whose destruction is the only erasure that old backups cannot undo."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from reports import vault
from reports.clock import today
from reports.models.inserting import insert
from reports.models.routing import KEY_STORE
from reports.models.stored_key import KeyPurpose, StoredKey


class KeyGone(Exception):
    """The key was destroyed, or never was: what it sealed cannot be read."""


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
    """Return a key. Raises KeyGone."""
    try:
        return get_many(purpose, [key_id])[key_id]
    except KeyError:
        raise KeyGone from None


def get_many(purpose: KeyPurpose, ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """Return the keys that still exist, by id, in one query."""
    files = vault.key_files()
    rows = StoredKey.objects.filter(purpose=purpose, id__in=list(ids)).values_list("id", "key_file", "sealed")
    return {key_id: files.open_row(name, sealed, purpose, key_id) for key_id, name, sealed in rows}


def get_or_put(purpose: KeyPurpose, key_id: UUID, key: bytes) -> bytes:
    """Return the key with this id, storing `key` if there is none; two callers at once get the same."""
    found = get_many(purpose, [key_id])
    if not found:
        files, name = vault.key_files(), vault.key_files().newest()
        sealed = files.seal_row(name, key, purpose, key_id)
        row = StoredKey(id=key_id, purpose=purpose, key_file=name, sealed=sealed, day=today())
        StoredKey.objects.using(KEY_STORE).bulk_create([row], ignore_conflicts=True)
        found = get_many(purpose, [key_id])
    return found[key_id]


def destroy(purpose: KeyPurpose, ids: Iterable[UUID]) -> int:
    """Destroy keys and return how many there were."""
    return StoredKey.objects.filter(purpose=purpose, id__in=list(ids)).delete()[0]
