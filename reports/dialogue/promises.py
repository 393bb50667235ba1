"""Rewards that wait in a mailbox: found by trying its key at every open voucher, for none says whose it is."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F, Q

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
    barred: frozenset[UUID] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class EndedReward:
    """How a reward of this mailbox ended: collected, expired or declined, which is given up here by whoever opened it.

    `month` is None for one that was given up since the last night.
    """

    reward: UUID
    number: str
    amount: int
    how: str
    last_day: date
    month: date | None

    @property
    def is_counted(self) -> bool:
        """Whether it is over for good: one that is late ends in the night."""
        return self.month is not None or self.how == RewardState.DECLINED


def promised(pair: KeyPair) -> tuple[Promise, ...]:
    """Return the rewards of the mailbox with this key."""
    offered = Reward.objects.filter(state=RewardState.OFFERED, last_day__gte=today()).exclude(slip=b"")
    return tuple(promise for reward in offered.order_by("number") if (promise := _promise(reward, pair)))


def ended(pair: KeyPair) -> tuple[EndedReward, ...]:
    """Return how the rewards of the mailbox with this key ended, of some months."""
    return tuple(
        EndedReward(reward.pk, reward.number, reward.amount, how, reward.last_day, reward.ended_month)
        for reward, slip, how in _over()
        if _told_to(pair, slip) is not None
    )


def hide(reward: EndedReward) -> None:
    """Say no more how it ended."""
    Reward.objects.filter(pk=reward.reward).update(kept_slip=b"")


def ask_for_code(promise: Promise) -> str:
    """Make the tipster's half good, and return it. Raises RewardGone."""
    offered = Reward.objects.filter(pk=promise.reward, state=RewardState.OFFERED).exclude(slip=b"")
    reward = offered.first()
    if reward is None:
        raise RewardGone
    mark, bars = voucher.mark_of(reward, promise.code), voucher.bars_of(reward, promise.code, promise.barred)
    if not offered.update(code_mark=mark, bars=bars):
        raise RewardGone
    return promise.code


def give_up(promise: Promise) -> None:
    """Let nobody collect it any more. It is counted as given up in the night. Raises RewardGone."""
    offered = Reward.objects.filter(pk=promise.reward, state=RewardState.OFFERED).exclude(slip=b"")
    if not offered.update(kept_slip=F("slip"), slip=b"", code_mark=b"", row_mac=b"", bars=b""):
        raise RewardGone


def _promise(reward: Reward, pair: KeyPair) -> Promise | None:
    told = _told_to(pair, reward.slip)
    if told is None:
        return None
    if not voucher.is_signed(reward):
        log.error("The row of a reward was changed: it is offered to nobody.")
        return None
    code = voucher.tipster_half(pair.private, told)
    return Promise(reward.pk, reward.number, reward.amount, reward.last_day, code, voucher.barred_in(told))


def _told_to(pair: KeyPair, slip: bytes | memoryview) -> bytes | None:
    """Return what lies in a slip, or None in somebody else's."""
    try:
        return open_box(pair, bytes(slip), voucher.SLIP)
    except CannotOpen:
        return None


def _over() -> Iterator[tuple[Reward, bytes | memoryview, str]]:
    """Yield vouchers that are over with their slip and how they ended; the night has not counted all of them yet."""
    is_late = Q(state=RewardState.OFFERED, last_day__lt=today()) & ~Q(slip=b"")
    for reward in Reward.objects.filter(is_late | ~Q(kept_slip=b"")).order_by("number"):
        if reward.state != RewardState.OFFERED:
            yield reward, reward.kept_slip, reward.state
        elif reward.slip:
            yield reward, reward.slip, RewardState.EXPIRED
        else:
            yield reward, reward.kept_slip, RewardState.DECLINED
