"""How vouchers end that nobody collects."""

from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import connections, transaction

from reports.clock import today
from reports.dialogue.mailbox import open_mailbox
from reports.dialogue.promises import ask_for_code, give_up, hide
from reports.models import AuditEntry, Reward, RewardProposal
from reports.rewards import tasks
from reports.rewards.board import DecidedAlready, vote, waiting_proposals
from reports.rewards.collect import collect
from reports.rewards.ending import end_vouchers
from reports.voucher import written
from tests.conftest import House, triage_all
from tests.one_behind_another import waits_for_us
from tests.public.mailboxes import told
from tests.rewards.boards import WORTH, offered, propose_at_once, seat, worked_tip


def test_what_is_over_expires_and_what_was_given_up_is_counted_at_night(house: House) -> None:
    receipt, _ = offered(house)
    assert end_vouchers() == 0
    over = Reward(number="AAAAA", amount=100, offered_month=date(2026, 1, 1), last_day=date(2026, 5, 31), slip=b"s")
    over.save(force_insert=True)
    give_up(open_mailbox(receipt).rewards[0])
    assert (end_vouchers(), end_vouchers()) == (2, 0)
    assert dict(Reward.objects.values_list("amount", "state")) == {WORTH: "declined", 100: "expired"}
    ended = AuditEntry.objects.filter(act__in=["reward.declined", "reward.expired"])
    assert {(entry.actor, entry.tip_id) for entry in ended} == {("worker", None)}


def test_its_mailbox_alone_says_how_a_reward_ended_for_some_months_or_until_it_is_hidden(house: House) -> None:
    receipt, reward = offered(house)
    other = told("Stolen goats in a yard by the river").replace(" ", "")
    triage_all()

    def ends(of: str = receipt) -> list[tuple[str, str, int]]:
        opened = open_mailbox(of)
        assert not opened.rewards
        return [(one.how, one.number, one.amount) for one in opened.ended_rewards]

    Reward.objects.update(last_day=today() - timedelta(days=1))
    assert ends() == [("expired", reward.number, WORTH)], "before the night has counted it, too"
    Reward.objects.update(last_day=reward.last_day)
    code = ask_for_code(open_mailbox(receipt).rewards[0])
    collect(voucher=written(reward), code=code)
    assert ends() == [("collected", reward.number, WORTH)]
    assert ends(other) == []
    assert end_vouchers() == 0
    assert ends() == [("collected", reward.number, WORTH)]
    Reward.objects.update(ended_month=(today() - timedelta(days=140)).replace(day=1))
    end_vouchers()
    assert ends() == []
    assert bytes(Reward.objects.get().kept_slip) == b""


def test_what_was_given_up_is_told_at_once_and_can_be_hidden(house: House) -> None:
    receipt, _ = offered(house)
    give_up(open_mailbox(receipt).rewards[0])
    for _night in range(2):
        (ended,) = open_mailbox(receipt).ended_rewards
        assert ended.how == "declined"
        end_vouchers()
    hide(ended)
    assert open_mailbox(receipt).ended_rewards == ()


@pytest.mark.django_db(transaction=True)
def test_what_is_given_up_while_the_night_looks_at_it_still_says_how_it_ended(house: House) -> None:
    receipt, reward = offered(house)
    (promise,) = open_mailbox(receipt).rewards
    Reward.objects.update(last_day=today() - timedelta(days=1))

    def night() -> None:
        try:
            end_vouchers()
        finally:
            connections.close_all()

    at_night = Thread(target=night)
    with transaction.atomic():
        give_up(promise)
        at_night.start()
        assert waits_for_us(lambda: not at_night.is_alive()), "it has read the row as it was, and waits for it"
    at_night.join()
    end_vouchers()
    reward.refresh_from_db()
    assert (reward.state, bool(reward.kept_slip)) == ("declined", True)


def test_of_two_minds_for_four_weeks_is_refused_and_can_be_proposed_again(house: House) -> None:
    worked_tip(house)
    charles, augustin = seat(house, "augustin")
    proposal = propose_at_once(house)
    vote(proposal.pk, agrees=True, ring=charles)
    assert waiting_proposals(charles)[0].lapses is None
    vote(proposal.pk, agrees=False, ring=augustin)
    assert waiting_proposals(charles)[0].lapses == today() + timedelta(days=28)
    for days, state in ((27, "waiting"), (28, "refused")):
        RewardProposal.objects.filter(state="waiting").update(shown_from=today() - timedelta(days=days))
        tasks.end()
        assert RewardProposal.objects.get().state == state
    with pytest.raises(DecidedAlready):
        vote(proposal.pk, agrees=True, ring=augustin)
    refused = AuditEntry.objects.get(act="reward.refused")
    assert (refused.actor, refused.tip_id) == ("worker", None)
    assert propose_at_once(house).state == "waiting"


def test_a_tie_counts_from_the_week_in_which_it_began(house: House) -> None:
    """Who votes late has four weeks, too: else the other member read a day that was over."""
    worked_tip(house)
    charles, augustin = seat(house, "augustin")
    proposal = propose_at_once(house)
    vote(proposal.pk, agrees=True, ring=charles)
    RewardProposal.objects.update(shown_from=today() - timedelta(days=70))
    vote(proposal.pk, agrees=False, ring=augustin)
    monday = today() - timedelta(days=today().weekday())
    assert waiting_proposals(charles)[0].lapses == monday + timedelta(days=28)
    vote(proposal.pk, agrees=False, ring=augustin)
    tasks.end()
    assert RewardProposal.objects.get().state == "waiting"
    RewardProposal.objects.update(shown_from=today() - timedelta(days=40))
    assert waiting_proposals(charles)[0].lapses == today(), "the worker stood still: no day that is over is told"
    vote(proposal.pk, agrees=False, ring=augustin)
    tasks.end()
    assert RewardProposal.objects.get().state == "refused", "who says the same again puts nothing off"
