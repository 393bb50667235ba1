"""Rewards that wait in a mailbox: found by trying its key at every open voucher, for none says whose it is."""

import logging
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from reports import voucher
from reports.clock import today
from reports.models import Reward, RewardState
from reports.sealing.keys import KeyPair
from reports.sealing.opening import CannotOpen, open_box

log = logging.getLogger(__name__)


class RewardGone(Exception):
    """The reward was collected, given up or is over."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A reward that waits. `code` is the tipster's half, good once it was asked for; amounts are whole dollars."""

    reward: UUID
    number: str
    amount: int
    last_day: date
    code: str = field(repr=False)


def promised(pair: KeyPair) -> tuple[Promise, ...]:
    """Return the rewards of the mailbox with this key."""
    offered = Reward.objects.filter(state=RewardState.OFFERED, last_day__gte=today()).exclude(slip=b"")
    return tuple(promise for reward in offered.order_by("number") if (promise := _promise(reward, pair)))


def ask_for_code(promise: Promise) -> str:
    """Make the tipster's half good, and return it. Raises RewardGone."""
    offered = Reward.objects.filter(pk=promise.reward, state=RewardState.OFFERED).exclude(slip=b"")
    reward = offered.first()
    if reward is None or not offered.update(code_mark=voucher.mark_of(reward, promise.code)):
        raise RewardGone
    return promise.code


def give_up(promise: Promise) -> None:
    """Let nobody collect it any more. It is counted as given up in the night. Raises RewardGone."""
    offered = Reward.objects.filter(pk=promise.reward, state=RewardState.OFFERED).exclude(slip=b"")
    if not offered.update(slip=b"", code_mark=b"", row_mac=b""):
        raise RewardGone


def _promise(reward: Reward, pair: KeyPair) -> Promise | None:
    try:
        told = open_box(pair, reward.slip, voucher.SLIP)
    except CannotOpen:
        return None  # somebody else's
    if not voucher.is_signed(reward):
        log.error("The row of a reward was changed: it is offered to nobody.")
        return None
    code = voucher.tipster_half(pair.private, told)
    return Promise(reward.pk, reward.number, reward.amount, reward.last_day, code)
