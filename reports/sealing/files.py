"""Files, sealed and opened as a stream of 64 KiB pieces (libsodium secretstream), bound to their labels."""

from collections.abc import Iterable, Iterator

from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_HEADERBYTES as HEADER_SIZE,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_init_pull,
    crypto_secretstream_xchacha20poly1305_init_push,
    crypto_secretstream_xchacha20poly1305_pull,
    crypto_secretstream_xchacha20poly1305_push,
    crypto_secretstream_xchacha20poly1305_state,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_TAG_FINAL as FINAL,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_TAG_MESSAGE as MORE,
)
from nacl.exceptions import CryptoError

from reports.sealing.labels import Label, encoded
from reports.sealing.opening import CannotOpen

VERSION = b"\x21"
PIECE = 64 * 1024
_OVERHEAD = 17


def seal_file(key: bytes, data: bytes, *labels: Label) -> Iterator[bytes]:
    """Yield the sealed file; its length is padded to the next whole piece, the true one travels inside."""
    state = crypto_secretstream_xchacha20poly1305_state()
    yield VERSION + crypto_secretstream_xchacha20poly1305_init_push(state, key)
    padded = len(data).to_bytes(8) + data
    padded += bytes(-len(padded) % PIECE)
    ad = encoded(labels)
    for at in range(0, len(padded), PIECE):
        tag = FINAL if at + PIECE >= len(padded) else MORE
        yield crypto_secretstream_xchacha20poly1305_push(state, padded[at : at + PIECE], ad, tag)


def open_file(key: bytes, sealed: bytes, *labels: Label) -> bytes:
    """Return the file that `seal_file` sealed. Raises CannotOpen, also when it was cut short."""
    return b"".join(_opened(key, sealed, labels))


def _opened(key: bytes, sealed: bytes, labels: tuple[Label, ...]) -> Iterable[bytes]:
    start = 1 + HEADER_SIZE
    if sealed[:1] != VERSION or len(sealed) <= start:
        raise CannotOpen
    state = crypto_secretstream_xchacha20poly1305_state()
    ad, opened, tag = encoded(labels), b"", MORE
    try:
        crypto_secretstream_xchacha20poly1305_init_pull(state, sealed[1:start], key)
        for at in range(start, len(sealed), PIECE + _OVERHEAD):
            if tag == FINAL:
                raise CannotOpen
            piece, tag = crypto_secretstream_xchacha20poly1305_pull(state, sealed[at : at + PIECE + _OVERHEAD], ad)
            opened += piece
    except (CryptoError, ValueError, RuntimeError, TypeError) as problem:
        raise CannotOpen from problem
    size = int.from_bytes(opened[:8])
    if tag != FINAL or size > len(opened) - 8:
        raise CannotOpen
    return [opened[8 : 8 + size]]
