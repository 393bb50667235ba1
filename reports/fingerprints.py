"""A tip's fingerprint, sealed under two keys that no other process brings together.

Whoever reads one finds names, numbers and many words of the tip by trying what they may be. F, the tip's second key,
dies with the tip, but key files open it, and every host has those; the likeness key lies with the worker alone.
"""

from typing import Final
from uuid import UUID

from reports import vault
from reports.sealing.envelope import seal
from reports.sealing.keys import derive
from reports.sealing.opening import unseal_by_any

LIKENESS_KEY: Final = "likeness_key"


def seal_fingerprint(fingerprint: bytes, f: bytes, tip_id: UUID) -> bytes:
    """Return a tip's fingerprint, sealed under its F and the likeness key in force."""
    return seal(_key(vault.secret(LIKENESS_KEY), f, tip_id), fingerprint, "fingerprint", tip_id)


def open_fingerprint(sealed: bytes | memoryview, f: bytes, tip_id: UUID) -> bytes:
    """Return a fingerprint that was sealed under the likeness key in force or the one before. Raises CannotOpen."""
    keys = (_key(likeness_key, f, tip_id) for likeness_key in vault.versions(LIKENESS_KEY))
    return unseal_by_any(keys, sealed, "fingerprint", tip_id)


def _key(likeness_key: bytes, f: bytes, tip_id: UUID) -> bytes:
    return derive(likeness_key, "fingerprint", f, tip_id)
