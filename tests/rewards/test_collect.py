"""Paying a voucher: both halves, once, and nothing else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connections

from reports.dialogue.mailbox import open_mailbox
from reports.dialogue.promises import ask_for_code
from reports.models import AuditEntry, Reward
from reports.rewards.collect import VoucherOver, WrongHalves, bears_our_key, collect, look_up
from reports.voucher import tipster_half, written
from tests.conftest import House
from tests.rewards.boards import WORTH, offered


def test_neither_half_is_worth_anything_alone(house: House) -> None:
    receipt, reward = offered(house)
    (promise,) = open_mailbox(receipt).rewards
    voucher, other = written(reward), tipster_half(b"x" * 32, b"")
    with pytest.raises(WrongHalves):
        look_up(voucher=voucher, code=promise.code)  # nobody has asked for it yet
    code = ask_for_code(promise)
    assert look_up(voucher=voucher, code=code).amount == WORTH
    unprinted = f"{reward.number}-AAAA-AAAA"
    assert not bears_our_key(unprinted)
    for halves in ((voucher, other), (unprinted, code)):
        with pytest.raises(WrongHalves):
            collect(voucher=halves[0], code=halves[1])
    Reward.objects.update(amount=9000)
    with pytest.raises(WrongHalves):
        collect(voucher=voucher, code=code)
    assert open_mailbox(receipt).rewards == ()
    Reward.objects.update(amount=WORTH, last_day=date(2020, 1, 31))
    with pytest.raises(VoucherOver):
        collect(voucher=voucher, code=code)


@pytest.mark.django_db(transaction=True)
def test_two_payers_at_the_same_second_pay_once(house: House) -> None:
    receipt, reward = offered(house)
    code, gate = ask_for_code(open_mailbox(receipt).rewards[0]), Barrier(4)

    def pay(_number: int) -> bool:
        gate.wait()
        try:
            collect(voucher=written(reward), code=code)
        except VoucherOver:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(4) as payers:
        assert sorted(payers.map(pay, range(4))) == [False, False, False, True]
    paid = Reward.objects.get()
    assert (paid.state, bytes(paid.slip), bytes(paid.code_mark)) == ("collected", b"", b"")
    assert open_mailbox(receipt).rewards == ()
    entry = AuditEntry.objects.get(act="reward.collected")
    assert (entry.actor, entry.detail, entry.at.minute) == ("payer", {"reward": reward.number}, 0)
