"""Rows that the web processes of one host share and never write down: they know no number, and die with the processes.

Hashes stand there, under a key that lives and dies with them. Another host, a worker or a restart knows nothing of it.
"""

import fcntl
import mmap
import os
import secrets
import struct
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from nacl.encoding import RawEncoder
from nacl.hash import blake2b

_PATIENCE, _LOOK_AGAIN = 0.2, 0.002  # seconds
_Row = tuple[Any, ...]


class Busy(Exception):
    """Whoever looks at it does not end: a process that was stopped, not one that was killed."""


class _Turn:
    """Whose turn it is, among the threads of a process and the processes of a host. The kernel takes it back from a
    process that ends, however it ends.
    """

    def __init__(self) -> None:
        self._threads = threading.Lock()
        self._file = os.memfd_create("turn")

    def take(self, within: float) -> bool:
        """Take the turn within so many seconds, and return whether it was had."""
        until = time.monotonic() + within
        if not self._threads.acquire(timeout=within):
            return False
        while not (is_had := self._is_free()) and time.monotonic() < until:
            time.sleep(_LOOK_AGAIN)
        if not is_had:
            self._threads.release()
        return is_had

    def give_back(self) -> None:
        """Let the next one have it."""
        fcntl.lockf(self._file, fcntl.LOCK_UN)
        self._threads.release()

    def _is_free(self) -> bool:
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class HeldInMemory:
    """At most `most` rows of one shape, the oldest first; the moment stands last in each. Made before the processes
    are, so that it is one for all.
    """

    def __init__(self, row: str, most: int) -> None:
        self._row, self._most = struct.Struct(row), most
        self._key = secrets.token_bytes(32)
        self._memory = mmap.mmap(-1, most * self._row.size)
        self._turn = _Turn()

    def forget(self) -> None:
        """Forget all."""
        self._keep([])

    @contextmanager
    def _alone(self, within: float) -> Iterator[list[_Row]]:
        """Hold the rows of so many seconds while no other process does. Raises Busy."""
        if not self._turn.take(_PATIENCE):
            raise Busy
        try:
            now = time.monotonic()
            yield [row for row in self._row.iter_unpack(self._memory[:]) if row[-1] and 0 <= now - row[-1] < within]
        finally:
            self._turn.give_back()

    def _keep(self, rows: Sequence[_Row]) -> None:
        packed = b"".join(self._row.pack(*row) for row in rows[-self._most :])
        self._memory[:] = packed.ljust(len(self._memory), b"\0")

    def _hash(self, said: str) -> bytes:
        hashed: bytes = blake2b(said.encode(), digest_size=16, key=self._key, encoder=RawEncoder)
        return hashed
