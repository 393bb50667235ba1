"""A file of a tip, opened for one officer: shown, never kept, and never run."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.models import Attachment
from reports.queries.reading import read_attachment

SHOWN = {"image/jpeg", "image/png", "image/webp", "audio/mpeg", "audio/wav", "audio/x-wav", "audio/ogg"}


@at_the_desk
@require_safe
def attachment(request: DeskRequest, tip_id: UUID, attachment_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    try:
        data, kind = read_attachment(request.key_ring, tip, attachment_id, by=request.user)
    except (Attachment.DoesNotExist, FileNotFoundError, *UNREADABLE):
        raise Http404 from None
    is_shown = kind in SHOWN
    return HttpResponse(
        data,
        content_type=kind if is_shown else "application/octet-stream",
        headers={
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Content-Disposition": "inline" if is_shown else "attachment",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )
