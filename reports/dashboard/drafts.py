"""Keeping what an officer types before it is sent, and throwing it away."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reports.casework.drafts import draft_id_of, drop_draft, drop_unfinished_call, keep_draft
from reports.dashboard.draft_fields import FORMS, ON_TIP, brought, call_in
from reports.dashboard.gate import at_the_desk, own_tip, safe_address
from reports.dashboard.key_cookie import DeskRequest
from reports.models import DraftField

_KEPT = gettext_lazy("Kept, locked for you alone. Not sent yet.")


@at_the_desk
@require_POST
def keep_form(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    """Keep what is typed into a release copy, an outcome, a correction or a hold before it is sent."""
    return _kept(request, own_tip(request, tip_id).pk)


@at_the_desk
@require_POST
def keep_call(request: DeskRequest) -> HttpResponse:
    """Keep what is typed during a call, before it is stored as a tip."""
    kept, draft_id = _kept(request, None), draft_id_of(None, DraftField.CALL, request.user, call_in(request))
    if "begun" not in request.POST:
        return kept
    return redirect(reverse("dashboard:take_call", query={"begun": str(draft_id)}))


@at_the_desk
@require_POST
def drop_call(request: DeskRequest) -> HttpResponse:
    try:
        drop_unfinished_call(UUID(request.POST.get("begun", "")), by=request.user)
    except ValueError:
        raise Http404 from None
    messages.success(request, _("What you had begun is thrown away."), extra_tags="good")
    return redirect("dashboard:take_call")


def _kept(request: DeskRequest, tip_id: UUID | None) -> HttpResponse:
    keep_brought(request, tip_id)
    return kept_answer(request)


def keep_brought(request: DeskRequest, tip_id: UUID | None) -> None:
    """Keep what a form brought, as far as it is kept before it is sent."""
    for field, text in brought(request).items():
        public, call = request.key_ring.public, call_in(request)
        if not keep_draft(tip_id=tip_id, field=field, text=text, of=request.user, public=public, call=call):
            drop_draft(tip_id=tip_id, field=field, by=request.user, call=call)


def kept_answer(request: DeskRequest) -> HttpResponse:
    """Return a sentence for the page's script to show, or, to a browser without one, the page again."""
    came = request.POST.get("begun")
    if came is None:
        return HttpResponse(_KEPT, content_type="text/plain; charset=utf-8")
    messages.success(request, str(_KEPT), extra_tags="good")
    return redirect(safe_address(came) or "dashboard:queue")


@at_the_desk
@require_POST
def keep_words(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    """Keep what a page sends while somebody types: answers with a sentence for the page to show."""
    tip = own_tip(request, tip_id)
    for field in ON_TIP:
        text = request.POST.get(field.value)
        if text is not None and not keep_typed(request, tip.pk, field, text):
            drop_draft(tip_id=tip.pk, field=field, by=request.user)
    return kept_answer(request)


@at_the_desk
@require_POST
def drop_words(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    if request.POST.get("field") in (*ON_TIP, *FORMS, DraftField.COPY):
        drop_draft(tip_id=tip.pk, field=DraftField(request.POST["field"]), by=request.user)
        messages.success(request, _("What you had begun is thrown away."), extra_tags="good")
    return redirect("dashboard:tip", tip_id=tip.pk)


def keep_typed(request: DeskRequest, tip_id: UUID, field: DraftField, text: str) -> bool:
    """Keep words for the officer who is signed in; return whether there were any."""
    return keep_draft(tip_id=tip_id, field=field, text=text, of=request.user, public=request.key_ring.public)


def keep_refused(request: DeskRequest, tip_id: UUID, *forms: Form) -> None:
    """Keep what stands in forms that were not done."""
    for field in written_in(*forms):
        keep_typed(request, tip_id, field, request.POST.get(field.value, ""))


def drop_sent(request: DeskRequest, tip_id: UUID, *forms: Form) -> None:
    """Drop what was kept of forms that are done."""
    for field in written_in(*forms):
        drop_draft(tip_id=tip_id, field=field, by=request.user, sent=True)


def written_in(*forms: Form) -> list[DraftField]:
    """Return the fields of these forms whose words are kept."""
    return [field for field in ON_TIP if any(field.value in form.fields for form in forms)]
