"""Reads a form with files: words come back as words, and each file is sealed or made clean while it comes in.

No byte of a file is written anywhere in plain. Pictures and PDFs wait in memory, one at a time, and are cleaned as soon
as they are complete; videos and sound go through 64 KiB of memory into a sealed blob.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from io import IOBase
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError

from reports.gateways.scanner import Infected, NotChecked, scanner
from reports.intake.media import HEAD_BYTES, FileRefused, MediaKind, Refusal, clean, sniff
from reports.intake.uploads import (
    DIGEST_SIZE,
    MOST_FILES,
    MOST_IN_MEMORY,
    MOST_TOGETHER,
    WAITS,
    HeldFile,
    Limit,
    RefusedFile,
    SealedUpload,
    hold,
    let_go,
)

log = logging.getLogger(__name__)
# What is beyond MOST_TOGETHER is read and dropped, so that the words beside it are not lost.
MOST_BODY_BYTES = 200 * 1024 * 1024
# Of a larger form the words are kept and every file is dropped. It is read on only for its sender's browser, which
# shows no answer before it has sent all: so far, and so many seconds long.
MOST_READ_BYTES = 1024 * 1024 * 1024
LONGEST_READING = 60.0
FIELDS = frozenset({"files", "photo"})  # `photo` is what the form of the first release sends: it may still stand open
FORMS = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})


class FarTooMuch(Exception):
    """The words are more, or have more fields, than anything we take. Nothing was kept."""


class Unreadable(Exception):
    """The body is broken, or broke off. Nothing of it was kept."""


class NoForm(Exception):
    """The body is no form."""


@dataclass(frozen=True, slots=True)
class Received:
    """A form: its words, the files that are held now, and those that were not taken.

    `dropped`: it was so large that no file of it was looked at, and what stood behind the first one may be missing.
    """

    words: QueryDict
    held: tuple[HeldFile, ...]
    refused: tuple[RefusedFile, ...]
    dropped: bool = False


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

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.held: list[HeldFile] = []
        self.refused: list[RefusedFile] = []
        self.broke_off = False
        self._position = 0
        self._together = self._came = 0  # bytes of the files held, and of the one that is coming in
        self._open: _Incoming | None = None

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        self._open, self._came = None, 0
        if field_name not in FIELDS:
            raise SkipFile
        self._position += 1
        if self._position > MOST_FILES:
            self._refuse(Limit.TOO_MANY)
            raise SkipFile
        self._open = _Incoming()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._open is None:
            raise SkipFile
        self._came += len(raw_data)
        if self._together + self._came > MOST_TOGETHER:
            self._refuse(Limit.TOO_MUCH)
            raise SkipFile
        if not self._try(partial(self._open.take, raw_data)):
            raise SkipFile

    def file_complete(self, file_size: int) -> None:
        if self._open is not None and self._try(self._finish):
            self._open = None

    def upload_interrupted(self) -> None:
        """The body ended inside a file."""
        self.broke_off = self.broke_off or self._open is not None

    def drop_all(self) -> None:
        """Leave nothing of this request behind: its sender will never see a page that holds the keys."""
        if self._open is not None:
            self._open.drop()
        let_go(self.held)
        self._open = None
        self.held.clear()

    def _finish(self) -> None:
        assert self._open is not None  # noqa: S101 - for the type checker
        self.held.append(replace(self._open.finish(), number=self._position))
        self._together += self._came

    def _try(self, step: Callable[[], None]) -> bool:
        try:
            step()
        except FileRefused as refused:
            self._refuse(refused.reason)
        except Infected:
            self._refuse(Limit.INFECTED)
        except NotChecked as problem:
            log.error("The virus scanner did not look at a file: %s", problem)
            self._refuse(Limit.NOT_CHECKED)
        except OSError as problem:
            log.error("A file could not be kept: %s", type(problem).__name__)
            self._refuse(Limit.NO_ROOM)
        else:
            return True
        return False

    def _refuse(self, reason: Refusal | Limit) -> None:
        if self._open is not None:
            self._open.drop()
        self._open = None
        self.refused.append(RefusedFile(self._position, reason))


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

    def finish(self) -> HeldFile:
        """Raises FileRefused, Infected, NotChecked, OSError."""
        kind = self._kind or self._look()
        if self._sealed:
            return self._sealed.finish(kind)
        plain = bytes(self._plain)
        self._plain.clear()
        scanner().check(plain)
        return hold(clean(plain, kind), kind, blake2b(plain, digest_size=DIGEST_SIZE).digest())

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


class _Counting(IOBase):
    """The body of a request, and how much of it was read: a cut connection looks like an end."""

    def __init__(self, stream: Any) -> None:
        super().__init__()
        self._stream = stream
        self.read_bytes = 0

    def read(self, *size: int) -> bytes:
        data: bytes = self._stream.read(*size)
        self.read_bytes += len(data)
        return data


class _Fading(_Counting):
    """The same, and it ends for us when enough was read."""

    def __init__(self, stream: Any) -> None:
        super().__init__(stream)
        self._end = time.monotonic() + LONGEST_READING

    def read(self, *size: int) -> bytes:
        if self.read_bytes >= MOST_READ_BYTES or time.monotonic() > self._end:
            return b""
        return super().read(*size)


def receive(request: HttpRequest) -> Received:
    """Read a form. Raises FarTooMuch, Unreadable, NoForm; then nothing is kept. The request must not be read yet."""
    length = _length(request)
    if request.content_type not in FORMS:
        raise NoForm
    if length > MOST_BODY_BYTES:
        return _receive_words(request)
    counted = _Counting(request._stream)
    request._stream = counted  # type: ignore[assignment]
    handler = Receiving(request)
    request.upload_handlers = [handler]
    try:
        words = request.POST
        # A broken form may rightly end before its body does, but no body may end before its length.
        if handler.broke_off or counted.read_bytes < length:
            raise Unreadable
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent) as problem:
        handler.drop_all()
        raise FarTooMuch from problem
    except (MultiPartParserError, BadRequest, UnreadablePostError, UnicodeError) as problem:
        handler.drop_all()
        raise Unreadable from problem
    except BaseException:
        handler.drop_all()
        raise
    return Received(words, tuple(handler.held), tuple(handler.refused))


def _receive_words(request: HttpRequest) -> Received:
    """Read only the words of a form. Raises FarTooMuch, Unreadable."""
    request._stream = _Fading(request._stream)  # type: ignore[assignment]
    request.upload_handlers = [NoFiles()]
    try:
        return Received(request.POST, (), (), dropped=True)
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent) as problem:
        raise FarTooMuch from problem
    except (MultiPartParserError, BadRequest, UnreadablePostError, UnicodeError) as problem:
        raise Unreadable from problem


def _length(request: HttpRequest) -> int:
    """Return how long the body says it is. Raises FarTooMuch where that is no length at all."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or len(length) > 15:
        raise FarTooMuch
    return int(length)
