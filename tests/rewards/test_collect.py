"""Paying a voucher: both halves, once, and nothing else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections

from reports.dialogue.mailbox import open_mailbox
from reports.dialogue.promises import ask_for_code
from reports.models import AuditEntry, Reward
from reports.rewards.collect import NotThisPayer, VoucherOver, WrongHalves, bears_our_key, collect, look_up
from reports.voucher import is_refused_by_lot, may_pay, tipster_half, written
from tests.conftest import House
from tests.rewards.boards import WORTH, offered, paying, seat, vote_through, worked_tip


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


def asked_for(receipt: str) -> str:
    return ask_for_code(open_mailbox(receipt).rewards[0])


def test_who_proposed_or_wrote_what_came_of_it_cannot_pay_and_a_refusal_names_nobody(house: House) -> None:
    """The row tells who has the database nothing, and the payer no more than that one in three is refused anyway."""
    receipt = worked_tip(house)  # reid wrote what came of it
    reward = vote_through(house, seat(house, "augustin"), by="jules")
    code = asked_for(receipt)
    reward.refresh_from_db()
    halves, barred = {"voucher": written(reward), "code": code}, [house.officer(name) for name in ("reid", "jules")]
    for officer in barred:
        for act in (look_up, collect):
            with pytest.raises(NotThisPayer):
                act(**halves, by=officer)
    bars = bytes(reward.bars)
    assert len(bars) == 192
    assert all(officer.pk.bytes not in bars for officer in barred)
    assert all(may_pay(reward, "0" * 15, one.pk) or is_refused_by_lot(reward, one.pk) for one in barred), "code unknown"
    by_lot = [is_refused_by_lot(reward, uuid4()) for _ in range(600)]
    assert 130 < sum(by_lot) < 270
    payer = paying(house, reward, "felix", "charles", "augustin")
    assert collect(**halves, by=payer).number == reward.number
    assert bytes(Reward.objects.get().bars) == b""
