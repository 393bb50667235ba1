"""The key store's key files: its rows are encrypted under a file that lies outside both databases.

One file a day, named by its date; the newest is used for new rows, older ones still open theirs until they are
destroyed. Rotation itself belongs to `lifecycle`.

A row is sealed with the day from which it is kept, so that one put back after its end keeps that day and is swept
again. Files made before that was so hold the bare key; what they sealed is bound to no day, and dies with them.
"""

import os
import secrets
from datetime import date
from pathlib import Path
from typing import NamedTuple

from reports.sealing.envelope import seal_key
from reports.sealing.keys import KEY_SIZE, new_key
from reports.sealing.labels import Label, Later
from reports.sealing.many import where
from reports.sealing.opening import CannotOpen, unseal_key

_BINDS_DAYS = b"\x02"


class _File(NamedTuple):
    """A file's key, and whether the rows under it are bound to their days."""

    key: bytes
    binds_days: bool

    def place(self, name: str, day: int) -> tuple[str | int, ...]:
        """Return the labels with which every row under it begins."""
        return ("key store", name, day) if self.binds_days else ("key store", name)


class KeyFiles:
    """A folder of key files. Contents are read once and kept in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, _File] = {}

    def newest(self) -> str:
        """Return the name of the newest file. Raises CannotOpen if there is none."""
        names = self.names()
        if not names:
            raise CannotOpen
        return names[-1]

    def names(self) -> list[str]:
        """Return the names of all files, oldest first."""
        return sorted(name for name in os.listdir(self._folder) if _is_day(name))

    def strays(self) -> list[str]:
        """Return what else lies in the folder, but for second names of its files, which go with them."""
        seconds = tuple(map(_second, self.names()))
        there = (one.name for one in os.scandir(self._folder) if one.is_file(follow_symlinks=False))
        return sorted(name for name in there if not _is_day(name) and not name.startswith(seconds))

    def destroy(self, name: str) -> None:
        """Destroy a file for good: rows sealed under it, in whatever copy, never open again. The newest is refused.

        Its second names go first: who is killed in between finds the file again.
        """
        if name == self.newest():
            raise ValueError("The newest key file is in use.")
        for path in (*self._folder.glob(_second(name) + "*"), self._folder / name):
            path.unlink()
        _sync_folder(self._folder)
        self._files.pop(name, None)

    def make(self, day: date) -> str:
        """Make the file of `day` and return its name; one that exists stays as it is, also when two make it at once.

        It is on the disk before it is used: what a lost file sealed could never be opened again. Who is killed here
        leaves a second name of it, until it is destroyed.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / day.isoformat()
        fresh = path.with_name(_second(path.name) + secrets.token_hex(8))
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(_BINDS_DAYS + new_key())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        _sync_folder(self._folder)
        return path.name

    def is_whole(self, name: str) -> bool:
        """Tell whether a file can be read: only then is what does not open with it lost."""
        try:
            return bool(self._read(name))
        except CannotOpen:
            return False

    def seal_row(self, name: str, key: bytes, *labels: Label, day: int) -> bytes:
        """Return a row's key sealed under the file `name`."""
        file = self._read(name)
        return seal_key(file.key, key, *file.place(name, day), *labels)

    def open_row(self, name: str, sealed: bytes | memoryview, *labels: Label, day: int) -> bytes:
        """Return a row's key. Raises CannotOpen when the file is destroyed or the row was touched."""
        file = self._read(name)
        return unseal_key(file.key, sealed, *file.place(name, day), *labels)

    def row_opener(self, name: str, *labels: Label | Later, day: int) -> tuple[bytes, list[bytes]]:
        """Return what opens many rows under the file `name` in an `Opener`: its key, and the pieces around their ids.

        Raises CannotOpen.
        """
        file = self._read(name)
        return file.key, where(*file.place(name, day), *labels)

    def _read(self, name: str) -> _File:
        if name not in self._files:
            if not _is_day(name):  # the name comes from a row
                raise CannotOpen
            try:
                content = (self._folder / name).read_bytes()
            except OSError as problem:
                raise CannotOpen from problem
            key = content[-KEY_SIZE:]
            if content not in (key, _BINDS_DAYS + key) or len(key) != KEY_SIZE:
                raise CannotOpen
            self._files[name] = _File(key, binds_days=content != key)
        return self._files[name]


def _second(name: str) -> str:
    """Return how another name of a file begins, under which it was written or copied here."""
    return f".{name}."


def _is_day(name: str) -> bool:
    try:
        return date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
