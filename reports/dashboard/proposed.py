"""What a tip's page says of a reward: how a proposal stands, or what the tariff would give."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from reports.clock import today
from reports.dashboard.wording import Words
from reports.keyring import KeyRing
from reports.models import Outcome, ProposalState, Tip
from reports.queries.reading import ReadEntry
from reports.rewards.propose import CannotPropose, can_propose, can_share, last_proposal
from reports.rewards.tariff import Award, award_for, currency, words_of

CANNOT: dict[str, Words] = {
    "no_rewards": _("This line pays no rewards."),
    "boards_own": _("The board is of this unit: it would know whom it pays."),
    "board_knows": _("The board's unit had this tip or was told of it: it would know whom it pays."),
    "no_mailbox": _("No mailbox of it is open: nobody could be told of a reward."),
    "is_led": _("This tip is worked on in another: propose that one, and share the sum with this tipster."),
    "no_award": _("Write down first what came of the tip and what it was worth: the tariff goes by that."),
    "no_worth": _("Write down first what the tip was worth: the tariff goes by that too."),
    "too_few": _("You are of the board, and too few others are left to agree. Who is not of it can propose this tip."),
    "too_few_apart": _("Two of the board must agree who cannot open this tip and never read it: too few are left."),
    "proposed_already": _("This tip is before the board already, or the board has agreed."),
    "not_shared": _("A reward is shared with tips that this one leads, three at most, whose mailbox is open."),
}
"""Why a tip cannot be proposed, by CannotPropose's reasons."""


def reward_of(ring: KeyRing, tip: Tip, entries: Iterable[ReadEntry], *, is_worth: bool) -> dict[str, Any]:
    """Return what the page of an opened tip says of a reward; `is_worth`: something came of it."""
    proposal = last_proposal(entries)
    state = proposal.state if proposal else ""
    is_refused = state == ProposalState.REFUSED
    may_be_withdrawn = is_refused and _has_struck(tip)
    told = ProposalState(state).label if state else ""
    award, missing = _award(tip, is_worth=is_worth) if not state or is_refused else (None, "")
    return {
        "state": _fallen(may_be_withdrawn=may_be_withdrawn) if is_refused else told,
        "may_be_withdrawn": may_be_withdrawn,
        "is_unfounded": state == ProposalState.APPROVED and award_for(tip) is None and _has_struck(tip),
        "waits": state == ProposalState.WAITING,
        "comes_up": proposal.shown_from if proposal and proposal.shown_from and proposal.shown_from > today() else None,
        "award": award,
        "what_for": words_of(award.code) if award else "",
        "currency": currency(),
        "shares": can_share(ring, tip) if award else [],
        "missing": missing,
    }


def _award(tip: Tip, *, is_worth: bool) -> tuple[Award | None, Words]:
    """Return what the tariff gives, or else what is missing."""
    try:
        if settings.REWARD_PLACES and not is_worth:
            raise CannotPropose("no_award")
        return can_propose(tip), ""
    except CannotPropose as refused:
        return None, CANNOT[refused.reason]


def _fallen(*, may_be_withdrawn: bool) -> Words:
    """Nothing tells a refusal of the board from what fell with a report: no entry joins a proposal and its tip."""
    return _("Withdrawn or refused") if may_be_withdrawn else _("The board has refused it")


def _has_struck(tip: Tip) -> bool:
    """Whether a report was struck out. What was carried by how a tip was closed is not lost where it is open again."""
    return Outcome.everything.filter(tip=tip, struck=True).exists()
