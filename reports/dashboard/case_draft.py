"""Keeping what an officer types as a note at a case before it is sent, and throwing it away."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports.casework.drafts import drop_case_note, keep_case_note
from reports.dashboard.case import own_case
from reports.dashboard.draft_fields import tip_of_case
from reports.dashboard.drafts import kept_answer
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import DeskRequest


@at_the_desk
@require_POST
def keep_case_words(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Keep what is typed as a note at a case, with the tip that is chosen there."""
    keep_case_typed(request, own_case(request, case_id).case.pk)
    return kept_answer(request)


@at_the_desk
@require_POST
def drop_case_words(request: DeskRequest, case_id: UUID) -> HttpResponse:
    drop_case_note(case_id=own_case(request, case_id).case.pk, by=request.user)
    messages.success(request, _("What you had begun is thrown away."), extra_tags="good")
    return redirect("dashboard:case", case_id=case_id)


def keep_case_typed(request: DeskRequest, case_id: UUID) -> None:
    """Keep a note at a case for the officer who is signed in. Raises Http404 where no tip of it is chosen."""
    tip_id, _version = tip_of_case(request, case_id)
    if tip_id is None:
        raise Http404
    tip, text, public = own_tip(request, tip_id), request.POST.get("text", ""), request.key_ring.public
    if not keep_case_note(case_id=case_id, tip_id=tip.pk, text=text, of=request.user, public=public):
        drop_case_note(case_id=case_id, by=request.user)
