"""While files come in, and after: no open file, no temporary folder and no folder of ours holds a byte in plain."""

import io
import os
import stat
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from PIL import Image

from reports.clock import in_seconds
from reports.intake.door import accept
from reports.intake.making_safe import make_safe
from reports.intake.receiving import Received, receive
from reports.models import Errand
from tests.arrivals import web
from tests.conftest import House, triage_all
from tests.intake.bodies import FILM, MB, Body, file, sending
from tests.uploads import voice

_LOOKS_EVERY = 2 * MB
_SHARED = [Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path("/run")]


class Watched(io.RawIOBase):
    """A form that is looked for on every disk, again and again, while it is read."""

    def __init__(self, body: Body, mark: bytes) -> None:
        super().__init__()
        self._body, self._mark, self._unseen = body, mark, 0
        self.found: set[str] = set()
        self.looks = 0

    def read(self, size: int = -1) -> bytes:
        given = self._body.read(size)
        self._unseen += len(given)
        if self._unseen >= _LOOKS_EVERY or not given:
            self._unseen, self.looks = 0, self.looks + 1
            self.found |= set(open_files_with(self._mark))
        return given


def open_files_with(mark: bytes) -> Iterator[str]:
    """Name the open files of this process that hold the mark, the deleted among them too. Memory files are memory."""
    for link in Path("/proc/self/fd").iterdir():
        try:
            where = os.readlink(link)
            is_file = stat.S_ISREG(link.stat().st_mode) and not where.startswith("/memfd:")
            if is_file and mark in link.read_bytes():
                yield where
        except OSError:  # closed meanwhile
            continue


def fresh_files_with(mark: bytes, since: float) -> Iterator[Path]:
    """Yield files of the shared folders, changed since then, and of our own folder, that hold the mark."""
    shared = (path for folder in _SHARED for depth in ("*", "*/*") for path in folder.glob(depth))
    own = settings.DATA_DIR.rglob("*")
    for path in (*(path for path in shared if is_fresh(path, since)), *own):
        try:
            if path.is_file() and mark in path.read_bytes():
                yield path
        except OSError:
            continue


def is_fresh(path: Path, since: float) -> bool:
    try:
        about = path.stat()
    except OSError:
        return False
    return stat.S_ISREG(about.st_mode) and about.st_mtime >= since and about.st_size < 200 * MB


def marked_picture(mark: bytes) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(out, "JPEG", comment=mark * 400)
    return out.getvalue()


def marked_voice(mark: bytes) -> bytes:
    """A WAV that says the mark again and again beside its sound."""
    note = mark * 400
    chunk = b"note" + struct.pack("<I", len(note)) + note
    whole = voice(2.0)
    return b"RIFF" + struct.pack("<I", len(whole) - 8 + len(chunk)) + whole[8:] + chunk


def received_and_watched(mark: bytes, *files: bytes) -> tuple[Received, Watched]:
    request = sending(*(file(data) for data in files))
    body = Watched(request._stream, mark)  # type: ignore[arg-type]
    request._stream = body
    return receive(request), body


def test_a_plain_file_would_be_found(tmp_path: Path) -> None:
    mark = uuid4().hex.encode()
    with open(tmp_path / "open", "wb+") as lying:
        lying.write(mark)
        lying.flush()
        (tmp_path / "open").unlink()
        assert [where.endswith("(deleted)") for where in open_files_with(mark)] == [True]
    assert list(open_files_with(mark)) == []
    planted = settings.DATA_DIR / "planted"
    planted.write_bytes(mark)
    try:
        assert set(fresh_files_with(mark, time.time() - 5)) == {planted}
    finally:
        planted.unlink()


def test_an_upload_lies_nowhere_in_plain_while_it_comes_and_afterwards(house: House) -> None:
    mark, begun = uuid4().hex.encode(), time.time() - 1
    film = FILM + mark * (30 * MB // len(mark))
    received, body = received_and_watched(mark, film, marked_picture(mark), marked_voice(mark))
    assert body.looks > 10
    assert body.found == set()
    assert len(received.held) == 3
    assert list(fresh_files_with(mark, begun)) == []
    accept(web("With files", files=received.held))
    triage_all()
    for errand in list(Errand.objects.values_list("pk", flat=True)):
        Errand.objects.filter(pk=errand).update(due_at=in_seconds(-1))
        make_safe(errand)
    assert not Errand.objects.exists()
    assert list(fresh_files_with(mark, begun)) == []
