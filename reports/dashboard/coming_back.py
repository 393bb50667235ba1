"""A part of the page of shifts: the tips that the duty unit has in another unit's place go back once that is there."""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports.alerts.roster import duty_unit
from reports.casework.coming_back import (
    Refusal,
    StoodInFor,
    give_tips_back,
    gives_back,
    stood_in_for,
    who_gives_back,
)
from reports.casework.refer import MeansThem, NobodyLeft, NoSuchWay, NotLookedThrough
from reports.changing import StaleTip
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words
from reports.keyring import NotYours
from reports.models import Tip

_NAMED = 20  # of what stays
REFUSED: dict[Refusal, Words] = {
    MeansThem: gettext_lazy("it may speak of somebody there: read it, and pass it on by hand"),
    NotLookedThrough: gettext_lazy("not all of its words open: look at it, and pass it on by hand"),
    NobodyLeft: gettext_lazy("nobody who is there could read it"),
    NoSuchWay: gettext_lazy("it cannot go there"),
    NotYours: gettext_lazy("it is not with your unit"),
    StaleTip: gettext_lazy("somebody changed it meanwhile"),
}


def lent_tips(request: DeskRequest) -> dict[str, Any]:
    """Return what the page says of units that are back: whose tips wait, and who gives them back."""
    lent = [one for one in stood_in_for(request.key_ring) if one.is_back]
    if not lent:
        return {"lent": lent}
    is_giver = gives_back(request.key_ring)
    givers = [] if is_giver else [officer.name for officer in who_gives_back()]
    return {"lent": lent, "is_giver": is_giver, "givers": givers, "lender": duty_unit()}


def welcome(request: DeskRequest) -> None:
    """Greet who is back, and say what of the own units is with the duty unit."""
    own = [one for one in stood_in_for(request.key_ring) if one.is_back and one.unit.pk in request.key_ring.unit_ids]
    said = " ".join([_("Welcome back."), *map(_with_duty_unit, own)])
    messages.success(request, said, extra_tags="good")


def _with_duty_unit(lent: StoodInFor) -> str:
    told = ngettext(
        "%(count)d tip of %(unit)s is with the duty unit: this page says how it comes back.",
        "%(count)d tips of %(unit)s are with the duty unit: this page says how they come back.",
        lent.tips,
    )
    return told % {"count": lent.tips, "unit": lent.unit.name}


def give_back(request: DeskRequest) -> None:
    """Give a unit its tips back, and say of each that stays why."""
    lent = stood_in_for(request.key_ring) if gives_back(request.key_ring) else []
    unit = next((one.unit for one in lent if str(one.unit.pk) == request.POST.get("unit")), None)
    given, refused = give_tips_back(unit=unit.pk, ring=request.key_ring) if unit else (0, [])
    if unit is None or not (given or refused):
        messages.warning(request, _("Nothing went back: look at what the page says now."), extra_tags="warn")
        return
    if given:
        said = ngettext("%(count)d tip is with %(unit)s again.", "%(count)d tips are with %(unit)s again.", given)
        messages.success(request, said % {"count": given, "unit": unit.name}, extra_tags="good")
    if refused:
        said = _("Not given back: %(tips)s.") % {"tips": ", ".join(_named(refused))}
        messages.warning(request, said, extra_tags="warn")


def _named(refused: list[tuple[Tip, Refusal]]) -> list[str]:
    named = [f"{tip.reference} ({REFUSED.get(why, _('it could not be opened'))})" for tip, why in refused[:_NAMED]]
    more = len(refused) - len(named)
    return [*named, _("and %(count)d more") % {"count": more}] if more else named
