"""Reads what a browser sent, whatever it sent, and keeps every word that can be kept.

Broken bytes, a far too large photo or a wrong form encoding become a sentence for the tipster, never an error page.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils.translation import gettext_lazy as _

from reports.intake.media import MOST_BYTES
from reports.intake.submission import MAX_TEXT, clean_text

MOST_BODY_BYTES = 200 * 1024 * 1024  # beyond it nothing is read; up to it a too large photo is skipped, the words kept

_TOO_MUCH = _(
    "What you sent is far too large, so we read nothing of it and stored nothing. We cannot show your words again: "
    "please write them once more, with a smaller photo or none."
)
_UNREADABLE = _("What you sent arrived broken, and nothing of it was stored. Please write it once more.")


@dataclass(frozen=True, slots=True)
class Sent:
    """The words by field, the photo's bytes (none if too large or empty), and what was wrong with the whole."""

    words: Mapping[str, str]
    photo: bytes = b""
    photo_too_large: bool = False
    photo_empty: bool = False
    problem: str = ""
    status: int = 400

    @property
    def has_photo(self) -> bool:
        return bool(self.photo) or self.photo_too_large or self.photo_empty


class _PhotoInMemory(FileUploadHandler):
    """Takes one file, the field `photo`, in memory alone; its name and claimed type are never looked at."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.photo = bytearray()
        self.came = self.too_large = False

    def new_file(self, field_name: str, *args: object, **kwargs: object) -> None:
        if field_name != "photo" or self.photo:
            raise SkipFile
        self.came = True  # a form without a photo has no file name here, and Django does not call this

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if len(self.photo) + len(raw_data) > MOST_BYTES:
            self.photo.clear()
            self.too_large = True
            raise SkipFile
        self.photo += raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def read_sending(request: HttpRequest) -> Sent:
    """Never raises for anything a browser can send."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or int(length[:20]) > MOST_BODY_BYTES:
        return Sent({}, problem=str(_TOO_MUCH), status=413)
    if request.content_type not in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        return Sent({}, problem=str(_UNREADABLE), status=415)
    handler = _PhotoInMemory(request)
    request.upload_handlers = [handler]
    try:
        words = {name: _cleaned(str(value)) for name, value in request.POST.items()}
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        return Sent({}, problem=str(_TOO_MUCH), status=413)
    except (MultiPartParserError, BadRequest, UnreadablePostError, UnicodeError):
        return Sent({}, problem=str(_UNREADABLE))
    empty = handler.came and not handler.photo and not handler.too_large
    return Sent(words, bytes(handler.photo), photo_too_large=handler.too_large, photo_empty=empty)


def _cleaned(value: str) -> str:
    """The text without NULs and broken characters. One that is too long stays whole, for the form to say so."""
    plain = value.replace("\r\n", "\n")
    return clean_text(plain) if len(plain) <= MAX_TEXT else plain.replace("\0", "")
