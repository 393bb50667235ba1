"""How much comes in just now, counted in this process's memory: two numbers for two minutes, nothing about anybody.

A form that comes back must be some seconds old. While more is sent than people send, it must be older, up to a minute:
somebody who writes does not notice, and a program must keep each of its forms so long. Each process counts for itself.
"""

import threading
import time

from django.conf import settings

LONGEST = 60.0  # seconds: no flood makes anybody wait longer
CALM = 60  # sendings a minute in one process that still count as people


class Pace:
    """How many came in the last minute, of one kind of form."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute, self._now, self._before = 0, 0, 0

    def count(self) -> None:
        with self._lock:
            self._turn()
            self._now += 1

    @property
    def ripening(self) -> float:
        """The age in seconds that a form must have now."""
        least = float(settings.RIPENING)
        return min(max(least, LONGEST), max(least, least * self._rate() / CALM))

    def _rate(self) -> float:
        """Sendings in the last 60 seconds: those of this minute, and of the one before what falls into them."""
        with self._lock:
            self._turn()
            return self._now + self._before * (1 - time.monotonic() % 60 / 60)

    def _turn(self) -> None:
        minute = int(time.monotonic() // 60)
        if minute != self._minute:
            self._before = self._now if minute == self._minute + 1 else 0
            self._minute, self._now = minute, 0


SENDINGS = Pace()
"""Tips and what is added to them."""
OPENINGS = Pace()
"""Receipts typed at the mailbox: a flood of tips keeps nobody from a mailbox, and the other way round."""
GUESSES = Pace()
"""Receipts that were never minted here: who tries digits without end waits, and nobody waits for him."""
