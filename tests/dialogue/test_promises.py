"""Rewards in a mailbox: found by its key alone, good once asked for, and given up without a trace of whose it was."""

from datetime import date

import pytest
from twilio.twiml.voice_response import VoiceResponse

from reports.dialogue.mailbox import open_mailbox, reopen
from reports.dialogue.promises import RewardGone, ask_for_code, give_up
from reports.models import AuditEntry, Reward
from reports.phone.calls.mailbox import tell
from reports.phone.calls.state import State
from reports.phone.granting import about_receipt
from reports.voucher import mark_of
from tests.conftest import House, triage_all
from tests.public.mailboxes import told
from tests.rewards.boards import WORTH, offered


def test_only_its_own_receipt_finds_a_reward(house: House) -> None:
    receipt, reward = offered(house)
    other = told("Stolen goats in a yard by the river").replace(" ", "")
    triage_all()
    assert open_mailbox(other).rewards == ()
    opened = open_mailbox(receipt)
    (promise,) = opened.rewards
    assert (promise.reward, promise.number, promise.amount) == (reward.pk, reward.number, WORTH)
    assert promise.code not in repr(opened)
    assert reopen(opened.pass_token).rewards == (promise,)
    assert bytes(Reward.objects.get().code_mark) == b"", "no code is good before somebody asks for it"
    assert ask_for_code(promise) == ask_for_code(promise) == promise.code
    assert bytes(Reward.objects.get().code_mark) == mark_of(reward, promise.code)
    before = AuditEntry.objects.count()
    give_up(promise)
    assert AuditEntry.objects.count() == before, "beside another act of this tipster and hour it would name the tip"
    for act in (ask_for_code, give_up):
        with pytest.raises(RewardGone):
            act(promise)
    assert open_mailbox(receipt).rewards == ()


def test_nothing_is_offered_after_its_time_or_when_the_row_was_changed(house: House) -> None:
    receipt, reward = offered(house)
    for change, back in (({"last_day": date(2020, 1, 31)}, reward.last_day), ({"amount": 9000}, reward.last_day)):
        Reward.objects.update(**change)  # type: ignore[arg-type]
        assert open_mailbox(receipt).rewards == ()
        Reward.objects.update(last_day=back, amount=WORTH)
    assert len(open_mailbox(receipt).rewards) == 1


def test_a_text_and_a_call_say_that_one_waits_and_never_the_code(house: House) -> None:
    receipt, _ = offered(house)
    opened = open_mailbox(receipt)
    call = str(tell(VoiceResponse(), State(call="CA", language="en"), opened))
    for told_of_it in (about_receipt(receipt), call):
        assert "reward" in told_of_it
        assert opened.rewards[0].code not in told_of_it.replace(" ", "")
    give_up(opened.rewards[0])
    assert "reward" not in about_receipt(receipt)
