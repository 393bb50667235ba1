"""Rows that the web processes of one host share and never write down: they know no number, and die with the processes.

Hashes stand there, under a key that lives and dies with them. Another host, a worker or a restart knows nothing of it.
"""

import mmap
import secrets
import struct
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from nacl.encoding import RawEncoder
from nacl.hash import blake2b

_PATIENCE = 0.2  # seconds
_Row = tuple[Any, ...]


class Busy(Exception):
    """Whoever looked at it last was killed over it."""


class HeldInMemory:
    """At most `most` rows of one shape, the oldest first; the moment stands last in each. Made before the processes
    are, so that it is one for all.
    """

    def __init__(self, row: str, most: int) -> None:
        self._row, self._most = struct.Struct(row), most
        self._key = secrets.token_bytes(32)
        self._memory = mmap.mmap(-1, most * self._row.size)
        self._lock = get_context("fork").Lock()

    def forget(self) -> None:
        """Forget all."""
        self._keep([])

    @contextmanager
    def _alone(self, within: float) -> Iterator[list[_Row]]:
        """Hold the rows of so many seconds while no other process does. Raises Busy."""
        if not self._lock.acquire(timeout=_PATIENCE):
            raise Busy
        try:
            now = time.monotonic()
            yield [row for row in self._row.iter_unpack(self._memory[:]) if row[-1] and 0 <= now - row[-1] < within]
        finally:
            self._lock.release()

    def _keep(self, rows: Sequence[_Row]) -> None:
        packed = b"".join(self._row.pack(*row) for row in rows[-self._most :])
        self._memory[:] = packed.ljust(len(self._memory), b"\0")

    def _hash(self, said: str) -> bytes:
        hashed: bytes = blake2b(said.encode(), digest_size=16, key=self._key, encoder=RawEncoder)
        return hashed
