"""Words that could identify the tipster, masked on the tip's page until an officer asks for them and says why."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from uuid import UUID

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from reports.casework.unmasking import is_unmasked, mask_again, purposes_for, unmask
from reports.dashboard.gate import at_the_desk, own_tip, safe_address
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.marked import WHO, Piece
from reports.dashboard.wording import Words
from reports.models import Tip
from reports.queries.masking import MASK
from reports.queries.reading import ReadEntry

FEW_KNOW: Mapping[str, Words] = {
    "me": _("Only the tipster could know this."),
    "few": _("Only two to four people could know this."),
}

_IN_WORDS = _("Triage found words in the tip that few people could know.")

ASKS_SOURCE = "ask"  # in an address: the page of the tip has its question for the source open


def asking_for_source(tip: Tip) -> str:
    """Return the address at which an officer asks for a tip's source."""
    return reverse("dashboard:tip", args=[tip.pk], query={ASKS_SOURCE: "source"}, fragment="source")


@at_the_desk
@require_POST
def show_source(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    ask(request, tip)
    return redirect(safe_address(request.POST.get("next", "")) or reverse("dashboard:tip", args=[tip.pk]))


def ask(request: DeskRequest, tip: Tip) -> None:
    """Show this officer a tip's source for the purpose that the form names, or say why not."""
    purposes = {purpose.value: purpose for purpose in purposes_for(tip, request.key_ring)}
    if not purposes:
        messages.warning(request, str(_("It is shown only to the unit that works on the tip.")), extra_tags="warn")
    elif purpose := purposes.get(request.POST.get("purpose", "")):
        unmask(tip=tip, purpose=purpose, by=request.user)
    else:
        messages.warning(request, str(_("Choose why you ask for it.")), extra_tags="warn")


@at_the_desk
@require_POST
def hide_source(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    if sees_source(request, tip):
        mask_again(tip=tip, by=request.user)
    return redirect("dashboard:tip", tip_id=tip.pk)


def sees_source(request: DeskRequest, tip: Tip) -> bool:
    """Whether this officer, of a unit that may, has asked for it since signing in.

    Once nobody can be in danger, it is masked for the duty unit again.
    """
    if not purposes_for(tip, request.key_ring):
        return False
    shown = [record["at"] for record in get_authentication_records(request, request.user) if record["method"] == "mfa"]
    return bool(shown) and is_unmasked(tip, request.user, since=datetime.fromtimestamp(max(shown), UTC))


def masked_pieces(cut: Iterable[Piece]) -> list[Piece]:
    """Return marked words with one mask for each run of pieces that could identify."""
    shown: list[Piece] = []
    for piece in cut:
        if WHO not in piece.marks:
            shown.append(piece)
        elif not shown or WHO not in shown[-1].marks:
            shown.append(Piece(MASK, (WHO,)))
    return shown


def few_know(entry: ReadEntry) -> Words:
    """Return a warning where so few could know this that acting on it could give the tipster away.

    It was ticked, or stands in the words.
    """
    found = entry.findings["findings"] if entry.findings else ()
    in_words = any(one["value"] == "sole_knowledge" for one in found)
    return FEW_KNOW.get(entry.answers.get("how_many_know", ""), _IN_WORDS if in_words else "")
