"""Putting a tip into a case of its unit, or opening one with it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.casework.cases import LONGEST_TITLE, EmptyTitle, NotTheirs, add_to_case, open_case
from reports.dashboard.acts import REFUSED, read_alone, version_of
from reports.dashboard.case import own_case
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words
from reports.models import Case, Tip
from reports.queries.cases import cases

_REFUSALS = REFUSED | {NotTheirs: _("A case holds tips of its own unit only.")}


class CaseForm(forms.Form):
    """The title of a new case. It is sealed: only the unit reads it."""

    title = forms.CharField(
        label=_("What officers call it"),
        help_text=_("Only your unit can read it. Still, name no tipster in it."),
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write by what you will find the case again.")},
    )


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def into_case(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    if request.method != "POST":
        return read_alone(request, tip) or _page(request, tip, CaseForm())
    is_new = "title" in request.POST
    form = CaseForm(request.POST if is_new else None)
    if is_new and not form.is_valid():
        return _page(request, tip, form, status=422)
    try:
        case = _put(request, tip, form)
    except EmptyTitle:
        form.add_error("title", form.fields["title"].error_messages["required"])
        return _page(request, tip, form, status=422)
    except tuple(_REFUSALS) as refused:
        return _page(request, own_tip(request, tip_id), form, status=409, refused=_REFUSALS[type(refused)])
    messages.success(request, str(_("The tip is in the case.")), extra_tags="good")
    return redirect("dashboard:case", case_id=case.pk)


def _put(request: DeskRequest, tip: Tip, form: CaseForm) -> Case:
    version = version_of(request)
    if form.is_bound:
        return open_case(title=form.cleaned_data["title"], tip=tip, ring=request.key_ring, version=version)
    try:
        case = own_case(request, UUID(request.POST.get("case", ""))).case
    except ValueError:
        raise Http404 from None
    add_to_case(case=case, tip=tip, by=request.user, version=version)
    return case


def _page(request: DeskRequest, tip: Tip, form: CaseForm, *, status: int = 200, refused: Words = "") -> HttpResponse:
    theirs = [one for one in cases(request.key_ring, tip.unit_id) if one.case.is_open]
    page = {"page": "cases", "tip": tip, "form": form, "cases": theirs, "refused": refused}
    return render(request, "dashboard/into_case.html", page, status=status)
