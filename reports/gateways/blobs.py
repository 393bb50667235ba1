"""The blob store: sealed files under random names, whose times tell no more than the hour.

A disk notes when it made a file, and nobody can set that. So empty files are made some hours' worth at a time, and an
upload takes one of them; likewise all folders are there before the first upload, and stay when they are empty.
"""

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID, uuid4

from django.conf import settings

from reports.clock import this_hour

SPARES = 256  # files that an hour can bring without the disk noting when
_SPARE = "spare"
_FOLDERS = "[0-9a-f][0-9a-f]"


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

    def names(self) -> Iterator[UUID]:
        """Yield the names of all files."""

    def older_than(self, hour: datetime) -> Iterator[UUID]:
        """Yield the names of files put before `hour`, and of those begun before it and never kept."""

    def blur(self, since: datetime) -> None:
        """Make files put since `since` tell one common time of change, where the disk keeps such a thing.

        It also makes ready what uploads to come need, so that the disk does not note when they came.
        """


class FolderWriting:
    """A file in a folder, under its name from the start: a crash leaves what `older_than` finds."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._path, self._folder = path, folder
        path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY if _took_spare(path, folder / _SPARE) else os.O_WRONLY | os.O_CREAT | os.O_EXCL
        self._file = open(os.open(path, flags, 0o600), "wb")  # noqa: SIM115
        _to_the_hour(path.parent, folder, folder / _SPARE)

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
            os.utime(self._path, (hour, hour))
        except BaseException:
            self.drop()
            raise

    def drop(self) -> None:
        """Give the file up."""
        self._path.unlink(missing_ok=True)
        _to_the_hour(self._path.parent)
        with suppress(OSError):  # what was still to be written does not fit: it is not wanted any more
            self._file.close()


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
        path = self._path(name)
        path.unlink(missing_ok=True)
        _to_the_hour(path.parent)

    def names(self) -> Iterator[UUID]:
        """Yield the names of all files."""
        return (UUID(path.name) for path in self._folder.glob(f"{_FOLDERS}/*"))

    def older_than(self, hour: datetime) -> Iterator[UUID]:
        """Yield the names of files put before `hour`."""
        for path in self._folder.glob(f"{_FOLDERS}/*"):
            if _changed(path) < hour.timestamp():
                yield UUID(path.name)

    def blur(self, since: datetime) -> None:
        """Touch new files and all folders together: a disk keeps when they last changed, which cannot be set."""
        self._make_ready()
        for path in self._folder.glob(f"{_FOLDERS}/*"):
            changed = _changed(path)
            if changed >= since.timestamp():
                with suppress(FileNotFoundError):  # an upload was given up meanwhile
                    os.utime(path, (changed, changed))
        _to_the_hour(*self._folder.glob(_FOLDERS), self._folder / _SPARE, self._folder)

    def _make_ready(self) -> None:
        """Make every folder, and once an hour empty files for the next uploads; sooner only where none is left."""
        for number in range(256):
            (self._folder / f"{number:02x}").mkdir(exist_ok=True)
        spare, hour = self._folder / _SPARE, this_hour().timestamp()
        spare.mkdir(exist_ok=True)
        left = [_changed(path) for path in spare.iterdir()]
        if left and max(left) >= hour:
            return
        for _ in range(SPARES - len(left)):
            (fresh := spare / uuid4().hex).touch(0o600)
            _to_the_hour(fresh)

    def _path(self, name: UUID) -> Path:
        return self._folder / name.hex[:2] / name.hex


def _took_spare(path: Path, spare: Path) -> bool:
    """Give `path` one of the files made before, chosen by chance; False where none is left."""
    if path.exists():
        raise FileExistsError(path)
    names = os.listdir(spare) if spare.exists() else []
    for name in secrets.SystemRandom().sample(names, len(names)):
        with suppress(FileNotFoundError):  # another upload took it
            os.utime(spare / name)  # before it is one of ours: a sweep takes what is old for given up
            (spare / name).rename(path)
            return True
    return False


def _to_the_hour(*paths: Path) -> None:
    """Let these say that they were changed when the hour began."""
    hour = this_hour().timestamp()
    for path in paths:
        with suppress(FileNotFoundError):
            os.utime(path, (hour, hour))


def _changed(path: Path) -> float:
    """When a file was put; for one that is gone meanwhile, a time that is never old nor new enough."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("nan")


def blobs() -> Blobs:
    """Return the blob store of this installation."""
    return _bucket(settings.BLOB_BUCKET) if settings.BLOB_BUCKET else FolderBlobs(settings.DATA_DIR / "blobs")


@cache
def _bucket(name: str) -> Blobs:
    from reports.gateways.bucket import BucketBlobs  # its packages are there only where a bucket is used

    return BucketBlobs(name)
