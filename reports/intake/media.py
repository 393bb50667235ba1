"""Makes a photo safe to keep: only its pixels go on, everything the camera wrote beside them stays behind.

The work is done by `media_child.py` in a process of its own, over memory files: nothing touches a disk.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MOST_BYTES = 20 * 1024 * 1024
SECONDS = 25  # of waiting; the child has 15 seconds of processor time
AT_ONCE = 2  # children of one server process; each may need 1.5 GB for a hostile file
PATIENCE_SECONDS = 20  # a tipster waits so long for his turn before he is told to send without the photo
CHILD = Path(__file__).with_name("media_child.py")

_turns = threading.BoundedSemaphore(AT_ONCE)


class Refusal(StrEnum):
    """Why a photo was not taken; each face has one sentence for each."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    UNKNOWN_FORMAT = "unknown_format"
    DAMAGED = "damaged"
    LOCKED = "locked"
    BUSY = "busy"


class PhotoRefused(Exception):
    """The photo cannot be cleaned and is not kept. `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """A new JPEG of at most 2560 pixels a side, and words for what its original told besides the picture.

    The words: place, date, camera, owner, comment, editing, preview, more_pictures, attached_data.
    """

    data: bytes
    kind: str
    removed: tuple[str, ...]

    def __repr__(self) -> str:
        return "<photo>"


def clean_photo(data: bytes) -> CleanPhoto:
    """Raises PhotoRefused. Takes JPEG, PNG, WebP, GIF and HEIC of up to 20 MB; of moving pictures the first."""
    if not data:
        raise PhotoRefused(Refusal.EMPTY)
    if len(data) > MOST_BYTES:
        raise PhotoRefused(Refusal.TOO_LARGE)
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise PhotoRefused(Refusal.BUSY)
    try:
        return _read_answer(_run_child(data))
    finally:
        _turns.release()


def _run_child(data: bytes) -> bytes:
    with _memory_file("photo") as given, _memory_file("clean") as made:
        # Not os.write: it may stop short, and a file object would own the descriptor.
        with os.fdopen(os.dup(given), "wb") as stream:
            stream.write(data)
        os.lseek(given, 0, os.SEEK_SET)
        command = [sys.executable, "-I", "-B", str(CHILD)]
        try:
            subprocess.run(
                command,
                stdin=given,
                stdout=made,
                stderr=subprocess.DEVNULL,
                env={},
                cwd="/",
                timeout=SECONDS,
                check=True,
            )
        except subprocess.TimeoutExpired:
            raise PhotoRefused(Refusal.TOO_MANY_PIXELS) from None
        except subprocess.CalledProcessError as died:
            # A decoder that crashed or ran out of its time was given a broken file or a hostile one.
            raise PhotoRefused(Refusal.DAMAGED) from died
        except OSError as problem:  # no memory or process left on this host
            raise PhotoRefused(Refusal.BUSY) from problem
        os.lseek(made, 0, os.SEEK_SET)
        with os.fdopen(os.dup(made), "rb") as stream:
            return stream.read()


@contextmanager
def _memory_file(name: str) -> Iterator[int]:
    descriptor = os.memfd_create(name)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _read_answer(answer: bytes) -> CleanPhoto:
    head, _, jpeg = answer.partition(b"\n")
    try:
        told = json.loads(head)
    except ValueError:
        raise PhotoRefused(Refusal.DAMAGED) from None
    if "refused" in told:
        raise PhotoRefused(Refusal(told["refused"]))
    return CleanPhoto(data=jpeg, kind="image/jpeg", removed=tuple(told["removed"]))
