"""What came of a tip, and what its page says of a reward: how a proposal stands, or what the tariff would give."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from reports.dashboard.came import told
from reports.models import ProposalState, Tip
from reports.queries.reading import ReadEntry
from reports.rewards.propose import can_propose, last_state
from reports.rewards.tariff import currency, words_of


def came_and_reward(tip: Tip, entries: Iterable[ReadEntry]) -> dict[str, Any]:
    """Return what came of an opened tip, and what its page says of a reward.

    Where nothing was written down, the tariff asks nothing of the database.
    """
    state, came = last_state(entries), told(tip)
    award = can_propose(tip) if came and state in ("", ProposalState.REFUSED) else None
    reward = {
        "state": ProposalState(state).label if state else "",
        "award": award,
        "what_for": words_of(award.code) if award else "",
        "currency": currency(),
        "is_off": not settings.REWARD_PLACES,
    }
    return {"came": came, "reward": reward}
