"""The blob store: sealed files under random names, whose times tell no more than the hour."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings

from reports.clock import this_hour


class Blobs(Protocol):
    """Where sealed files lie."""

    def put(self, name: UUID, pieces: Iterable[bytes]) -> None:
        """Store a sealed file durably. Raises OSError and leaves nothing behind."""

    def get(self, name: UUID) -> bytes:
        """Return a sealed file. Raises FileNotFoundError."""

    def delete(self, name: UUID) -> None:
        """Delete a file; one that is gone already is no error."""

    def older_than(self, hour: datetime) -> Iterator[UUID]:
        """Yield the names of files put before `hour`."""

    def blur(self, since: datetime) -> None:
        """Make files put since `since` tell one common time of change, where the disk keeps such a thing."""


class FolderBlobs:
    """Blobs in a folder of a local disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: UUID, pieces: Iterable[bytes]) -> None:
        """Store a sealed file durably, with the hour as its time."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            hour = this_hour().timestamp()
            for changed in (path, path.parent, self._folder):
                os.utime(changed, (hour, hour))
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def get(self, name: UUID) -> bytes:
        """Return a sealed file."""
        return self._path(name).read_bytes()

    def delete(self, name: UUID) -> None:
        """Delete a file."""
        self._path(name).unlink(missing_ok=True)

    def older_than(self, hour: datetime) -> Iterator[UUID]:
        """Yield the names of files put before `hour`."""
        for path in self._folder.glob("*/*"):
            if path.stat().st_mtime < hour.timestamp():
                yield UUID(path.name)

    def blur(self, since: datetime) -> None:
        """Touch new files together: a disk keeps the time of a file's last change, which cannot be set."""
        for path in self._folder.glob("*/*"):
            times = path.stat()
            if times.st_mtime >= since.timestamp():
                os.utime(path, (times.st_mtime, times.st_mtime))

    def _path(self, name: UUID) -> Path:
        return self._folder / name.hex[:2] / name.hex


def blobs() -> Blobs:
    """Return the blob store of this installation."""
    return FolderBlobs(settings.DATA_DIR / "blobs")
