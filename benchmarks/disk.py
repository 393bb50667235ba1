"""A disk of its own for one run, which can be full: a file system in a file, mounted where this run alone sees it.

That takes root and a loop device. Elsewhere the run lies on the machine's own disk, which is never filled.
"""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_SIZE = 4 * 2**30
_BALLAST = "ballast"


class Disk:
    """The folder of a run."""

    def __init__(self, folder: Path, *, can_be_full: bool) -> None:
        self.folder, self.can_be_full = folder, can_be_full

    def stay_full(self, seconds: float) -> None:
        """Take all room there is, and what is given back meanwhile; then leave it."""
        end = time.monotonic() + seconds
        with open(self.folder / _BALLAST, "wb") as ballast:
            while time.monotonic() < end:
                _take_all(ballast.fileno())
                time.sleep(0.1)
        (self.folder / _BALLAST).unlink()


def _take_all(file: int) -> None:
    """Take room in halves, down to a block."""
    size = 2**30
    while size >= 4096:
        try:
            os.posix_fallocate(file, os.fstat(file).st_size, size)
        except OSError:
            size //= 2


@contextmanager
def own_disk(place: Path) -> Iterator[Disk]:
    """Mount a disk below `place`; call it before any thread or child begins, for they see what this process sees."""
    image, folder = place / "disk", place / "run"
    folder.mkdir()
    try:
        os.unshare(os.CLONE_NEWNS)
        _run("mount", "--make-rprivate", "/")
        with open(image, "wb") as file:
            file.truncate(_SIZE)
        _run("mkfs.ext4", "-q", "-F", "-m", "0", str(image))
        _run("mount", "-o", "loop", str(image), str(folder))
    except (OSError, subprocess.CalledProcessError):
        yield Disk(folder, can_be_full=False)
        return
    try:
        yield Disk(folder, can_be_full=True)
    finally:
        with suppress(subprocess.CalledProcessError):
            _run("umount", "--lazy", str(folder))


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)
