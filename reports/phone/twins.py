"""The same answer twice within moments, to a word that a phone has sent twice: the second is not given.

Kept in memory that the web processes of this host share, for seconds, under a key that lives and dies there. None of it
is written down: a row that tells which number asked in which second would be worth more to a thief than the second
answer costs. Another host does not know of it, and answers, too.
"""

import mmap
import secrets
import struct
import time
from multiprocessing import get_context

from nacl.encoding import RawEncoder
from nacl.hash import blake2b

WITHIN = 2.0  # seconds: nobody types a word so fast again
_ROWS = 64
_ROW = struct.Struct("16s16sd")  # whom and what, in answer to which text, when
_PATIENCE = 0.2  # seconds


class Twins:
    """Answers of the last moments. Made before the processes are, so that it is one for all."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._memory = mmap.mmap(-1, _ROWS * _ROW.size)
        self._lock = get_context("fork").Lock()

    def is_one(self, sender: str, said: str, sid: str) -> bool:
        """Note what was said in the text `sid` and to it; return whether it was just now, with another text."""
        whom, which = self._hash(f"{sender} {said}"), self._hash(sid)
        if not self._lock.acquire(timeout=_PATIENCE):  # whoever had it was killed
            return False
        try:
            now = time.monotonic()
            recent = [row for row in _ROW.iter_unpack(self._memory[:]) if 0 <= now - row[2] < WITHIN]
            is_twin = any(row[0] == whom and row[1] != which for row in recent)
            self._keep(recent if is_twin else [*recent, (whom, which, now)])
        finally:
            self._lock.release()
        return is_twin

    def forget(self) -> None:
        """Forget all."""
        self._keep([])

    def _keep(self, rows: list[tuple[bytes, bytes, float]]) -> None:
        packed = b"".join(_ROW.pack(*row) for row in rows[-_ROWS:])
        self._memory[:] = packed.ljust(_ROWS * _ROW.size, b"\0")

    def _hash(self, said: str) -> bytes:
        hashed: bytes = blake2b(said.encode(), digest_size=16, key=self._key, encoder=RawEncoder)
        return hashed


TWINS = Twins()
