"""What came of a tip: one form of numbers, every one of them optional."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.casework.drafts import drop_draft
from reports.casework.outcomes import (
    MOST_GRAMS,
    MOST_OF,
    MOST_THINGS,
    EmptyOutcome,
    Figures,
    NoSuchOutcome,
    record_outcome,
    strike_out,
)
from reports.dashboard.acts import REFUSED, read_alone, version_of
from reports.dashboard.came import COUNTED, came_of, reports_of, told
from reports.dashboard.draft_fields import begun_form
from reports.dashboard.draft_pass import pass_for
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.wording import Words
from reports.models import DraftField, Drug, Feedback, Firearm, Missing, ProposalState, Struck, Tip, Usefulness
from reports.models.outcome import COUNTS
from reports.number_field import Measure, number_field
from reports.queries.drafts import begun_on
from reports.releases.answers import Given, TakenOver, answer_of, take_over
from reports.rewards.grounds import withdraw_unfounded
from reports.rewards.tariff import Award, award_for

_TAKEN = _("A colleague took the numbers of this answer over already: they stand among what was written down.")
_GONE = _("It is struck out already.")
_REWARD_FELL: dict[str, Words] = {
    ProposalState.WAITING: _(
        "Its proposal for a reward is withdrawn, for it rested on that report. What still stands can be proposed anew."
    ),
    ProposalState.APPROVED: _(
        "The board had agreed to a reward for it. Its voucher names no tip, so it stays good until it ends or is"
        " collected: tell the head of your unit."
    ),
}
_REWARD_UNKNOWN = _("A note of this tip does not open: whether it was proposed for a reward nobody can say.")
_UNLIKELY = _("More than %(limit_value)s is not taken at once: look at the digits. If it is true, write two reports.")
_GRAMS = _("{drug}, in grams")


def _likely(label: Words, most: int, measure: Measure = Measure.THINGS) -> forms.IntegerField:
    field = number_field(label, most, measure)
    field.error_messages["max_value"] = _UNLIKELY
    return field


class StrikeForm(forms.Form):
    """Why a report does not stand."""

    outcome = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.ChoiceField(
        label=_("Why it does not stand"),
        choices=[("", _("Choose")), *Struck.choices],
        error_messages={"required": _("Choose why the report does not stand.")},
    )


def _fields() -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        name: _likely(COUNTED[name], MOST_OF.get(name, MOST_THINGS), Measure.of(name)) for name in COUNTS
    }
    fields |= {f"firearms_{gun}": _likely(gun.label, MOST_THINGS) for gun in Firearm}
    for drug in Drug:
        fields[f"drugs_{drug}"] = _likely(format_lazy(_GRAMS, drug=drug.label), MOST_GRAMS, Measure.GRAMS)
    fields["usefulness"] = forms.ChoiceField(
        label=_("What was the tip worth?"), choices=[("", _("Not known yet")), *Usefulness.choices], required=False
    )
    fields["missing"] = forms.MultipleChoiceField(
        label=_("What did it lack?"),
        help_text=_("An open tip’s page then offers a question for it. The sums help to make the form ask better."),
        choices=Missing.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    return fields


class OutcomeForm(forms.Form):
    """Numbers to add to what was written down before."""

    def figures(self) -> Figures:
        """Return what was written, once the form is valid."""
        said = {name: number for name, number in self.cleaned_data.items() if number}
        return Figures(
            counts={name: said[name] for name in COUNTS if name in said},
            firearms={str(one): said[f"firearms_{one}"] for one in Firearm if f"firearms_{one}" in said},
            drugs={str(one): said[f"drugs_{one}"] for one in Drug if f"drugs_{one}" in said},
            usefulness=int(said["usefulness"]) if "usefulness" in said else None,
            missing=tuple(said.get("missing", ())),
        )


OutcomeForm.base_fields = _fields()


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    if led := read_alone(request, tip):
        return led
    answer = _answer(request, tip)
    if request.method != "POST":
        if answer:
            return _page(request, tip, OutcomeForm(initial=_said_by(answer)), answer=answer)
        return _begun_page(request, tip)
    return _strike(request, tip) if request.POST.get("do") == "strike" else _write_down(request, tip, answer)


def _write_down(request: DeskRequest, tip: Tip, answer: Given | None) -> HttpResponse:
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _page(request, tip, form, status=422, answer=answer)
    try:
        with transaction.atomic():
            record_outcome(form.figures(), tip=tip, by=request.user, version=version_of(request))
            if answer:
                take_over(answer.feedback.pk, tip=tip, by=request.user)
    except TakenOver:
        return _page(request, own_tip(request, tip.pk), form, status=409, refused=_TAKEN)
    except EmptyOutcome:
        form.add_error(None, _("Write down at least one thing."))
        return _page(request, tip, form, status=422, answer=answer)
    except tuple(REFUSED) as refused:
        return _page(request, own_tip(request, tip.pk), form, status=409, refused=REFUSED[type(refused)], answer=answer)
    drop_draft(tip_id=tip.pk, field=DraftField.OUTCOME, by=request.user, sent=True)
    messages.success(request, str(_("It is written down.")), extra_tags="good")
    address = reverse("dashboard:tip", args=[tip.pk])
    return redirect(f"{address}#lacking" if form.cleaned_data["missing"] else address)


def _strike(request: DeskRequest, tip: Tip) -> HttpResponse:
    form = StrikeForm(request.POST)
    if not form.is_valid():
        return _begun_page(request, tip, status=422, strike=form)
    told = form.cleaned_data
    try:
        with transaction.atomic():
            before = award_for(tip)
            strike_out(told["outcome"], tip=tip, why=told["why"], by=request.user, version=version_of(request))
            fell = _what_fell(request, tip, before)
    except NoSuchOutcome:
        return _begun_page(request, own_tip(request, tip.pk), status=409, refused=_GONE)
    except tuple(REFUSED) as refused:
        return _begun_page(request, own_tip(request, tip.pk), status=409, refused=REFUSED[type(refused)])
    messages.success(request, str(_("It is struck out, and counts no more.")), extra_tags="good")
    if fell:
        messages.warning(request, str(fell), extra_tags="warn")
    return redirect("dashboard:outcome", tip_id=tip.pk)


def _what_fell(request: DeskRequest, tip: Tip, before: Award | None) -> Words:
    """Withdraw a reward's proposal that nothing carries any more, and return what is to be said of it."""
    try:
        fallen = withdraw_unfounded(tip, request.key_ring, before=before)
    except UNREADABLE:
        return _REWARD_UNKNOWN
    return _REWARD_FELL.get(fallen, "") if fallen else ""


def _answer(request: DeskRequest, tip: Tip) -> Given | None:
    """Return the agency's answer whose numbers are to be taken over, where one is asked for."""
    wanted = request.POST.get("answer") or request.GET.get("answer")
    if not wanted:
        return None
    try:
        return answer_of(UUID(wanted), tip=tip, ring=request.key_ring)
    except (ValueError, Feedback.DoesNotExist, *UNREADABLE):
        raise Http404 from None


def _said_by(answer: Given) -> dict[str, Any]:
    """Return what an agency answered, for the fields of the form."""
    return {**answer.numbers, "usefulness": answer.usefulness, "missing": list(answer.missing)}


def _begun_page(request: DeskRequest, tip: Tip, **more: Any) -> HttpResponse:
    """Show the form with what the officer has begun to write, if anything."""
    begun = begun_on(request.key_ring, tip).get(DraftField.OUTCOME.value)
    form = OutcomeForm(initial=begun_form(begun.text, OutcomeForm()) if begun else None)
    return _page(request, tip, form, begun=begun, **more)


def _page(request: DeskRequest, tip: Tip, form: OutcomeForm, *, status: int = 200, **more: Any) -> HttpResponse:
    groups = [
        (_("People and cases"), [form[name] for name in COUNTS[:5]]),
        (_("Firearms"), [form[f"firearms_{one}"] for one in Firearm] + [form["rounds"]]),
        (_("Drugs"), [form[f"drugs_{one}"] for one in Drug]),
        (_("Other things"), [form[name] for name in COUNTS[6:]]),
    ]
    page = {
        "tip": tip,
        "form": form,
        "groups": groups,
        "told": told(came_of(tip)),
        "reports": reports_of(tip),
        "reasons": StrikeForm().fields["why"].choices,  # type: ignore[attr-defined]
        "draft_pass": pass_for(request, tip),
    }
    return render(request, "dashboard/outcome.html", page | more, status=status)
