"""A file of a tip, opened for one officer: shown, never kept, and never run. What is played can be skipped through.

A picture or film that is opened by itself stands in a page of the desk, which puts no more of it on paper than others.
"""

import re
from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.unmasking import asking_for_source, sees_source
from reports.models import Attachment
from reports.queries.reading import FoundAttachment, find_attachment

PLAYED = {"audio/mpeg", "audio/mp4", "audio/wav", "audio/x-wav", "audio/ogg", "video/mp4", "video/webm"}
SHOWN = {"image/jpeg", "image/png", "image/webp", *PLAYED}
SEEN = {kind for kind in SHOWN if not kind.startswith("audio/")}
ENDINGS = {"application/pdf": ".pdf"}  # of names under which a file that is not shown is saved
HARMLESS = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cross-Origin-Resource-Policy": "same-origin"}
_RANGE = re.compile(r"bytes=([0-9]{0,12})-([0-9]{0,12})", re.ASCII)


@at_the_desk
@require_safe
def attachment(request: DeskRequest, tip_id: UUID, attachment_id: UUID) -> HttpResponseBase:
    tip = own_tip(request, tip_id)
    if not sees_source(request, tip):  # a picture tells where its maker stood, a recording what is masked in its words
        return redirect(asking_for_source(tip))
    asked = request.headers.get("Range", "")
    is_alone = request.headers.get("Sec-Fetch-Dest") == "document"
    goes_on = bool(asked) and asked != "bytes=0-"
    framed = SEEN if is_alone else ()
    try:
        found = find_attachment(request.key_ring, tip, attachment_id, by=request.user, goes_on=goes_on, framed=framed)
        if found.about.kind in framed:
            return render(request, "dashboard/picture.html", {"tip": tip, "is_film": found.about.kind in PLAYED})
        size = found.size
        wanted = _wanted(asked, size) if found.about.kind in PLAYED else (0, size - 1)
        response = _opened(found, wanted, size) if wanted else HttpResponse(status=416)
    except (Attachment.DoesNotExist, FileNotFoundError, *UNREADABLE):
        raise Http404 from None
    if found.about.kind in PLAYED:
        response["Accept-Ranges"] = "bytes"
        if response.status_code != 200:
            response["Content-Range"] = f"bytes {wanted[0]}-{wanted[1]}/{size}" if wanted else f"bytes */{size}"
    return _harmless(response, found)


def _opened(found: FoundAttachment, wanted: tuple[int, int], size: int) -> HttpResponseBase:
    """The bytes asked for. The first piece is opened before anything is answered, the rest as they are sent."""
    first, last = wanted
    if found.about.kind not in PLAYED:
        return HttpResponse(b"".join(found.pieces(0, size)))
    pieces = found.pieces(first, last)
    response = StreamingHttpResponse(_after(next(pieces, b""), pieces), status=200 if last - first + 1 == size else 206)
    response["Content-Length"] = str(last - first + 1)
    return response


def _after(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from pieces


def _wanted(asked: str, size: int) -> tuple[int, int] | None:
    """The first and last byte that a Range header asks for; all where it asks for nothing we know, None for none.

    RFC 9110, 14.1.2: a range that is not understood, or several at once, may be answered with the whole.
    """
    found = _RANGE.fullmatch(asked)
    if not found or found.groups() == ("", ""):
        return 0, size - 1
    first, last = found.groups()
    if not first:
        return (max(0, size - int(last)), size - 1) if int(last) and size else None
    begins, ends = int(first), min(int(last) if last else size - 1, size - 1)
    return (begins, ends) if begins <= ends else None


def _harmless(response: HttpResponseBase, found: FoundAttachment) -> HttpResponseBase:
    """As a file that runs nothing, under no name that anybody gave it."""
    kind = found.about.kind
    saved = f'; filename="{found.about.id}{ENDINGS[kind]}"' if kind in ENDINGS else ""
    response["Content-Type"] = kind if kind in SHOWN else "application/octet-stream"
    for name, value in HARMLESS.items():
        response[name] = value
    response["Content-Disposition"] = "inline" if kind in SHOWN else f"attachment{saved}"
    return response
