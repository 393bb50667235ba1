"""Rewards at the desk: a tip is proposed on its page; the board decides, prints vouchers and keeps the ledger."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from reports import audit
from reports.clock import today
from reports.dashboard.acts import REFUSED, version_of
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.proposed import CANNOT
from reports.dashboard.wording import Words
from reports.models import ProposalState, Reward, RewardState, Usefulness
from reports.paper import pdf
from reports.rewards.board import (
    DecidedAlready,
    KnowsTheTip,
    NotOnTheBoard,
    OwnProposal,
    is_on_the_board,
    print_sheet,
    vote,
    waiting_proposals,
)
from reports.rewards.ledger import ledger, outstanding
from reports.rewards.propose import VOTES, CannotPropose, propose_reward
from reports.rewards.tariff import currency
from reports.spreadsheet import spreadsheet

_OVER = _("This is decided already, or was withdrawn because what it rests on was struck out.")
_DECIDED: dict[str, Words] = {
    ProposalState.WAITING: _("Your vote is counted. One more of the same mind decides."),
    ProposalState.APPROVED: _("The board has agreed. The tipster's mailbox tells of it now."),
    ProposalState.REFUSED: _("The board has refused."),
}


@at_the_desk
@require_POST
def propose(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    try:
        shared = _ids(request.POST.getlist("with"))
        made = propose_reward(tip=tip, ring=request.key_ring, version=version_of(request), shared_with=shared)
    except CannotPropose as refused:
        messages.warning(request, str(CANNOT[refused.reason]), extra_tags="warn")
    except tuple(REFUSED) as refused:
        messages.warning(request, str(REFUSED[type(refused)]), extra_tags="warn")
    else:
        said = _("Proposed. The board sees it from Monday, %(day)s, on.")
        messages.success(
            request, str(said) % {"day": date_format(made.shown_from or today(), "j F Y")}, extra_tags="good"
        )
    return redirect(reverse("dashboard:tip", args=[tip_id]) + "#reward")


@at_the_desk
@require_safe
def rewards(request: DeskRequest) -> HttpResponse:
    on_board = is_on_the_board(request.user)
    page: dict[str, Any] = {"page": "rewards", "on_board": on_board, "currency": currency(), "votes": VOTES}
    if on_board:
        try:
            waiting = waiting_proposals(request.key_ring)
        except UNREADABLE:
            waiting, page["unreadable"] = [], True
        page |= {
            "waiting": [(one, Usefulness(one.usefulness).label) for one in waiting],
            "outstanding": outstanding(),
            "ledger": ledger(),
        }
    return render(request, "dashboard/rewards.html", page)


@at_the_desk
@require_POST
def decide(request: DeskRequest, proposal_id: UUID) -> HttpResponse:
    said = request.POST.get("do", "")
    if said not in ("agree", "refuse"):
        raise Http404
    try:
        state = vote(proposal_id, agrees=said == "agree", ring=request.key_ring)
    except (NotOnTheBoard, *UNREADABLE):
        raise Http404 from None
    except OwnProposal:
        messages.warning(request, str(_("You proposed this: others decide.")), extra_tags="warn")
    except KnowsTheTip:
        messages.warning(request, str(_("You can open that tip, or have read it: others decide.")), extra_tags="warn")
    except DecidedAlready:
        messages.warning(request, str(_OVER), extra_tags="warn")
    else:
        messages.success(request, str(_DECIDED[state]), extra_tags="good")
    return redirect("dashboard:rewards")


@at_the_desk
@require_POST
def voucher_sheet(request: DeskRequest, reward_id: UUID) -> HttpResponse:
    """The payer's half on paper. It names no tip, no officer and no day of printing."""
    try:
        reward, printed = print_sheet(reward_id, by=request.user)
    except (NotOnTheBoard, Reward.DoesNotExist):
        raise Http404 from None
    title = f"{_('Voucher')} {reward.number}"
    steps = [
        _("Pay once, in cash. Ask for no name, no number and no signature."),
        _("The person brings this number and a code of fifteen digits."),
        f"{_('Type the voucher and their code at')} {settings.PUBLIC_URL}{_PAY}",
        _("Officers never pay on that page: they sign in and use Rewards, Pay a voucher."),
        _("Hand the money over when the page says that it is marked as paid. Keep no note of who came or when."),
    ]
    made = pdf(
        title,
        [
            ("title", title),
            ("text", f"{_('Pay')}: {currency()}{reward.amount}"),
            ("text", f"{_('Until')}: {date_format(reward.last_day, 'j F Y')}"),
            ("head", str(_("Voucher"))),
            ("title", printed),
            ("head", str(_("How"))),
            *(("text", str(step)) for step in steps),
        ],
        foot=settings.FORCE_NAME,
    )
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="voucher-{reward.number}.pdf"'
    return response


@at_the_desk
@require_safe
def ledger_file(request: DeskRequest) -> HttpResponse:
    if not is_on_the_board(request.user):
        raise Http404
    audit.enter("rewards.exported", by=request.user)
    head = ["month", *(f"{state}_{what}" for state in RewardState.values for what in ("number", "sum"))]
    rows = ([f"{line.month:%Y-%m}", *(n for pair in line.told() for n in pair)] for line in ledger())
    return spreadsheet(head, rows, name="rewards.csv")


def _ids(said: list[str]) -> set[UUID]:
    try:
        return {UUID(one) for one in said}
    except ValueError:
        raise Http404 from None


_PAY = "/pay"
