"""Writing at a case: another title for it, and notes, which lie with one of its tips and are erased with that."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from reports.casework.cases import LONGEST_TITLE, EmptyTitle, StaleTitle, rename_case
from reports.casework.drafts import drop_case_note
from reports.casework.mentions import CannotMention
from reports.casework.notes import EmptyNote, add_note
from reports.dashboard.acts import CANNOT_MENTION, REFUSED
from reports.dashboard.asking import NoteForm
from reports.dashboard.case import case_page, own_case, title_mark
from reports.dashboard.case_draft import keep_case_typed
from reports.dashboard.draft_fields import tip_of_case
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words
from reports.queries.cases import Titled

_NO_TITLE = _("Write by what you will find the case again.")
_STALE_TITLE = _("A colleague gave the case another title meanwhile. Yours stands in the field.")
_NO_TIP = _("Choose a tip of the case.")


class TitleForm(forms.Form):
    """Another title for a case."""

    title = forms.CharField(max_length=LONGEST_TITLE)


@at_the_desk
@require_POST
def rename(request: DeskRequest, case_id: UUID) -> HttpResponse:
    titled, form = own_case(request, case_id), TitleForm(request.POST)
    try:
        if not form.is_valid():
            raise EmptyTitle
        if request.POST.get("was", title_mark(titled)) != title_mark(titled):
            raise StaleTitle
        rename_case(case=titled.case, title=form.cleaned_data["title"], ring=request.key_ring)
    except EmptyTitle:
        return case_page(request, titled, status=422, refused=_NO_TITLE)
    except StaleTitle:
        return case_page(
            request, own_case(request, case_id), status=409, refused=_STALE_TITLE, title=form.cleaned_data["title"]
        )
    messages.success(request, str(_("The case has its new title.")), extra_tags="good")
    return redirect("dashboard:case", case_id=case_id)


@at_the_desk
@require_POST
def note_on_case(request: DeskRequest, case_id: UUID) -> HttpResponse:
    titled, form = own_case(request, case_id), NoteForm(request.POST)
    tip_id, version = tip_of_case(request, case_id)
    form.about = tip_id
    if tip_id is None:
        return case_page(request, titled, status=422, refused=_NO_TIP, note=form)
    if not form.is_valid():
        return _not_kept(request, titled, form)
    try:
        plain, text = request.POST.get("plain") == "on", form.cleaned_data["text"]
        add_note(tip=own_tip(request, tip_id), text=text, by=request.user, version=version, plain=plain)
    except CannotMention as refused:
        form.asks_plain = True  # type: ignore[attr-defined]
        form.add_error("text", str(CANNOT_MENTION) % {"names": ", ".join(f"@{name}" for name in refused.names)})
        return _not_kept(request, titled, form)
    except EmptyNote:
        form.add_error("text", form.fields["text"].error_messages["required"])
        return _not_kept(request, titled, form)
    except tuple(REFUSED) as refused:
        return _not_kept(request, titled, form, status=409, refused=REFUSED[type(refused)])
    drop_case_note(case_id=case_id, by=request.user, sent=True)
    messages.success(request, str(_("Your note is kept.")), extra_tags="good")
    return redirect("dashboard:case", case_id=case_id)


def _not_kept(
    request: DeskRequest, titled: Titled, form: NoteForm, *, status: int = 422, refused: Words = ""
) -> HttpResponse:
    """Return the page with what was typed, which is kept half-written meanwhile."""
    keep_case_typed(request, titled.case.pk)
    return case_page(request, titled, status=status, refused=refused, note=form)
