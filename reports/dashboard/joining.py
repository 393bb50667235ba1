"""What an officer does with two tips: link, merge, undo, and open a closed one again for a look."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from reports.casework.links import CannotLink, NotClosed, leave_closed, link_tips, look_again, unlink_tips
from reports.casework.merging import CannotMerge, NotMerged, NotReadAlike, merge_tip, undo_merge
from reports.dashboard.acts import REFUSED, version_of
from reports.dashboard.beside import beside_page
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.tip import tip_page
from reports.dashboard.wording import Words
from reports.keyring import NotYours
from reports.models import Tip

_REFUSALS = REFUSED | {
    CannotLink: _("These two cannot be linked so. A tip about the police is linked inside its own unit only."),
    NotClosed: _("This tip is open already."),
    CannotMerge: _("Only two open tips of one unit are merged: neither merged yet, and the one that goes leads none."),
    NotReadAlike: _(
        "Not the same colleagues may read both, so they are not merged. Link them: a link shows to who may."
    ),
    NotMerged: _("This tip is not merged any more."),
    NotYours: _("Only officers of the units that work on both tips can do this."),
}


@at_the_desk
@require_POST
def link(request: DeskRequest, tip_id: UUID, other_id: UUID) -> HttpResponse:
    def act(tip: Tip, other: Tip) -> None:
        kind, version = request.POST.get("kind", ""), version_of(request)
        link_tips(tip=tip, other=other, kind=kind, by=request.user, version=version)

    return _done(request, tip_id, other_id, act, _("The two tips are linked."))


@at_the_desk
@require_POST
def unlink(request: DeskRequest, tip_id: UUID, other_id: UUID) -> HttpResponse:
    def act(tip: Tip, other: Tip) -> None:
        kind, version = request.POST.get("kind", ""), version_of(request)
        unlink_tips(tip=tip, other=other, kind=kind, by=request.user, version=version)

    return _done(request, tip_id, other_id, act, _("The link is taken away."))


@at_the_desk
@require_POST
def merge(request: DeskRequest, tip_id: UUID, other_id: UUID) -> HttpResponse:
    """Merge the first tip into the second."""

    def act(tip: Tip, other: Tip) -> None:
        leads_version = version_of(request, "leads_version")
        merge_tip(tip=tip, into=other, ring=request.key_ring, version=version_of(request), leads_version=leads_version)

    return _done(request, tip_id, other_id, act, _("The tips are merged. You can undo it at any time."))


@at_the_desk
@require_POST
def again(request: DeskRequest, tip_id: UUID, other_id: UUID) -> HttpResponse:
    """Open the second tip, which is closed, again because of the first."""

    def act(tip: Tip, other: Tip) -> None:
        look_again(tip=other, because_of=tip, ring=request.key_ring, version=version_of(request))

    return _done(request, tip_id, other_id, act, _("The closed tip is open again, and the two are linked."))


@at_the_desk
@require_POST
def nothing_new(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    """Leave a closed tip closed, of whose matter a newer one may tell."""
    return _done_to_one(request, tip_id, leave_closed, _("It stays closed, and stands in that list no more."))


@at_the_desk
@require_POST
def unmerge(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    return _done_to_one(request, tip_id, undo_merge, _("The tip stands for itself again, as it was."))


def _done_to_one(request: DeskRequest, tip_id: UUID, act: Callable[..., object], said: Words) -> HttpResponse:
    tip = own_tip(request, tip_id)
    try:
        act(tip=tip, by=request.user, version=version_of(request))
    except tuple(_REFUSALS) as refused:
        return tip_page(request, own_tip(request, tip_id), status=409, refused=_REFUSALS[type(refused)])
    messages.success(request, str(said), extra_tags="good")
    return redirect("dashboard:tip", tip_id=tip_id)


def _done(
    request: DeskRequest, tip_id: UUID, other_id: UUID, act: Callable[[Tip, Tip], None], said: Words
) -> HttpResponse:
    try:
        act(own_tip(request, tip_id), own_tip(request, other_id))
    except tuple(_REFUSALS) as refused:
        return beside_page(request, tip_id, other_id, status=409, refused=_REFUSALS[type(refused)])
    messages.success(request, str(said), extra_tags="good")
    return redirect("dashboard:beside", tip_id=tip_id, other_id=other_id)
