"""Files, sealed and opened as a stream of 64 KiB pieces (libsodium secretstream), bound to their labels.

A file of today (0x23) is: version byte | stream header | pieces. Each piece holds, before it is sealed, how many bytes
of the file it carries (4 bytes), these bytes, and zeros up to PIECE; the last one carries the stream's final tag. So a
file can be sealed before its size is known, and opened with no more than one piece in memory. Empty pieces at the end
round the number of pieces up (Padmé: at most an eighth more), for a size seen on its way here must not match a stored
one. The version is sealed with each piece. It was not in files of before, which can still be opened: 0x22, else the
same, and 0x21, with the size in front and padding to whole pieces. So each of these refuses what only the other holds.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

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

SIZE_FIRST, UNBOUND, VERSION = b"\x21", b"\x22", b"\x23"
PIECE = 64 * 1024
_COUNT = 4  # bytes that tell how much of the file a piece carries
_ROOM = PIECE - _COUNT
_OVERHEAD = 17
_TOO_LARGE = 1 << 32  # no file of before was; read as a size, the count of a piece and what follows is


class Sealer:
    """Seals one file while it comes: call `write` for what has come, then `finish` once."""

    def __init__(self, key: bytes, *labels: Label) -> None:
        self.size = 0  # bytes of the file so far
        self._bound = VERSION + encoded(labels)
        self._state = crypto_secretstream_xchacha20poly1305_state()
        self._header: bytes = VERSION + crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        self._waiting = bytearray()
        self._pieces = 0

    def write(self, data: bytes) -> Iterator[bytes]:
        """Take more of the file and yield what is sealed of it by now; iterate to the end."""
        self.size += len(data)
        self._waiting += data
        yield from self._begin()
        while len(self._waiting) > _ROOM:
            yield self._sealed(bytes(self._waiting[:_ROOM]), MORE)
            del self._waiting[:_ROOM]

    def finish(self) -> Iterator[bytes]:
        """Yield the rest; nothing can be written any more."""
        yield from self._begin()
        last, empty = bytes(self._waiting), padded_count(self._pieces + 1) - self._pieces - 1
        yield self._sealed(last, MORE if empty else FINAL)
        for left in reversed(range(empty)):
            yield self._sealed(b"", MORE if left else FINAL)

    def _sealed(self, data: bytes, tag: int) -> bytes:
        plain = len(data).to_bytes(_COUNT) + data + bytes(_ROOM - len(data))
        self._pieces += 1
        sealed: bytes = crypto_secretstream_xchacha20poly1305_push(self._state, plain, self._bound, tag)
        return sealed

    def _begin(self) -> Iterator[bytes]:
        if self._header:
            yield self._header
            self._header = b""


def padded_count(pieces: int) -> int:
    """Return how many pieces a file of `pieces` is made of: rounded so that few sizes exist (Padmé, PETS 2019)."""
    exponent = pieces.bit_length() - 1
    step = 1 << max(0, exponent - max(1, exponent).bit_length())
    return -(-pieces // step) * step


def seal_file(key: bytes, data: bytes, *labels: Label) -> Iterator[bytes]:
    """Yield a whole file sealed."""
    sealer = Sealer(key, *labels)
    yield from sealer.write(data)
    yield from sealer.finish()


def open_file(key: bytes, sealed: bytes, *labels: Label) -> bytes:
    """Return a whole file. Raises CannotOpen, also when it was cut short."""
    return b"".join(open_stream(key, BytesIO(sealed), *labels))


def open_stream(key: bytes, sealed: BinaryIO, *labels: Label) -> Iterator[bytes]:
    """Yield a file in its pieces, each proven to be the next one; no more than one is in memory.

    Raises CannotOpen where the file was changed, and at its end where it was cut short: what was yielded until then is
    the file's true beginning.
    """
    version, bound = sealed.read(1), encoded(labels)
    if version == VERSION:
        yield from _counted(_opened(key, sealed, VERSION + bound))
    elif version == UNBOUND:
        yield from _counted(_opened(key, sealed, bound))
    elif version == SIZE_FIRST:
        yield from _without_padding(_opened(key, sealed, bound))
    else:
        raise CannotOpen


def _counted(opened: Iterator[bytes]) -> Iterator[bytes]:
    for piece in opened:
        count = int.from_bytes(piece[:_COUNT])
        # A size in front reads as a count of none, but no empty piece holds anything.
        if count > len(piece) - _COUNT or (not count and piece.strip(b"\0")):
            raise CannotOpen
        if count:
            yield piece[_COUNT : _COUNT + count]


def _without_padding(opened: Iterator[bytes]) -> Iterator[bytes]:
    first = next(opened, b"")
    left, piece = int.from_bytes(first[:8]), first[8:]
    if left >= _TOO_LARGE:
        raise CannotOpen
    yield piece[:left]
    left -= len(piece)
    for piece in opened:
        if left > 0:
            yield piece[:left]
        left -= len(piece)
    if left > 0:
        raise CannotOpen


def _opened(key: bytes, sealed: BinaryIO, bound: bytes) -> Iterator[bytes]:
    """Yield what each piece held. Raises CannotOpen, also for pieces missing at the end or too many."""
    state, tag = crypto_secretstream_xchacha20poly1305_state(), MORE
    try:
        crypto_secretstream_xchacha20poly1305_init_pull(state, sealed.read(HEADER_SIZE), key)
        while piece := sealed.read(PIECE + _OVERHEAD):
            if tag == FINAL:
                raise CannotOpen
            plain, tag = crypto_secretstream_xchacha20poly1305_pull(state, piece, bound)
            yield plain
    except (CryptoError, ValueError, RuntimeError, TypeError) as problem:
        raise CannotOpen from problem
    if tag != FINAL:
        raise CannotOpen
