"""Random keys, key pairs, and keys derived from keys."""

import secrets
from dataclasses import dataclass, field
from hashlib import blake2b  # libsodium's generic hash to the byte, at a fifth of the cost of a call through PyNaCl

from nacl.bindings import crypto_scalarmult_base

from reports.sealing.labels import Label, encoded

KEY_SIZE = 32
DERIVED = b"tipline-derive"  # BLAKE2's personalization


def new_key() -> bytes:
    """Return 32 fresh random bytes."""
    return secrets.token_bytes(KEY_SIZE)


def derive(key: bytes, *labels: Label) -> bytes:
    """Return the 32-byte key that `key` and the labels make together (keyed BLAKE2b-256)."""
    return derive_from(key, encoded(labels))


def derive_from(key: bytes, labels: bytes) -> bytes:
    """Return what `derive` does, from labels that are put together already."""
    if len(key) != KEY_SIZE:
        raise ValueError("A key has 32 bytes.")
    return blake2b(labels, digest_size=KEY_SIZE, key=key, person=DERIVED).digest()


def record_key(root: bytes, erasure_key: bytes, tip_id: Label, record_id: Label, what: str) -> bytes:
    """Return the key of one part of a record: it needs the tip's or record's root key and its erasure key.

    `root` is D for a tip's first record and the record key R for every later one (DESIGN §4).
    """
    return derive(root, "record", erasure_key, tip_id, record_id, what)


@dataclass(frozen=True, slots=True)
class KeyPair:
    """An X25519 key pair; the private half never prints."""

    public: bytes
    private: bytes = field(repr=False)


def pair_from_seed(seed: bytes) -> KeyPair:
    """Return the X25519 pair whose private half is `seed` (32 uniformly random bytes)."""
    if len(seed) != KEY_SIZE:
        raise ValueError("A seed has 32 bytes.")
    return KeyPair(public=crypto_scalarmult_base(seed), private=seed)


def new_pair() -> KeyPair:
    """Return a fresh X25519 pair."""
    return pair_from_seed(new_key())


def tip_pair(d: bytes, tip_id: Label) -> KeyPair:
    """Return a tip's own pair, derived from its key D: its public half is stored with the tip."""
    return pair_from_seed(derive(d, "tip pair", tip_id))


def fingerprint(public: bytes) -> str:
    """Return a public key's fingerprint as two people read it to each other: six groups of four hex digits."""
    digest = blake2b(public, digest_size=12, person=b"tipline-fpr").hexdigest()
    return " ".join(digest[at : at + 4] for at in range(0, 24, 4))
