"""What pages, while they are open, are told every few seconds: alerts; of a tip who else has it open, and changes."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reports.casework.presence import look_at, others_looking
from reports.dashboard.alarm import alarm_words
from reports.dashboard.gate import asked_by_the_page, own_tip
from reports.dashboard.key_cookie import DeskRequest


@asked_by_the_page
@require_safe
def alarm(request: DeskRequest) -> HttpResponse:
    """Answer with what the bar of danger tells, or 204 while nothing waits."""
    words = alarm_words(request.key_ring)
    return HttpResponse(words, status=200 if words else 204, content_type="text/plain; charset=utf-8")


@asked_by_the_page
@require_POST
def tip_now(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    """Say again that the officer has the page open; answer with sentences, or 204 if there is nothing to tell."""
    tip = own_tip(request, tip_id)
    look_at(tip, request.user)
    told = []
    if names := others_looking(tip, request.user):
        told.append(_("Open now at another desk: %(names)s.") % {"names": ", ".join(names)})
    if str(tip.version) != request.GET.get("was"):
        told.append(_("This tip has changed since you loaded the page."))
    if not told:
        return HttpResponse(status=204)
    return HttpResponse(" ".join(told), content_type="text/plain; charset=utf-8")
