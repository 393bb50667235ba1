"""Tipsters' pages go packed over the wire: a third of the bytes, for phones on slow and costly networks.

The answers to forms all go out in the same few lengths. Whoever watches the line sees how long a page is even though he
cannot read it, and the questions about drugs are longer than those about theft: filled up, they are the same.

Packed answers would tell more only to somebody who can make a tipster's browser send words of his choice beside a
secret of the tipster's (the BREACH attack). No cookie makes a strange page's sending the tipster's, so there is none,
and no answer needs the chance bytes that Django would add against it.
"""

import struct
import zlib
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

STEP = 9 * 1024
"""Bytes. With its head, such an answer is one round trip on a cold connection; most tips fit into one."""
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"  # gzip, no name, no time
_STORED, _TAIL = 5, 8  # bytes around the filling and behind it
_LONGEST_FILLING = 0xFFFF


class _Packing(GZipMiddleware):
    max_random_bytes = 0


def packed(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware. Only tipsters' pages tell a language."""
    pack = _Packing(answer)

    def with_packing(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        is_empty = response.status_code == HTTPStatus.NO_CONTENT  # and must stay so
        if "Content-Language" not in response.headers or response.streaming or is_empty:
            return response
        if request.method != "POST":
            return pack.process_response(request, response)  # type: ignore[return-value]
        return _filled_up(response, "gzip" in request.headers.get("Accept-Encoding", ""))

    return with_packing


def _filled_up(response: HttpResponse, packs: bool) -> HttpResponse:
    patch_vary_headers(response, ("Accept-Encoding",))
    if packs:
        response.content = fill(response.content)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response.content += b"\n" * (-len(response.content) % STEP)
    response.headers["Content-Length"] = str(len(response.content))
    return response


def fill(page: bytes) -> bytes:
    """Pack a page with gzip so that its length is a multiple of STEP: line ends, stored unpacked, fill it up."""
    packing = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = _HEAD + packing.compress(page) + packing.flush(zlib.Z_SYNC_FLUSH)
    missing = -(len(body) + _STORED + _TAIL) % STEP
    filling = b"\n" * missing
    last = b"\x01" + struct.pack("<HH", missing, missing ^ _LONGEST_FILLING) + filling
    whole = page + filling
    return body + last + struct.pack("<II", zlib.crc32(whole), len(whole) & 0xFFFFFFFF)
