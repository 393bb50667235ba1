"""Spoiling a row of the key store, as a bad disk or half a restore does."""

from uuid import UUID

from reports.models import KeyPurpose, StoredKey


def spoil(purpose: KeyPurpose, key_id: UUID) -> None:
    """Change one bit of a key's row."""
    row = StoredKey.objects.get(purpose=purpose, id=key_id)
    sealed = bytes(row.sealed)
    StoredKey.objects.filter(purpose=purpose, id=key_id).update(sealed=sealed[:-1] + bytes([sealed[-1] ^ 1]))
