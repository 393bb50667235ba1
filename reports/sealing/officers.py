"""An officer's password: one slow hash, peppered and split into a verifier and the key of a slot.

There is no second, unpeppered hash of a password anywhere (DESIGN §4).
"""

import secrets
from dataclasses import dataclass, field

from nacl.encoding import RawEncoder
from nacl.pwhash import argon2id

from reports.sealing.envelope import seal_key
from reports.sealing.keys import KeyPair, derive, pair_from_seed
from reports.sealing.labels import Label
from reports.sealing.opening import unseal_key

_MEMORY = 64 * 1024 * 1024
_PASSES = 3
SALT_SIZE: int = argon2id.SALTBYTES


@dataclass(frozen=True, slots=True)
class Stretched:
    """`verifier` is compared at sign-in and stored; `slot_key` opens the officer's private key and is not."""

    verifier: bytes = field(repr=False)
    slot_key: bytes = field(repr=False)


def new_salt() -> bytes:
    """Return a fresh salt (16 bytes)."""
    return secrets.token_bytes(SALT_SIZE)


def stretch(password: str, salt: bytes, pepper: bytes) -> Stretched:
    """Return both halves of a password's hash: Argon2id (64 MiB, 3 passes), then the pepper. About 0.15 s."""
    return split(slow_hash(password, salt), pepper)


def slow_hash(password: str, salt: bytes) -> bytes:
    """Return the slow part of a password's hash, which is worth nothing to anybody without a pepper."""
    hashed: bytes = argon2id.kdf(32, password.encode(), salt, opslimit=_PASSES, memlimit=_MEMORY, encoder=RawEncoder)
    return hashed


def split(raw: bytes, pepper: bytes) -> Stretched:
    """Return both halves of what the slow hash gave, under a pepper."""
    root = derive(pepper, "officer password", raw)
    return Stretched(verifier=derive(root, "verifier"), slot_key=derive(root, "slot"))


def fill_slot(slot_key: bytes, pair: KeyPair, officer_id: Label) -> bytes:
    """Return the officer's private key sealed under a slot key."""
    return seal_key(slot_key, pair.private, "officer slot", officer_id, pair.public)


def open_slot(slot_key: bytes, slot: bytes | memoryview, officer_id: Label, public: bytes) -> KeyPair:
    """Return the officer's key pair from a slot. Raises CannotOpen."""
    return pair_from_seed(unseal_key(slot_key, slot, "officer slot", officer_id, public))


def recovery_key(code: str, officer_id: Label, pepper: bytes) -> bytes:
    """Return the slot key that a printed code opens. A code of 138 random bits needs no slow hash."""
    return derive(derive(pepper, "recovery code"), "slot", officer_id, code)
