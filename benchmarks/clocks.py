"""Clocks that jump: each process of an installation with one of its own, by libfaketime (`apt-get install faketime`).

A process sees its clock jump, forward or back, while it runs; what counts seconds that pass (the monotonic clock) goes
on evenly, and so do the clocks of Postgres, of Valkey and of the files.
"""

from pathlib import Path

_LIBRARY = "*/faketime/libfaketimeMT.so.1"


class Clocks:
    """One file a process, which says how far its clock is off."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "clocks"
        self._folder.mkdir(parents=True)
        self._library = next(map(str, Path("/usr/lib").glob(_LIBRARY)), "")
        self.hours: dict[str, int] = {}

    def env(self, name: str) -> dict[str, str]:
        """What a process needs to have a clock; nothing where there is no library."""
        if not self._library:
            return {}
        self.set(name, 0)
        return {
            "LD_PRELOAD": self._library,
            "FAKETIME_TIMESTAMP_FILE": str(self._folder / name),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }

    def set(self, name: str, hours: int) -> None:
        """Let a process's clock be so many hours ahead; it sees that within a second."""
        self.hours[name] = hours
        (self._folder / name).write_text(f"{hours * 3600:+d}\n")

    def set_right(self) -> None:
        """Let all tell the time again."""
        for name in self.hours:
            self.set(name, 0)
