"""What a tip's page says of a reward: how a proposal stands, or what the tariff would give."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from reports.clock import today
from reports.keyring import KeyRing
from reports.models import ProposalState, Tip
from reports.queries.reading import ReadEntry
from reports.rewards.propose import can_propose, can_share, last_proposal
from reports.rewards.tariff import currency, words_of


def reward_of(ring: KeyRing, tip: Tip, entries: Iterable[ReadEntry], *, is_worth: bool) -> dict[str, Any]:
    """Return what the page of an opened tip says of a reward; `is_worth`: something came of it."""
    proposal = last_proposal(entries)
    state = proposal.state if proposal else ""
    award = can_propose(tip) if is_worth and state in ("", ProposalState.REFUSED) else None
    return {
        "state": ProposalState(state).label if state else "",
        "waits": state == ProposalState.WAITING,
        "comes_up": proposal.shown_from if proposal and proposal.shown_from and proposal.shown_from > today() else None,
        "award": award,
        "what_for": words_of(award.code) if award else "",
        "currency": currency(),
        "shares": can_share(ring, tip) if award else [],
        "is_off": not settings.REWARD_PLACES,
    }
