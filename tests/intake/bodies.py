"""Forms with files as a browser sends them, of any size, made while they are read."""

import io
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.test import RequestFactory
from PIL import Image

MB = 1024 * 1024
FILM = b"\0\0\0\x18ftypmp42" + b"CANARY of a film"
SOUND = b"ID3\x04" + b"CANARY of a sound"
BOUNDARY = "long-enough-that-no-noise-of-a-picture-holds-it"
Part = tuple[str, str, bytes, int]  # field, file name (none: a word), how it begins, its size in bytes


def picture(size: tuple[int, int] = (64, 48)) -> bytes:
    """Return a JPEG with a comment."""
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, "JPEG", comment=b"CANARY of a picture")
    return out.getvalue()


def word(name: str, text: str) -> Part:
    """A field of the form."""
    return name, "", text.encode(), len(text.encode())


def file(data: bytes, size: int = 0, *, field: str = "files") -> Part:
    """A file that begins with `data`, and is `size` bytes long if that is more."""
    return field, "CANARY-name.bin", data, max(size, len(data))


class Body(io.RawIOBase):
    """A multipart form. It ends after `cut` bytes, if that comes first; `length` is what its sender announced."""

    def __init__(self, parts: list[Part], cut: int | None = None) -> None:
        super().__init__()
        self._pieces = _pieces(parts)
        self._rest = b""
        self._left = cut
        self.length = sum(len(piece) for piece in _pieces(parts))

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        size = len(self._rest) if size < 0 else size
        size = size if self._left is None else min(size, self._left)
        given, self._rest = self._rest[:size], self._rest[size:]
        self._left = None if self._left is None else self._left - len(given)
        return given


def _pieces(parts: list[Part]) -> Iterator[bytes]:
    for field, name, begins, size in parts:
        shown = f'; filename="{name}"\r\nContent-Type: text/plain' if name else ""
        yield f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"{shown}\r\n\r\n'.encode()
        yield begins
        left = size - len(begins)
        while left > 0:
            yield bytes(min(left, MB))
            left -= MB
        yield b"\r\n"
    yield f"--{BOUNDARY}--\r\n".encode()


def sending(*parts: Part, cut: int | None = None) -> HttpRequest:
    """Return a request with this form, not yet read."""
    body = Body(list(parts), cut)
    request = RequestFactory().generic("POST", "/", b"-", f"multipart/form-data; boundary={BOUNDARY}")
    request.META["CONTENT_LENGTH"] = str(body.length)
    request._stream = body
    return request


def stored() -> set[Path]:
    """Return the files of the blob store."""
    return {path for path in (settings.DATA_DIR / "blobs").glob("[0-9a-f][0-9a-f]/*") if path.is_file()}
