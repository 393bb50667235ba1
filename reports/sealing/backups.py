"""Backups, sealed to a public key whose private half lies on no host: a file key in a box, then the file as a stream.

A backup is version byte 0x31 | length of the box (2 bytes) | the box | a sealed file (reports.sealing.files). The
labels say which part of which set it is, so that no part is taken for another.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from reports.sealing.envelope import seal_to
from reports.sealing.files import Sealer, open_stream
from reports.sealing.keys import KeyPair, new_key
from reports.sealing.labels import Label
from reports.sealing.opening import CannotOpen, open_box

VERSION = b"\x31"
_LENGTH = 2  # bytes


def seal_backup(public: bytes, pieces: Iterable[bytes], *labels: Label) -> Iterator[bytes]:
    """Yield a backup made of pieces that come one by one."""
    key = new_key()
    box = seal_to(public, key, "backup", *labels)
    yield VERSION + len(box).to_bytes(_LENGTH) + box
    sealer = Sealer(key, "backup", *labels)
    for piece in pieces:
        yield from sealer.write(piece)
    yield from sealer.finish()


def open_backup(pair: KeyPair, sealed: BinaryIO, *labels: Label) -> Iterator[bytes]:
    """Yield what a backup holds. Raises CannotOpen, at the end for one that was cut short."""
    if sealed.read(1) != VERSION:
        raise CannotOpen
    box = sealed.read(int.from_bytes(sealed.read(_LENGTH)))
    key = open_box(pair, box, "backup", *labels)
    yield from open_stream(key, sealed, "backup", *labels)
