"""Legal holds at the desk: asking for one on a tip, lifting it, and the second person's answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from reports.casework.drafts import drop_draft
from reports.dashboard.acts import REFUSED, version_of
from reports.dashboard.drafts import keep_brought
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.kept_until import NO_REASON, HoldForm
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.tip import tip_page
from reports.dashboard.wording import Words
from reports.keyring import NotYours
from reports.lifecycle.holds import (
    HoldRefused,
    ask_hold,
    ask_lift,
    confirm_hold,
    confirm_lift,
    refuse_hold,
    refuse_lift,
    standing_in,
)
from reports.models import DraftField, HoldState

_REFUSALS: dict[str, Words] = {
    "no_words": NO_REASON,
    "not_judged": _("This tip waits to be judged: ask once it is. It is not erased before."),
    "is_open": _("A hold was asked for already."),
    "asked_before": _("You asked before and it was not confirmed. A colleague can ask."),
    "own_asking": _("You asked for this yourself: somebody else must answer."),
    "asker_gone": _("Who asked was suspended since. Answer no; a colleague of the tip's unit can ask anew."),
    "not_asked": _("This was answered already."),
    "not_held": _("There is no hold to be lifted any more, or this was answered already."),
}
_ANSWERS: dict[str, tuple[Any, Words]] = {
    f"{HoldState.ASKED}:yes": (confirm_hold, _("The tip is kept until two officers lift the hold.")),
    f"{HoldState.ASKED}:no": (refuse_hold, _("The tip is not kept longer.")),
    f"{HoldState.LIFTING}:yes": (
        confirm_lift,
        _("The hold is lifted. The tip is erased on its day, and not before fourteen days."),
    ),
    f"{HoldState.LIFTING}:no": (refuse_lift, _("The hold goes on.")),
}


@at_the_desk
@require_POST
def hold(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip, form = own_tip(request, tip_id), HoldForm(request.POST)
    is_lift = request.POST.get("do") == "lift"
    if not is_lift and not form.is_valid():
        return tip_page(request, tip, status=422, wrong=form, hold_form=form)
    try:
        if is_lift:
            ask_lift(tip=tip, ring=request.key_ring, version=version_of(request))
        else:
            ask_hold(tip=tip, reason=form.cleaned_data["reason"], ring=request.key_ring, version=version_of(request))
    except HoldRefused as refused:
        told = [(form["reason"].label, form.data.get("reason", ""))] if not is_lift else []  # the page may have no form
        return tip_page(request, own_tip(request, tip_id), status=409, refused=_REFUSALS[refused.reason], typed=told)
    except tuple(REFUSED) as problem:
        keep_brought(request, tip.pk)
        return tip_page(request, own_tip(request, tip_id), status=409, refused=REFUSED[type(problem)], hold_form=form)
    if not is_lift:
        drop_draft(tip_id=tip.pk, field=DraftField.HOLD, by=request.user, sent=True)
    messages.success(request, str(_("It waits for the second person.")), extra_tags="good")
    return redirect("dashboard:tip", tip_id=tip_id)


@at_the_desk
@require_POST
def answer_hold(request: DeskRequest, hold_id: UUID) -> HttpResponse:
    """Answer what was asked; the button says which of the two questions the officer saw."""
    found = next((one for one in standing_in(request.key_ring) if one.pk == hold_id), None)
    answer = _ANSWERS.get(request.POST.get("do", ""))
    if found is None or answer is None:
        raise Http404
    act, said = answer
    try:
        act(found, by=request.user)
    except (HoldRefused, NotYours) as refused:
        words = _REFUSALS[refused.reason] if isinstance(refused, HoldRefused) else REFUSED[NotYours]
        messages.warning(request, str(words), extra_tags="warn")
    else:
        messages.success(request, str(said), extra_tags="good")
    return redirect("dashboard:retention")
