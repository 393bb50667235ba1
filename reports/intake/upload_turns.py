"""Places for forms with files: so many are read at once in one process, fewer than it has threads.

A form with files keeps a thread for as long as its sender's line is slow, up to nine minutes, and while its pictures
are cleaned. The same threads serve words, mailboxes and the telephone: whoever sends many slow forms must not take all.
"""

import threading

AT_ONCE = 4  # of the eight threads that a process has: TIPLINE_WEB_THREADS
_places = threading.BoundedSemaphore(AT_ONCE)


class Turn:
    """A place that is taken when it is first asked for, and given back at the end of the block."""

    def __init__(self) -> None:
        self._has: bool | None = None

    def __enter__(self) -> "Turn":
        return self

    def __exit__(self, *_problem: object) -> None:
        if self._has:
            _places.release()

    def take(self) -> bool:
        """Return whether this form has a place. Nobody waits for one: that would take a thread, too."""
        if self._has is None:
            self._has = _places.acquire(blocking=False)
        return self._has
