"""The blob store: sealed files under random names, whose times tell no more than the hour."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from django.conf import settings

from reports.clock import this_hour


class Writing(Protocol):
    """A sealed file on its way into the store; it counts as there after `keep`, and after `drop` nothing is left."""

    def write(self, piece: bytes) -> None:
        """Append a piece. Raises OSError."""

    def keep(self) -> None:
        """Make the file durable. Raises OSError and leaves nothing behind."""

    def drop(self) -> None:
        """Give up a file that was not kept; safe to repeat."""


class Blobs(Protocol):
    """Where sealed files lie."""

    def begin(self, name: UUID) -> Writing:
        """Begin a sealed file whose pieces come one by one. Raises OSError."""

    def put(self, name: UUID, pieces: Iterable[bytes]) -> None:
        """Store a sealed file durably. Raises OSError and leaves nothing behind."""

    def get(self, name: UUID) -> bytes:
        """Return a sealed file. Raises FileNotFoundError."""

    def open(self, name: UUID) -> BinaryIO:
        """Open a sealed file for reading piece by piece. Raises FileNotFoundError."""

    def has(self, name: UUID) -> bool:
        """Tell whether a file is there."""

    def delete(self, name: UUID) -> None:
        """Delete a file; one that is gone already is no error."""

    def older_than(self, hour: datetime) -> Iterator[UUID]:
        """Yield the names of files put before `hour`, and of those begun before it and never kept."""

    def blur(self, since: datetime) -> None:
        """Make files put since `since` tell one common time of change, where the disk keeps such a thing."""


class FolderWriting:
    """A file in a folder, under its name from the start: a crash leaves what `older_than` finds."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._path, self._folder = path, folder
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")  # noqa: SIM115

    def write(self, piece: bytes) -> None:
        """Append a piece."""
        self._file.write(piece)

    def keep(self) -> None:
        """Make the file durable, with the hour as its time."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            hour = this_hour().timestamp()
            for changed in (self._path, self._path.parent, self._folder):
                os.utime(changed, (hour, hour))
        except BaseException:
            self.drop()
            raise

    def drop(self) -> None:
        """Give the file up."""
        self._path.unlink(missing_ok=True)
        try:
            self._file.close()
        except OSError:  # what was still to be written does not fit: it is not wanted any more
            return


class FolderBlobs:
    """Blobs in a folder of a local disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, name: UUID) -> FolderWriting:
        """Begin a sealed file."""
        return FolderWriting(self._path(name), self._folder)

    def put(self, name: UUID, pieces: Iterable[bytes]) -> None:
        """Store a sealed file durably, with the hour as its time."""
        writing = self.begin(name)
        try:
            for piece in pieces:
                writing.write(piece)
        except BaseException:
            writing.drop()
            raise
        writing.keep()

    def get(self, name: UUID) -> bytes:
        """Return a sealed file."""
        return self._path(name).read_bytes()

    def open(self, name: UUID) -> BinaryIO:
        """Open a sealed file."""
        return self._path(name).open("rb")

    def has(self, name: UUID) -> bool:
        """Tell whether a file is there."""
        return self._path(name).exists()

    def delete(self, name: UUID) -> None:
        """Delete a file."""
        self._path(name).unlink(missing_ok=True)

    def older_than(self, hour: datetime) -> Iterator[UUID]:
        """Yield the names of files put before `hour`."""
        for path in self._folder.glob("*/*"):
            if _changed(path) < hour.timestamp():
                yield UUID(path.name)

    def blur(self, since: datetime) -> None:
        """Touch new files together: a disk keeps the time of a file's last change, which cannot be set."""
        for path in self._folder.glob("*/*"):
            changed = _changed(path)
            if changed >= since.timestamp():
                try:
                    os.utime(path, (changed, changed))
                except FileNotFoundError:  # an upload was given up meanwhile
                    continue

    def _path(self, name: UUID) -> Path:
        return self._folder / name.hex[:2] / name.hex


def _changed(path: Path) -> float:
    """When a file was put; for one that is gone meanwhile, a time that is never old nor new enough."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("nan")


def blobs() -> Blobs:
    """Return the blob store of this installation."""
    return FolderBlobs(settings.DATA_DIR / "blobs")
