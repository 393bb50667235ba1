"""Paying a voucher: whoever has its sheet types what is printed there, and the code that the tipster brings.

The payer learns a sum, and that it is to be paid once; never a tip. Wrong codes change nothing.
"""

from hmac import compare_digest
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from reports import audit
from reports.clock import month_of, today
from reports.models import Officer, Reward, RewardState
from reports.voucher import is_signed, mark_of, may_pay, payer_half, read_code, read_voucher

PAYER = "payer"
EMPTIED: dict[str, Any] = {"kept_slip": F("slip"), "slip": b"", "code_mark": b"", "row_mac": b"", "bars": b""}
"""What becomes of a voucher's secrets when it is over."""


class WrongHalves(Exception):
    """The two halves belong to no voucher, or not together; which is not told."""


class VoucherOver(Exception):
    """There is nothing to pay on this voucher: it was paid, given up, or its time is over."""


class NotThisPayer(Exception):
    """Another must pay: this officer had a hand in it, or the lot says so; which is not told."""


def bears_our_key(voucher: str) -> bool:
    """Whether somebody has typed what only a printed sheet tells. Raises Mistyped."""
    return _of_sheet(voucher) is not None


def look_up(*, voucher: str, code: str, by: Officer | str = PAYER) -> Reward:
    """Return the voucher of both halves, which is still to be paid.

    Raises Mistyped, WrongHalves, VoucherOver, NotThisPayer.
    """
    digits = read_code(code)
    reward = _of_sheet(voucher)
    if reward is None:
        raise WrongHalves
    if reward.state != RewardState.OFFERED or not reward.slip or reward.last_day < today():
        raise VoucherOver
    mark = bytes(reward.code_mark)
    if not mark or not compare_digest(mark, mark_of(reward, digits)) or not is_signed(reward):
        raise WrongHalves
    if isinstance(by, Officer) and not may_pay(reward, digits, by.pk):
        raise NotThisPayer
    return reward


@transaction.atomic
def collect(*, voucher: str, code: str, by: Officer | str = PAYER) -> Reward:
    """Mark a voucher as paid: of any two at once one succeeds.

    Raises Mistyped, WrongHalves, VoucherOver, NotThisPayer.
    """
    reward = look_up(voucher=voucher, code=code, by=by)
    still = Reward.objects.filter(pk=reward.pk, state=RewardState.OFFERED, code_mark=bytes(reward.code_mark))
    if not still.update(state=RewardState.COLLECTED, ended_month=month_of(timezone.now()), **EMPTIED):
        raise VoucherOver
    audit.enter("reward.collected", by=by, reward=reward.number)
    return reward


def _of_sheet(voucher: str) -> Reward | None:
    number, half = read_voucher(voucher)
    reward = Reward.objects.filter(number=number).first()
    return reward if reward and compare_digest(half, payer_half(reward)) else None
