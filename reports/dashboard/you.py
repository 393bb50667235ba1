"""What an officer sees and sets of themselves."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.narrowing import own_units
from reports.dashboard.rekeyed import NoKey, rekeyed
from reports.dashboard.wording import due
from reports.models import Officer, Tip
from reports.queries.chased import chased
from reports.queries.drafts import MOST_BEGUN, begun_by, left_behind
from reports.queries.unusual import overseen

OVERDUE = 50


@dataclass(frozen=True, slots=True)
class Late:
    """An overdue tip that the officer is told of: what has to happen, and whether it is as head of the unit."""

    tip: Tip
    told: str
    to_head: bool


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: DeskRequest) -> HttpResponse:
    if request.method == "POST":
        _set_keys(request)
        return redirect("dashboard:you")
    late = list(chased(request.key_ring)[: OVERDUE + 1])
    page = {
        "overdue": [Late(each.tip, due(each.tip), each.to_head) for each in late[:OVERDUE]],
        "is_cut": len(late) > OVERDUE,
        "page": "you",
        "units": own_units(request),
        "begun": begun_by(request.key_ring),
        "left": [(draft.get_field_display(), begun.text) for draft, begun in left_behind(request.key_ring)],
        "most_begun": MOST_BEGUN,
        "oversees": overseen(request.key_ring),
        "draft_days": settings.DRAFT_DAYS,
        "changed_keys": sorted(request.user.key_map.items()),
    }
    return render(request, "dashboard/you.html", page)


def _set_keys(request: DeskRequest) -> None:
    """Turn keys on or off, change one for another, or put all back."""
    own = Officer.objects.filter(pk=request.user.pk)
    match request.POST.get("do"):
        case "change":
            try:
                changed = rekeyed(request.user.key_map, request.POST.get("key", ""), request.POST.get("now", ""))
            except NoKey:
                messages.warning(
                    request, _("Give one character for each, and not the question mark."), extra_tags="warn"
                )
                return
            own.update(key_map=changed)
            told = _("The keys are changed.")
        case "back":
            own.update(key_map={})
            told = _("All keys are put back.")
        case _:
            is_on = request.POST.get("shortcuts") == "on"
            own.update(shortcuts=is_on)
            told = _("Keys are turned on.") if is_on else _("Keys are turned off.")
    messages.success(request, told, extra_tags="good")
