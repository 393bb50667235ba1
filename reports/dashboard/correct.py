"""Correcting what triage found: an officer says what it should have been, and the tip is put right."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.casework.drafts import drop_draft
from reports.dashboard.acts import REFUSED, read_alone, version_of
from reports.dashboard.draft_fields import begun_form
from reports.dashboard.draft_pass import pass_for
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.meanwhile import Change, chosen_now
from reports.dashboard.wording import Words, language
from reports.models import Category, DraftField, Tip, Urgency
from reports.queries.drafts import begun_on
from reports.queries.reading import read_tip
from reports.triage.assessment import Assessment
from reports.triage.learning.correct import LANGUAGES, as_it_stands, correct
from reports.triage.learning.decision import NOT_A_TIP, TIP
from reports.triage.learning.proposals import candidate_words, propose

_STEPS = ("category", "urgency", "junk", "language")


class CorrectForm(forms.Form):
    """What triage should have found. It starts with what stands now, and keeps beside it what stood at its start."""

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
        for step in _STEPS:
            self.fields[_seen(step)] = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def correct_tip(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    if led := read_alone(request, tip):
        return led
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
        return _begun_page(request, tip, candidates)
    return _correct(request, tip, judged, CorrectForm(request.POST, candidates=candidates))


def _begun_page(request: DeskRequest, tip: Tip, candidates: list[str]) -> HttpResponse:
    begun = begun_on(request.key_ring, tip).get(DraftField.CORRECTION.value)
    kept = begun_form(begun.text, CorrectForm(candidates=candidates)) if begun else {}
    now, changes = _now(tip, kept) if begun else (_start(tip), [])
    form = CorrectForm(initial=kept | now, candidates=candidates)
    return _page(request, tip, form, begun=begun, changes=changes)


def _correct(request: DeskRequest, tip: Tip, judged: Assessment, form: CorrectForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, tip, form, status=422)
    meant = {step: form.cleaned_data[step] for step in _STEPS}
    stood = as_it_stands(tip)
    seen = {step: form.cleaned_data[_seen(step)] for step in _STEPS if _seen(step) in form.data} or None
    try:
        correct(tip=tip, assessment=judged, meant=meant, ring=request.key_ring, version=version_of(request), seen=seen)
    except tuple(REFUSED) as refused:
        return _refused(request, own_tip(request, tip.pk), form, REFUSED[type(refused)])
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)
    propose(form.cleaned_data.get("words", ()), category=meant["category"], language=meant["language"], by=request.user)
    drop_draft(tip_id=tip.pk, field=DraftField.CORRECTION, by=request.user, sent=True)
    said = (
        _("Kept: it was right as it stood, and that counts too.")
        if stood == meant
        else _("Kept. The tip is put right.")
    )
    messages.success(request, str(said), extra_tags="good")
    return redirect("dashboard:tip", tip_id=tip.pk)


def _refused(request: DeskRequest, tip: Tip, form: CorrectForm, why: Words) -> HttpResponse:
    """Show what was chosen, on the tip as it stands now: what the officer left alone is as somebody else has put it."""
    sent = request.POST.copy()
    now, changes = _now(tip, sent)
    for name, value in now.items():
        sent[name] = value
    form.data = sent
    return _page(request, tip, form, status=409, refused=why, changes=changes)


def _now(tip: Tip, sent: Mapping[str, Any]) -> tuple[dict[str, str], list[Change]]:
    """Return the fields of a form for the tip as it stands now, and what changed since the officer chose."""
    start = _start(tip)
    fields = {step: CorrectForm.base_fields[step] for step in _STEPS}
    chosen = {step: (sent.get(_seen(step), ""), sent.get(step, "")) for step in _STEPS}
    now, changes = chosen_now(fields, chosen, start)
    return start | now, changes


def _start(tip: Tip) -> dict[str, str]:
    """Return the fields of a form that is begun now."""
    stands = as_it_stands(tip)
    return stands | {_seen(step): value for step, value in stands.items()}


def _seen(step: str) -> str:
    return f"seen_{step}"


def _page(request: DeskRequest, tip: Tip, form: CorrectForm, *, status: int = 200, **more: Any) -> HttpResponse:
    page = {"tip": tip, "form": form, "draft_pass": pass_for(request, tip)}
    return render(request, "dashboard/correct.html", page | more, status=status)
