"""Correcting what triage found: an officer says what it should have been, and the tip is put right."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.casework.drafts import drop_draft
from reports.dashboard.acts import REFUSED, version_of
from reports.dashboard.draft_fields import begun_form
from reports.dashboard.draft_pass import pass_for
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.wording import language
from reports.models import Category, DraftField, Tip, Urgency
from reports.queries.drafts import begun_on
from reports.queries.reading import read_tip
from reports.triage.assessment import Assessment
from reports.triage.learning.correct import LANGUAGES, correct
from reports.triage.learning.decision import NOT_A_TIP, TIP
from reports.triage.learning.proposals import candidate_words, propose


class CorrectForm(forms.Form):
    """What triage should have found. It starts with what stands now."""

    category = forms.ChoiceField(label=_("What it is about"), choices=Category.choices)
    urgency = forms.ChoiceField(
        label=_("How soon somebody must read it"),
        help_text=_("A lower urgency moves the tip down in the queue of everybody."),
        choices=[(one.name.lower(), one.label) for one in Urgency],
    )
    junk = forms.ChoiceField(
        label=_("Is it a tip?"), choices=[(TIP, _("Yes")), (NOT_A_TIP, _("No: an advert, a test, a joke, abuse"))]
    )
    language = forms.ChoiceField(label=_("Language"), choices=[(one, language(one)) for one in (*LANGUAGES, "unsure")])
    words = forms.MultipleChoiceField(
        label=_("Words that the lists lack"),
        help_text=_("Tick only general words for this kind of crime. They are kept readable, for everybody."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, candidates: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        if candidates:
            self.fields["words"].choices = [(word, word) for word in candidates]  # type: ignore[attr-defined]
        else:
            del self.fields["words"]


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def correct_tip(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    try:
        read = read_tip(request.key_ring, tip, by=request.user)
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)
    entry = next((one for one in read.entries if one.record.pk == tip.pk), None)
    if entry is None or not entry.findings:
        return redirect("dashboard:tip", tip_id=tip.pk)
    judged = Assessment.from_dict(entry.findings)
    candidates = candidate_words(entry.text, judged)
    if request.method != "POST":
        begun = begun_on(request.key_ring, tip).get(DraftField.CORRECTION.value)
        kept = begun_form(begun.text, CorrectForm(candidates=candidates)) if begun else {}
        form = CorrectForm(initial=_as_it_stands(tip) | kept, candidates=candidates)
        return _page(request, tip, form, begun=begun)
    return _correct(request, tip, judged, CorrectForm(request.POST, candidates=candidates))


def _correct(request: DeskRequest, tip: Tip, judged: Assessment, form: CorrectForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, tip, form, status=422)
    meant = {step: form.cleaned_data[step] for step in ("category", "urgency", "junk", "language")}
    try:
        correct(tip=tip, assessment=judged, meant=meant, ring=request.key_ring, version=version_of(request))
    except tuple(REFUSED) as refused:
        return _page(request, own_tip(request, tip.pk), form, status=409, refused=REFUSED[type(refused)])
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)
    propose(form.cleaned_data.get("words", ()), category=meant["category"], language=meant["language"], by=request.user)
    drop_draft(tip_id=tip.pk, field=DraftField.CORRECTION, by=request.user, sent=True)
    messages.success(request, str(_("Kept. The tip is put right.")), extra_tags="good")
    return redirect("dashboard:tip", tip_id=tip.pk)


def _as_it_stands(tip: Tip) -> dict[str, str]:
    return {
        "category": tip.category,
        "urgency": Urgency(tip.urgency).name.lower(),
        "junk": NOT_A_TIP if tip.looks_junk else TIP,
        "language": tip.language or "unsure",
    }


def _page(request: DeskRequest, tip: Tip, form: CorrectForm, *, status: int = 200, **more: Any) -> HttpResponse:
    page = {"tip": tip, "form": form, "draft_pass": pass_for(request, tip)}
    return render(request, "dashboard/correct.html", page | more, status=status)
