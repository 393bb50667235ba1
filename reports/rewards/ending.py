"""The night's work on vouchers: those whose time is over expire, and those that were given up are counted as that.

Giving one up leaves no entry at that moment: beside others of the same tipster and hour it would name the tip.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from reports import audit
from reports.clock import month_of, today
from reports.models import Reward, RewardProposal, RewardState


def end_vouchers() -> int:
    """End what is given up or over, and return how many there were."""
    offered = Reward.objects.filter(state=RewardState.OFFERED)
    ended = [(reward, RewardState.DECLINED) for reward in offered.filter(slip=b"")]
    ended += [(reward, RewardState.EXPIRED) for reward in offered.filter(last_day__lt=today()).exclude(slip=b"")]
    count = sum(_end(reward, state) for reward, state in ended)
    _blur()
    return count


@transaction.atomic
def _blur() -> None:
    """Write every row anew: Postgres numbers the transactions that wrote rows, and one number then joins them all."""
    Reward.objects.update(state=F("state"))
    RewardProposal.objects.update(state=F("state"))


@transaction.atomic
def _end(reward: Reward, state: RewardState) -> bool:
    emptied = {"slip": b"", "code_mark": b"", "row_mac": b""}
    still = Reward.objects.filter(pk=reward.pk, state=RewardState.OFFERED)
    if not still.update(state=state, ended_month=month_of(timezone.now()), **emptied):
        return False  # it was paid in between
    audit.enter(f"reward.{state}", by=audit.WORKER, reward=reward.number)
    return True
