"""Reads a form with files: words come back as words, and each file is sealed or made clean while it comes in.

No byte of a file is written anywhere in plain. Pictures and PDFs wait in memory, one at a time, and are cleaned as soon
as they are complete, beside what comes next; videos and sound go through 64 KiB of memory into a sealed blob.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, QueryDict

from reports.gateways.scanner import Infected, NotChecked
from reports.intake.form_words import Body, Fault, words_of
from reports.intake.media import HEAD_BYTES, FileRefused, MediaKind, Refusal, sniff
from reports.intake.side_by_side import Begun, SideBySide
from reports.intake.upload_turns import Turn
from reports.intake.uploads import (
    MOST_FILES,
    MOST_IN_MEMORY,
    MOST_TOGETHER,
    WAITS,
    HeldFile,
    Limit,
    RefusedFile,
    SealedUpload,
    let_go,
)

log = logging.getLogger(__name__)
# What is beyond MOST_TOGETHER is read and dropped, so that the words beside it are not lost.
MOST_BODY_BYTES = 200 * 1024 * 1024
# Of a larger form the words are kept and every file is dropped. It is read on only for its sender's browser, which
# shows no answer before it has sent all: so far, and so many seconds long.
MOST_READ_BYTES = 1024 * 1024 * 1024
LONGEST_READING = 60.0
# Seconds for any other form. The proxy waits longer: it can only break off, and what it breaks off loses the words.
LONGEST_UPLOAD = 540.0
# A form of so many bytes has the proxy collected (Caddyfile) before we see it. Of a larger one for whose files there is
# no place these are read, in which its words stand, and no more.
COLLECTED = 4 * 1024 * 1024
LONGEST_WITHOUT_PLACE = 5.0
FIELDS = frozenset({"files", "photo"})  # `photo` is what the form of the first release sends: it may still stand open
FORMS = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})


@dataclass(frozen=True, slots=True)
class Received:
    """A form: its words, the files that are held now, and those that were not taken.

    `dropped`: it was so large that no file of it was looked at, and what stood behind the first one may be missing.
    """

    words: QueryDict
    held: tuple[HeldFile, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    dropped: bool = False


class Spoiled(Exception):
    """It cannot be taken as it is. `received` came before that: its words, and the files that were complete."""

    def __init__(self, received: Received) -> None:
        super().__init__()
        self.received = received


class FarTooMuch(Spoiled):
    """The words are more, or have more fields, than anything we take."""


class Unreadable(Spoiled):
    """The body is broken, or broke off."""


class NoForm(Exception):
    """The body is no form."""


class NoFiles(FileUploadHandler):
    """Drops every file: what Django is given for any request whose files nobody asked for."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        raise SkipFile

    def file_complete(self, file_size: int) -> None:
        return None


class Receiving(FileUploadHandler):
    """Takes the files of one form. Names and claimed types are never looked at."""

    def __init__(self, request: HttpRequest, turn: Turn) -> None:
        super().__init__(request)
        self._turn = turn
        self.held: list[HeldFile] = []
        self.refused: list[RefusedFile] = []
        self.broke_off = False
        self._position = 0
        self._together = self._came = 0  # bytes of the files held, and of the one that is coming in
        self._head = b""
        self._open: _Incoming | None = None
        self._why: Refusal | Limit | None = None
        self._begun = SideBySide()

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        self._open, self._why, self._came, self._head = None, None, 0, b""
        if field_name not in FIELDS:
            raise SkipFile
        self._position += 1
        if self._position > MOST_FILES:
            self._why = Limit.TOO_MANY
        elif not self._turn.take():
            self._why = Refusal.BUSY
        else:
            self._open = _Incoming()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece. A file that is refused is counted to its end: its sender knows it by its size."""
        self._came += len(raw_data)
        self._head += raw_data[: HEAD_BYTES - len(self._head)]
        if self._open is None:
            return
        if self._together + self._came > MOST_TOGETHER:
            self.settle()  # what is refused among them leaves room
        if self._together + self._came > MOST_TOGETHER:
            self._refuse(Limit.TOO_MUCH)
        else:
            self._try(partial(self._open.take, raw_data))

    def file_complete(self, file_size: int) -> None:
        if self._open is not None:
            self._try(self._finish)
        if self._why is not None:
            self.refused.append(RefusedFile(self._position, self._why, sniff(self._head) or "", self._came))
        self._open, self._why, self._head = None, None, b""

    def upload_interrupted(self) -> None:
        """The body ended inside a file."""
        self.broke_off = self.broke_off or self._open is not None

    def drop_open(self) -> None:
        """Leave nothing behind of a file that did not come to its end."""
        if self._open is not None:
            self._open.drop()
        self._open = None

    def settle(self) -> None:
        """Wait for the files that are being made safe, and put all in the order in which they came."""
        for begun in self._begun.all():
            self._settle(begun)
        self.held.sort(key=lambda held: held.number)
        self.refused.sort(key=lambda refused: refused.position)

    def drop_all(self) -> None:
        """Leave nothing of this request behind: its sender will never see a page that holds the keys."""
        self.drop_open()
        try:
            self.settle()
        finally:
            let_go(self.held)
            self.held.clear()

    def _finish(self) -> None:
        assert self._open is not None  # noqa: S101 - for the type checker
        done = self._open.finish()
        self._together += self._came
        if isinstance(done, HeldFile):
            self.held.append(replace(done, number=self._position))
            return
        for begun in self._begun.in_the_way_of(self._came):
            self._settle(begun)
        self._begun.begin(*done, self._position)

    def _settle(self, begun: Begun) -> None:
        reason = _why_not(lambda: self.held.append(replace(begun.made.result(), number=begun.position)))
        if reason is not None:
            self._together -= begun.size
            self.refused.append(RefusedFile(begun.position, reason, begun.media, begun.size))

    def _try(self, step: Callable[[], None]) -> None:
        if (reason := _why_not(step)) is not None:
            self._refuse(reason)

    def _refuse(self, reason: Refusal | Limit) -> None:
        self.drop_open()
        self._why = reason


def _why_not(step: Callable[[], None]) -> Refusal | Limit | None:
    """Do a step; return why a file cannot be kept."""
    try:
        step()
    except FileRefused as refused:
        return refused.reason
    except Infected:
        return Limit.INFECTED
    except NotChecked as problem:
        log.error("The virus scanner did not look at a file: %s", problem)
        return Limit.NOT_CHECKED
    except OSError as problem:
        log.error("A file could not be kept: %s", type(problem).__name__)
        return Limit.NO_ROOM
    return None


class _Incoming:
    """One file that is coming in: in memory until it is known what it is, and then by its kind."""

    def __init__(self) -> None:
        self._kind: MediaKind | None = None
        self._plain = bytearray()
        self._sealed: SealedUpload | None = None

    def take(self, data: bytes) -> None:
        """Raises FileRefused, OSError."""
        if self._sealed:
            self._sealed.write(data)
            return
        self._plain += data
        if self._kind is None and len(self._plain) >= HEAD_BYTES:
            self._look()
        if len(self._plain) > MOST_IN_MEMORY:
            raise FileRefused(Refusal.TOO_LARGE)

    def finish(self) -> HeldFile | tuple[bytes, MediaKind]:
        """Return the file as it is held, or whole and what it is, to be made safe. Raises FileRefused, OSError."""
        kind = self._kind or self._look()
        if self._sealed:
            return self._sealed.finish(kind)
        plain = bytes(self._plain)
        self._plain.clear()
        return plain, kind

    def drop(self) -> None:
        self._plain.clear()
        if self._sealed:
            self._sealed.drop()

    def _look(self) -> MediaKind:
        if not self._plain:
            raise FileRefused(Refusal.EMPTY)
        self._kind = kind = sniff(bytes(self._plain[:HEAD_BYTES]))
        if kind is None:
            raise FileRefused(Refusal.UNKNOWN_FORMAT)
        if kind in WAITS:
            self._sealed = SealedUpload()
            self._sealed.write(bytes(self._plain))
            self._plain.clear()
        return kind


def receive(request: HttpRequest) -> Received:
    """Read a form, which must not be read yet. Raises NoForm; FarTooMuch and Unreadable with what came until then."""
    length = _length(request)
    if request.content_type not in FORMS:
        raise NoForm
    with Turn() as turn:
        received, fault = _read(request, length, turn)
    if fault:
        raise (FarTooMuch if fault is Fault.TOO_MUCH else Unreadable)(received)
    return received


def _read(request: HttpRequest, length: int, turn: Turn) -> tuple[Received, Fault | None]:
    if length > COLLECTED and not turn.take():
        stream = Body(request._stream, most=COLLECTED, longest=LONGEST_WITHOUT_PLACE)
        words, _fault = words_of(request, stream, NoFiles())
        return Received(words), Fault.BROKEN
    if length > MOST_BODY_BYTES:
        stream = Body(request._stream, most=MOST_READ_BYTES, longest=LONGEST_READING)
        words, fault = words_of(request, stream, NoFiles())
        return Received(words, dropped=True), fault
    stream = Body(request._stream, most=MOST_BODY_BYTES, longest=LONGEST_UPLOAD)
    handler = Receiving(request, turn)
    try:
        words, fault = words_of(request, stream, handler)
        handler.drop_open()
        handler.settle()
    except BaseException:
        handler.drop_all()
        raise
    # A broken form may rightly end before its body does, but no body may end before its length.
    if handler.broke_off or stream.read_bytes < length:
        fault = fault or Fault.BROKEN
    return Received(words, tuple(handler.held), tuple(handler.refused)), fault


def _length(request: HttpRequest) -> int:
    """Return how long the body says it is. Raises FarTooMuch where that is no length at all."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or len(length) > 15:
        raise FarTooMuch(Received(QueryDict()))
    return int(length)
