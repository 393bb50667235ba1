"""Turns at the slow hash that finds a mailbox: whoever guesses receipts waits, and nobody waits for whoever guesses.

Receipts are minted with two digits that only this installation can make (`reports.sealing.receipts.guard`). One that
bears them goes to the quick turns, and of a hundred guesses one does. All others take the single slow turn: guesses,
and receipts from before there were such digits. Somebody with a good receipt can have it hashed again and again: it is
counted, under a key that lives for an hour in this process's memory, and past its share it waits with the guesses.
The arithmetic stands in docs/decisions/0018.
"""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from nacl.encoding import RawEncoder
from nacl.hash import blake2b

SHARE = 10  # openings of one receipt an hour in one process: an opened page needs none for half an hour
MOST = 50_000  # things that one tally remembers: a few megabytes, whatever comes


class MailboxBusy(Exception):
    """Too many receipts are being looked up right now: try again in a moment."""


class Turns:
    """At most `at_once` callers run, and at most `waiting` more wait, none longer than `patience` seconds.

    A turn takes `least` seconds even where its work is done sooner, so that a flood of them leaves the machine free.
    """

    def __init__(self, *, at_once: int, waiting: int, patience: float, least: float = 0.0) -> None:
        self._running = threading.BoundedSemaphore(at_once)
        self._places = threading.BoundedSemaphore(at_once + waiting)
        self._patience, self._least = patience, least

    @contextmanager
    def one(self) -> Iterator[None]:
        """Take a turn. Raises MailboxBusy."""
        if not self._places.acquire(blocking=False):
            raise MailboxBusy
        try:
            if not self._running.acquire(timeout=self._patience):
                raise MailboxBusy
            until = time.monotonic() + self._least
            try:
                yield
            finally:
                time.sleep(max(0.0, until - time.monotonic()))
                self._running.release()
        finally:
            self._places.release()


class Tally:
    """How often the same thing came within the hour, under a hash whose key lives and dies with the hour's counts.

    Where more came than it remembers, it starts anew.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hour, self._key = -1, b""
        self._counts: Counter[bytes] = Counter()

    def count(self, thing: str) -> int:
        """Count one more, and return how many there were with it."""
        with self._lock:
            hour = int(time.monotonic() // 3600)
            if hour != self._hour or len(self._counts) >= MOST:
                self._hour, self._key = hour, secrets.token_bytes(32)
                self._counts.clear()
            name = blake2b(thing.encode(), digest_size=16, key=self._key, encoder=RawEncoder)
            self._counts[name] += 1
            return self._counts[name]


QUICK = Turns(at_once=2, waiting=6, patience=3.0)
SLOW = Turns(at_once=1, waiting=1, patience=3.0, least=0.25)
_OPENED = Tally()


def turn_for(receipt: str, *, bears_guard: bool) -> Turns:
    """Return the turns at which a well-formed receipt is hashed."""
    return QUICK if bears_guard and _OPENED.count(receipt) <= SHARE else SLOW
