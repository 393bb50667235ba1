"""Sealing: envelopes under a key, and boxes to a public key. Opening stands apart, in `opening`.

An envelope is version byte | 24-byte nonce | XChaCha20-Poly1305 over the padded plaintext; the version and the labels
are its associated data. A box is version byte | libsodium sealed box over (label digest | plaintext): sealed boxes
carry no associated data, so the digest of the labels travels inside.
"""

import secrets
from hashlib import blake2b

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt, crypto_box_seal, sodium_pad

from reports.sealing.labels import Label, encoded

ENVELOPE = b"\x01"
BOX = b"\x11"
NONCE_SIZE = 24
DIGEST_SIZE = 16
PADDING = 512


def seal(key: bytes, plaintext: bytes, *labels: Label, padding: int = PADDING) -> bytes:
    """Return `plaintext` sealed under `key` for the place that the labels name, padded to `padding` bytes."""
    nonce = secrets.token_bytes(NONCE_SIZE)
    padded = sodium_pad(plaintext, padding)
    return ENVELOPE + nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(padded, ENVELOPE + encoded(labels), nonce, key)


def seal_key(key: bytes, inner: bytes, *labels: Label) -> bytes:
    """Return a key sealed under another: keys have one length, so 16 bytes of padding hide nothing and cost nothing."""
    return seal(key, inner, *labels, padding=16)


def seal_to(public: bytes, plaintext: bytes, *labels: Label) -> bytes:
    """Return `plaintext` in a box that only the owner of `public` opens, and only for the same labels."""
    return BOX + crypto_box_seal(label_digest(labels) + plaintext, public)


def label_digest(labels: tuple[Label, ...]) -> bytes:
    """Return the 16-byte digest of the labels that a box carries inside."""
    return blake2b(encoded(labels), digest_size=DIGEST_SIZE, person=b"tipline-labels").digest()
