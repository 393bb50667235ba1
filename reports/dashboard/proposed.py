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
from reports.rewards.propose import can_propose, can_share, last_proposal
from reports.rewards.tariff import award_for, currency, words_of

_STATES: dict[str, Words] = {
    ProposalState.REFUSED: _("The board has refused it, or it was withdrawn: what it rested on was struck out"),
}


def reward_of(ring: KeyRing, tip: Tip, entries: Iterable[ReadEntry], *, is_worth: bool) -> dict[str, Any]:
    """Return what the page of an opened tip says of a reward; `is_worth`: something came of it."""
    proposal = last_proposal(entries)
    state = proposal.state if proposal else ""
    award = can_propose(tip) if is_worth and state in ("", ProposalState.REFUSED) else None
    return {
        "state": _STATES.get(state) or (ProposalState(state).label if state else ""),
        "is_unfounded": state == ProposalState.APPROVED and award_for(tip) is None and _has_struck(tip),
        "waits": state == ProposalState.WAITING,
        "comes_up": proposal.shown_from if proposal and proposal.shown_from and proposal.shown_from > today() else None,
        "award": award,
        "what_for": words_of(award.code) if award else "",
        "currency": currency(),
        "shares": can_share(ring, tip) if award else [],
        "is_off": not settings.REWARD_PLACES,
    }


def _has_struck(tip: Tip) -> bool:
    """Whether a report was struck out. What was carried by how a tip was closed is not lost where it is open again."""
    return Outcome.everything.filter(tip=tip, struck=True).exists()
