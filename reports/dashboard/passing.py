"""Passing a tip on to another unit, letting another unit read it, and stepping back from it."""

from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from reports.casework.informed import NotInformed, StandsIn, end_informing
from reports.casework.recuse import LastReader, NotNamed, keep_off, step_back
from reports.casework.refer import NobodyLeft, NoSuchWay, NotAnswered, Proposed, inform_unit, refer_tip
from reports.dashboard.acts import REFUSED, version_of
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.leaving import UNANSWERED
from reports.dashboard.tip import tip_page
from reports.dashboard.wording import Words
from reports.models import Tip
from reports.triage.learning.amend import say_wrong_unit

_DAMAGED = _(
    "Nothing was done: what is stored of this tip was damaged or changed, and does not open. Tell whoever runs the line"
    " today: a backup may still hold the key, for seven days."
)
_REFUSALS = REFUSED | {
    NoSuchWay: _(
        "The tip cannot go there: a closed tip stays where it is, and any other goes to another unit of this desk."
    ),
    NobodyLeft: _("Nobody of that unit could read this tip. Pass it on to another unit, or to standards."),
    NotAnswered: UNANSWERED,
    Proposed: _("The tip is proposed for a reward, and the board is of that unit: it would know whom it pays."),
    NotInformed: _("That unit does not read this tip for information."),
    StandsIn: _("The duty unit is called where nobody of yours is on duty, so it reads the tip while it is open."),
    NotNamed: _("That officer neither reads that tip nor is called for it, or is not named here."),
    LastReader: _("Nobody else of the unit could read this tip. Pass it on to another unit first."),
}


@at_the_desk
@require_POST
def refer(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    reads_on, to = request.POST.get("reads_on") == "on", request.POST.get("unit", "")

    @transaction.atomic
    def act(tip: Tip) -> None:
        if request.POST.get("wrongly") == "on":  # first, for the key leaves with the tip
            with suppress(*UNREADABLE):  # a damaged tip has to reach its unit, too, though none can learn of it
                say_wrong_unit(tip=tip, meant=to, ring=request.key_ring)
        refer_tip(
            tip=tip,
            to=to,
            ring=request.key_ring,
            version=version_of(request),
            still_reads=reads_on,
            nothing_against=_is_answered(request),
        )

    return _passed(request, tip_id, act, _("The tip is with the other unit now."), form="refer")


@at_the_desk
@require_POST
def inform(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    unit, version = request.POST.get("unit", ""), version_of(request)

    def act(tip: Tip) -> None:
        answer = _is_answered(request)
        inform_unit(tip=tip, unit=unit, ring=request.key_ring, version=version, nothing_against=answer)

    def end(tip: Tip) -> None:
        end_informing(tip=tip, unit=unit, by=request.user, version=version)

    if request.POST.get("do") == "end":
        return _passed(request, tip_id, end, _("The other unit reads the tip no more."), to_tip=True)
    return _passed(request, tip_id, act, _("The other unit can read the tip now."), to_tip=True, form="inform")


def _is_answered(request: DeskRequest) -> bool:
    return request.POST.get("nothing_against") == "on"


@at_the_desk
@require_POST
def recuse(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    def act(tip: Tip) -> None:
        step_back(tip=tip, by=request.user, version=version_of(request))

    return _passed(request, tip_id, act, _("You stepped back. You will not see this tip again."))


@at_the_desk
@require_POST
def keep_from(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    """Keep the tip that words were added to from whom they name, for who reads the words alone."""

    def act(tip: Tip) -> None:
        try:
            officer = UUID(request.POST.get("officer", ""))
        except ValueError:
            raise BadRequest from None
        keep_off(tip=tip, officer=officer, ring=request.key_ring, version=version_of(request))

    return _passed(request, tip_id, act, _("The officer does not see that tip any more."), to_tip=True)


def _passed(
    request: DeskRequest, tip_id: UUID, act: Callable[[Tip], None], said: Words, *, to_tip: bool = False, form: str = ""
) -> HttpResponse:
    """Do it; where it is refused, `form` of the tip's page comes back as it was filled in."""
    tip = own_tip(request, tip_id)
    try:
        act(tip)
    except tuple(_REFUSALS) as refused:
        chosen, why = {form: request.POST.dict()}, _REFUSALS[type(refused)]
        return tip_page(request, own_tip(request, tip_id), status=409, refused=why, chosen=chosen)
    except UNREADABLE:
        return tip_page(request, own_tip(request, tip_id), status=409, refused=_DAMAGED)
    messages.success(request, str(said), extra_tags="good")
    return redirect("dashboard:tip", tip_id=tip_id) if to_tip else redirect("dashboard:queue")
