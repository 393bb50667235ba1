"""Pictures and PDFs of one form are made safe beside each other, and while what is behind them still comes in.

Each has a child of its own as ever (reports.intake.media); a second one begins only where a turn for it is free, so
that a form with many files keeps no other form from its turn.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import blake2b

from reports.gateways.scanner import scanner
from reports.intake.media import AT_ONCE, MediaKind, clean, has_room
from reports.intake.uploads import DIGEST_SIZE, MOST_IN_MEMORY, HeldFile, hold


@dataclass(frozen=True, slots=True)
class Begun:
    """A file that is being made safe: its place among those sent together, what it is, and its size as it came."""

    position: int
    media: MediaKind
    size: int
    made: Future[HeldFile] = field(repr=False)


class SideBySide:
    """The files of one form that are not done, oldest first."""

    def __init__(self) -> None:
        self._begun: deque[Begun] = deque()
        self._pool: ThreadPoolExecutor | None = None

    def begin(self, plain: bytes, kind: MediaKind, position: int) -> None:
        """Take a whole file; what is `in_the_way_of` it must be settled."""
        self._pool = self._pool or ThreadPoolExecutor(AT_ONCE, "cleaning")
        self._begun.append(Begun(position, kind, len(plain), self._pool.submit(made_safe, plain, kind)))

    def in_the_way_of(self, size: int) -> Iterator[Begun]:
        """Yield, oldest first, what must be done before a file of so many bytes begins; each must then be settled."""
        while self._begun and (
            len(self._begun) >= AT_ONCE or self._waiting() + size > MOST_IN_MEMORY or not has_room()
        ):
            yield self._begun.popleft()

    def all(self) -> Iterator[Begun]:
        """Yield whatever is not settled, oldest first; no thread is left afterwards."""
        while self._begun:
            yield self._begun.popleft()
        if self._pool:
            self._pool.shutdown()
        self._pool = None

    def _waiting(self) -> int:
        return sum(each.size for each in self._begun)


def made_safe(plain: bytes, kind: MediaKind) -> HeldFile:
    """Raises FileRefused, Infected, NotChecked, OSError."""
    scanner().check(plain)
    return hold(clean(plain, kind), kind, blake2b(plain, digest_size=DIGEST_SIZE).digest())
