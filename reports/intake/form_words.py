"""The words of a form as far as they come: a body that breaks off or is too much costs only what stood behind that."""

import time
from enum import Enum, auto
from io import IOBase
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils.datastructures import MultiValueDict


class Fault(Enum):
    """Why a body was not read to its end."""

    TOO_MUCH = auto()
    BROKEN = auto()


class Body(IOBase):
    """The body of a request, and how much of it was read.

    It ends for us after `most` bytes or `longest` seconds; a cut connection looks like an end too.
    """

    def __init__(self, stream: Any, *, most: int, longest: float) -> None:
        super().__init__()
        self._stream, self._most = stream, most
        self._end = time.monotonic() + longest
        self.read_bytes = 0

    def read(self, *size: int) -> bytes:
        if self.read_bytes >= self._most or time.monotonic() > self._end:
            return b""
        try:
            data: bytes = self._stream.read(*size)
        except OSError:
            return b""
        self.read_bytes += len(data)
        return data


def words_of(request: HttpRequest, body: Body, handler: FileUploadHandler) -> tuple[QueryDict, Fault | None]:
    """Read a form, its files by the handler. Return its words, and what was wrong if these are not all."""
    request._stream = body  # type: ignore[assignment]
    request.upload_handlers = [handler]
    parser, fault = None, None
    try:
        if request.content_type != "multipart/form-data":
            return request.POST, None
        parser = MultiPartParser(request.META, body, [handler], request.encoding or settings.DEFAULT_CHARSET)  # type: ignore[arg-type]
        parser.parse()
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        fault = Fault.TOO_MUCH
    except (MultiPartParserError, BadRequest, UnreadablePostError, UnicodeError):
        fault = Fault.BROKEN
    words: QueryDict = getattr(parser, "_post", None) or QueryDict()  # Django has no public name for them
    request._post, request._files = words, MultiValueDict()  # type: ignore[attr-defined]
    return words, fault
