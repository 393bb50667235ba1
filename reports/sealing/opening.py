"""Opening what was sealed. Imported only where plaintext is truly needed; import-linter keeps the list."""

from collections.abc import Iterable
from hmac import compare_digest

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt, crypto_box_seal_open, sodium_unpad
from nacl.exceptions import CryptoError

from reports.sealing.envelope import BOX, DIGEST_SIZE, ENVELOPE, NONCE_SIZE, PADDING, label_digest
from reports.sealing.keys import KeyPair
from reports.sealing.labels import Label, encoded


class CannotOpen(Exception):
    """The key, the labels or the bytes do not fit each other. Nothing more is told."""


def unseal(key: bytes, envelope: bytes | memoryview, *labels: Label, padding: int = PADDING) -> bytes:
    """Return what `seal` sealed. Raises CannotOpen."""
    envelope = bytes(envelope)
    if envelope[:1] != ENVELOPE:
        raise CannotOpen
    nonce, ciphertext = envelope[1 : 1 + NONCE_SIZE], envelope[1 + NONCE_SIZE :]
    try:
        padded = crypto_aead_xchacha20poly1305_ietf_decrypt(ciphertext, ENVELOPE + encoded(labels), nonce, key)
        return sodium_unpad(padded, padding)
    except (CryptoError, ValueError, TypeError) as problem:
        raise CannotOpen from problem


def unseal_by_any(keys: Iterable[bytes], envelope: bytes | memoryview, *labels: Label, padding: int = PADDING) -> bytes:
    """Return what `seal` sealed under one of these keys. Raises CannotOpen."""
    for key in keys:
        try:
            return unseal(key, envelope, *labels, padding=padding)
        except CannotOpen:
            continue
    raise CannotOpen


def unseal_key(key: bytes, envelope: bytes | memoryview, *labels: Label) -> bytes:
    """Return the key that `seal_key` sealed. Raises CannotOpen."""
    return unseal(key, envelope, *labels, padding=16)


def open_box(pair: KeyPair, box: bytes | memoryview, *labels: Label) -> bytes:
    """Return what `seal_to` sealed to this pair. Raises CannotOpen."""
    box = bytes(box)
    if box[:1] != BOX:
        raise CannotOpen
    try:
        opened = crypto_box_seal_open(box[1:], pair.public, pair.private)
    except (CryptoError, ValueError, TypeError) as problem:
        raise CannotOpen from problem
    if not compare_digest(opened[:DIGEST_SIZE], label_digest(labels)):
        raise CannotOpen
    return opened[DIGEST_SIZE:]
