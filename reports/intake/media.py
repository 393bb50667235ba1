"""Makes a file safe to keep: what is seen and heard goes on in a file written anew, all that was noted beside it stays
behind, and a voice comes back disguised.

The work is done by `media_child` in a process of its own, over memory files: nothing touches a disk.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

AT_ONCE = 2  # children of one server process; each may need 1.5 GB for a hostile file
PATIENCE_SECONDS = 20  # a tipster waits so long for his turn before he is told to send without the file
HEAD_BYTES = 64 * 1024  # of a file are enough for `sniff`
_MB = 1024 * 1024
CHILD_ENV = {"OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}  # no memory for threads that it does not start
_ROOT = Path(__file__).parents[2]
# Not by `-m`: isolated (-I), Python looks for no module in the folder it stands in.
_START = "import sys; sys.path.append(sys.argv.pop()); from reports.intake.media_child.main import main; main()"

_turns = threading.BoundedSemaphore(AT_ONCE)


class MediaKind(StrEnum):
    IMAGE = "image"
    PDF = "pdf"
    VIDEO = "video"
    SOUND = "sound"


class Refusal(StrEnum):
    """Why a file was not taken; each face has one sentence for each."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_LONG = "too_long"
    UNKNOWN_FORMAT = "unknown_format"
    DAMAGED = "damaged"
    LOCKED = "locked"
    BUSY = "busy"


CUT = "end"
"""Said of a picture whose end was missing when it came: nobody took it out."""
# What may be said to have been removed; each face has words for each.
REMOVED = frozenset({
    "place", "date", "camera", "serial", "owner", "comment", "editing", "preview", "more_pictures", "attached_data",
    "software", "active", "tracks", "voice", CUT,
})  # fmt: skip

LARGEST: Mapping[MediaKind, int] = {
    MediaKind.IMAGE: 50 * _MB,  # phones with 200 megapixels
    MediaKind.PDF: 50 * _MB,
    MediaKind.VIDEO: 100 * _MB,
    MediaKind.SOUND: 100 * _MB,
}
_BEGINNINGS = {
    MediaKind.IMAGE: (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a"),
    MediaKind.VIDEO: (b"\x1aE\xdf\xa3",),
    MediaKind.SOUND: (b"ID3", b"OggS", b"fLaC", b"#!AMR"),
}
_RIFF = {b"WEBP": MediaKind.IMAGE, b"AVI ": MediaKind.VIDEO, b"WAVE": MediaKind.SOUND}
_PICTURES = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis", b"hevc")
_BRANDS = dict.fromkeys(_PICTURES, MediaKind.IMAGE) | {
    b"M4A ": MediaKind.SOUND,
    b"M4B ": MediaKind.SOUND,
}
MOST_BYTES = 20 * _MB  # of a photo in the request
# Seconds of waiting, longer than the child's own seconds of processor time: the machine may be busy.
_SECONDS = {MediaKind.IMAGE: 25, MediaKind.PDF: 40, MediaKind.VIDEO: 480, MediaKind.SOUND: 480}
_OUT_OF_TIME = {
    MediaKind.IMAGE: Refusal.TOO_MANY_PIXELS,
    MediaKind.PDF: Refusal.TOO_LONG,
    MediaKind.VIDEO: Refusal.TOO_LONG,
    MediaKind.SOUND: Refusal.TOO_LONG,
}


class FileRefused(Exception):
    """The file cannot be cleaned and is not kept. `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


class BrokenOff(FileRefused):
    """The host ended the cleaner, or gave it too little of itself. Whether for the file's sake nobody knows."""

    def __init__(self) -> None:
        super().__init__(Refusal.BUSY)


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanFile:
    """A file written anew, its kind (mime), and words of REMOVED for what its original told besides.

    `told`, for the tipster alone, may hold "place" ("13.908, -60.983") and "time" ("2026-01-02 14:05") of the original.
    """

    data: bytes = field(repr=False)
    kind: str
    removed: tuple[str, ...]
    told: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __str__(self) -> str:
        return "<file>"


def sniff(head: bytes) -> MediaKind | None:
    """Tell what a file is from its first 64 KiB, never from a name or a claimed type; None is no kind we take.

    Some containers hold a film or a sound alone: `clean` looks again, and a video without pictures becomes a sound.
    """
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], MediaKind.SOUND if _has_sound_alone(head) else MediaKind.VIDEO)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\0\t\n\f\r ")[:5] == b"%PDF-":
        return MediaKind.PDF
    for kind, beginnings in _BEGINNINGS.items():
        if head.startswith(beginnings):
            return kind
    if head[4:8] in {b"moov", b"mdat", b"wide"}:  # an old QuickTime film
        return MediaKind.VIDEO
    return MediaKind.SOUND if _begins_mpeg_sound(head) else None


def _has_sound_alone(head: bytes) -> bool:
    """Whether the index stands in front and names a track of sound and none of pictures."""
    return b"moov" in head and b"soun" in head and b"vide" not in head


def _begins_mpeg_sound(head: bytes) -> bool:
    """An MP3 frame or an AAC (ADTS) frame without anything before it."""
    frame = head[:4].ljust(4, b"\0")
    if frame[0] != 0xFF:
        return False
    is_adts = frame[1] & 0xF6 == 0xF0
    is_mp3 = frame[1] & 0xE6 == 0xE2 and frame[2] >> 4 not in {0, 15} and (frame[2] >> 2) & 3 != 3
    return is_adts or is_mp3


def clean(data: bytes, kind: MediaKind) -> CleanFile:
    """Return the file made safe. Raises FileRefused, of which BrokenOff tells nothing of the file.

    Pictures come back as JPEG or animated WebP, PDF as PDF, videos as MP4 or WebM, sound as MP3; voices are disguised,
    those in videos too.
    """
    if not data:
        raise FileRefused(Refusal.EMPTY)
    if len(data) > LARGEST[kind]:
        raise FileRefused(Refusal.TOO_LARGE)
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise FileRefused(Refusal.BUSY)
    try:
        return _read_answer(_run_child(data, kind))
    finally:
        _turns.release()


def has_room() -> bool:
    """Tell whether a child could begin at once."""
    free = _turns.acquire(blocking=False)
    if free:
        _turns.release()
    return free


def clean_photo(data: bytes) -> CleanFile:
    """Raises FileRefused. Takes pictures of up to 20 MB."""
    if len(data) > MOST_BYTES:
        raise FileRefused(Refusal.TOO_LARGE)
    if data and sniff(data[:HEAD_BYTES]) is not MediaKind.IMAGE:
        raise FileRefused(Refusal.UNKNOWN_FORMAT)
    return clean(data, MediaKind.IMAGE)


def _run_child(data: bytes, kind: MediaKind) -> bytes:
    with _memory_file("given") as given, _memory_file("clean") as made:
        # Not os.write: it may stop short, and a file object would own the descriptor.
        with os.fdopen(os.dup(given), "wb") as stream:
            stream.write(data)
        os.lseek(given, 0, os.SEEK_SET)
        try:
            _child(kind, given, made)
        except subprocess.CalledProcessError as died:
            raise _after_death(-died.returncode, kind) from died
        except subprocess.TimeoutExpired as problem:
            raise BrokenOff from problem
        except OSError as problem:  # no memory or process left on this host
            raise FileRefused(Refusal.BUSY) from problem
        os.lseek(made, 0, os.SEEK_SET)
        with os.fdopen(os.dup(made), "rb") as stream:
            return stream.read()


def _child(kind: MediaKind, given: int, made: int) -> None:
    """Run a child of this kind from one open file to another. Raises what `subprocess.run` raises."""
    subprocess.run(
        [sys.executable, "-I", "-B", "-c", _START, kind.value, str(_ROOT)],
        stdin=given,
        stdout=made,
        stderr=subprocess.DEVNULL,
        env=CHILD_ENV,
        cwd="/",
        timeout=_SECONDS[kind],
        check=True,
    )


def _after_death(cause: int, kind: MediaKind) -> FileRefused:
    if cause == signal.SIGKILL:  # only the host kills, short of memory
        return BrokenOff()
    # A decoder that crashed was given a broken file or a hostile one.
    return FileRefused(_OUT_OF_TIME[kind] if cause == signal.SIGXCPU else Refusal.DAMAGED)


@contextmanager
def _memory_file(name: str) -> Iterator[int]:
    descriptor = os.memfd_create(name)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _read_answer(answer: bytes) -> CleanFile:
    head, _, body = answer.partition(b"\n")
    try:
        said = json.loads(head)
    except ValueError:
        raise FileRefused(Refusal.DAMAGED) from None
    if "refused" in said:
        raise FileRefused(Refusal(said["refused"]))
    return CleanFile(data=body, kind=said["kind"], removed=tuple(said["removed"]), told=said["told"])
