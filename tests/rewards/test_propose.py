"""Proposing a tip for a reward: who may, for what, and that nothing in the clear says so."""

from datetime import date, timedelta

import pytest
from django.test import override_settings

from reports.casework.merging import merge_tip, undo_merge
from reports.casework.outcomes import Figures, record_outcome
from reports.casework.recuse import step_back
from reports.casework.refer import Proposed, inform_unit, refer_tip
from reports.clock import today
from reports.dialogue.mailbox import end_dialogue, open_mailbox
from reports.keyring import NotYours
from reports.models import AuditEntry, Record, Reward, RewardProposal, Tip, TipKey
from reports.rewards.board import vote, waiting_proposals
from reports.rewards.propose import CannotPropose, next_monday, propose_reward
from reports.signed_row import sign_row
from tests.casework.test_splitting import now
from tests.conftest import House, only_tip
from tests.rewards.boards import USEFUL, WORTH, led, propose_at_once, seat, told_of, told_of_guns, worked_tip


def test_who_may_propose_and_what_must_have_come_of_it(house: House) -> None:
    receipt, reid = told_of_guns(), house.ring("reid")
    worth_unsaid = Figures(counts={"arrests": 1})
    for figures, missing in ((None, "no_award"), (worth_unsaid, "no_worth")):
        if figures:
            record_outcome(figures, tip=only_tip(), by=reid.officer, version=only_tip().version)
        with pytest.raises(CannotPropose, match=missing):
            propose_reward(tip=only_tip(), ring=reid, version=None)
    record_outcome(USEFUL, tip=only_tip(), by=reid.officer, version=only_tip().version)
    inform_unit(tip=only_tip(), unit="trafficking", ring=reid, version=only_tip().version)
    step_back(tip=only_tip(), by=house.officer("jules"), version=only_tip().version)
    for username in ("charles", "felix", "jules"):  # of another unit, reading for information, stepped back
        with pytest.raises(NotYours):
            propose_reward(tip=only_tip(), ring=house.ring(username), version=None)
    with override_settings(REWARD_PLACES=""), pytest.raises(CannotPropose, match="no_rewards"):
        propose_reward(tip=only_tip(), ring=reid, version=None)
    propose_reward(tip=only_tip(), ring=reid, version=None)
    with pytest.raises(CannotPropose, match="proposed_already"):
        propose_reward(tip=only_tip(), ring=reid, version=None)
    end_dialogue(open_mailbox(receipt).key)
    with pytest.raises(CannotPropose, match="no_mailbox"):
        propose_reward(tip=only_tip(), ring=reid, version=None)


def test_a_tip_of_the_board_s_own_unit_cannot_be_paid_by_it(house: House) -> None:
    worked_tip(house)
    tip = only_tip()
    tip.unit = house.unit("oversight")
    sign_row(tip)
    tip.save()
    with pytest.raises(CannotPropose, match="boards_own"):
        propose_reward(tip=only_tip(), ring=house.ring("charles"), version=None)


def test_who_is_of_the_board_proposes_only_where_two_others_can_agree(house: House) -> None:
    worked_tip(house)
    tip = only_tip()
    tip.unit = house.unit("standards")
    sign_row(tip)
    tip.save()
    seat(house, "augustin")
    with pytest.raises(CannotPropose, match="too_few"):
        propose_reward(tip=only_tip(), ring=house.ring("charles"), version=None)
    assert not RewardProposal.objects.exists()
    seat(house, "mondesir")
    propose_reward(tip=only_tip(), ring=house.ring("charles"), version=None)


def test_a_tip_that_the_board_was_told_of_cannot_be_paid_by_it_nor_told_of_afterwards(house: House) -> None:
    worked_tip(house)
    reid, tip = house.ring("reid"), only_tip()
    inform_unit(tip=tip, unit="oversight", ring=reid, version=tip.version)
    with pytest.raises(CannotPropose, match="board_knows"):
        propose_reward(tip=only_tip(), ring=reid, version=None)
    AuditEntry.objects.filter(act="tip.shared").delete()
    TipKey.objects.filter(unit=house.unit("oversight")).delete()
    Tip.objects.update(informed=[])
    propose_reward(tip=only_tip(), ring=reid, version=None)
    for act, way in ((inform_unit, "unit"), (refer_tip, "to")):
        with pytest.raises(Proposed):
            act(tip=only_tip(), ring=reid, version=only_tip().version, **{way: "oversight"})
    inform_unit(tip=only_tip(), unit="trafficking", ring=reid, version=only_tip().version)
    RewardProposal.objects.update(state="refused")
    inform_unit(tip=only_tip(), unit="oversight", ring=reid, version=only_tip().version)


def test_in_the_clear_a_proposal_is_a_note_like_any_other(house: House) -> None:
    worked_tip(house)
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    propose_reward(tip=only_tip(), ring=house.ring("reid"), version=only_tip().version)
    (entry,), tip = AuditEntry.objects.exclude(pk__in=before), only_tip()
    assert (entry.act, entry.tip_id, entry.detail) == ("note.added", tip.pk, {"version": tip.version})
    note = Record.objects.get(kind="note")
    assert not hasattr(note, "mailbox_copy")
    proposal = RewardProposal.objects.get()
    assert proposal.shown_from is not None
    assert proposal.shown_from.weekday() == 0
    assert len(proposal.box) == 4096 + 1 + 48 + 16


def test_what_the_board_refused_may_be_proposed_again(house: House) -> None:
    worked_tip(house)
    board, proposal = seat(house, "augustin"), propose_at_once(house)
    for ring in board:
        vote(proposal.pk, agrees=False, ring=ring)
    assert not Reward.objects.exists()
    assert bytes(RewardProposal.objects.get().box) == b""
    assert propose_reward(tip=only_tip(), ring=house.ring("reid"), version=None)


def test_a_reward_is_shared_between_the_tipsters_of_tips_that_are_worked_on_as_one(house: House) -> None:
    leading, (other,), receipts = led(house)
    board = seat(house, "augustin")
    proposal = propose_reward(tip=leading, ring=house.ring("reid"), version=None, shared_with={other.pk})
    assert len(proposal.box) == 4096 + 1 + 48 + 16, "nobody sees by its length that it is shared"
    RewardProposal.objects.update(shown_from=today())
    [shown] = waiting_proposals(board[0])
    assert (shown.shares, shown.amount) == (2, WORTH // 2)
    for ring in board:
        vote(proposal.pk, agrees=True, ring=ring)
    for receipt in receipts:
        assert [one.amount for one in open_mailbox(receipt).rewards] == [WORTH // 2]
    assert Reward.objects.count() == 2
    [note] = Record.objects.filter(kind="note")
    assert note.tip_id == leading.pk
    with pytest.raises(Proposed):
        inform_unit(tip=now(other), unit="oversight", ring=house.ring("reid"), version=now(other).version)


def test_what_was_proposed_before_it_was_led_is_proposed_by_nobody_again(house: House) -> None:
    leading, (other,), _ = led(house)
    reid = house.ring("reid")
    undo_merge(tip=now(other), by=reid.officer, version=now(other).version)
    record_outcome(USEFUL, tip=now(other), by=reid.officer, version=now(other).version)
    propose_reward(tip=now(other), ring=reid, version=None)
    merge_tip(
        tip=now(other), into=now(leading), ring=reid, version=now(other).version, leads_version=now(leading).version
    )
    with pytest.raises(CannotPropose, match="proposed_already"):
        propose_reward(tip=now(leading), ring=reid, version=None)


def test_who_shares_is_not_shown_to_the_board_once_the_merge_is_undone(house: House) -> None:
    leading, (other,), _ = led(house)
    reid = house.ring("reid")
    propose_reward(tip=leading, ring=reid, version=None, shared_with={other.pk})
    undo_merge(tip=now(other), by=reid.officer, version=now(other).version)
    for act, way in ((inform_unit, "unit"), (refer_tip, "to")):
        with pytest.raises(Proposed):
            act(tip=now(other), ring=reid, version=now(other).version, **{way: "oversight"})
    RewardProposal.objects.update(state="refused")
    inform_unit(tip=now(other), unit="oversight", ring=reid, version=now(other).version)
    assert TipKey.objects.filter(tip=other, unit=house.unit("oversight")).exists()


def test_who_shares_is_not_shown_to_the_board_once_the_tip_that_leads_is_another_unit_s(house: House) -> None:
    leading, (other,), _ = led(house)
    reid = house.ring("reid")
    propose_reward(tip=leading, ring=reid, version=None, shared_with={other.pk})
    refer_tip(tip=now(leading), to="trafficking", ring=reid, version=now(leading).version)
    with pytest.raises(Proposed):
        inform_unit(tip=now(other), unit="oversight", ring=house.ring("reid"), version=now(other).version)
    assert not TipKey.objects.filter(tip=other, unit=house.unit("oversight")).exists()


def test_a_third_is_rounded_down_to_ten_dollars_and_four_promises_fit(house: House) -> None:
    leading, others, _ = led(house, 3)
    board, reid = seat(house, "augustin"), house.ring("reid")
    for count, each in ((2, 660), (3, 500)):
        RewardProposal.objects.all().delete()
        made = propose_reward(tip=leading, ring=reid, version=None, shared_with={one.pk for one in others[:count]})
        RewardProposal.objects.update(shown_from=today())
        assert len(made.box) == 4096 + 1 + 48 + 16
        assert [(one.shares, one.amount) for one in waiting_proposals(board[0])] == [(count + 1, each)]


def test_it_is_shared_with_no_other_tips(house: House) -> None:
    leading, (other,), receipts = led(house)
    told_of("They sell cocaine by the standpipe")
    stranger = Tip.objects.exclude(pk__in=[leading.pk, other.pk]).get()
    reid = house.ring("reid")
    with pytest.raises(CannotPropose, match="not_shared"):
        propose_reward(tip=leading, ring=reid, version=None, shared_with={stranger.pk})
    inform_unit(tip=now(other), unit="oversight", ring=reid, version=now(other).version)
    with pytest.raises(CannotPropose, match="board_knows"):
        propose_reward(tip=leading, ring=reid, version=None, shared_with={other.pk})
    end_dialogue(open_mailbox(receipts[1]).key)
    with pytest.raises(CannotPropose, match="not_shared"):
        propose_reward(tip=leading, ring=reid, version=None, shared_with={other.pk})
    assert not RewardProposal.objects.exists()


def test_a_weekend_s_proposal_comes_up_a_week_later_for_hours_would_tell_it() -> None:
    friday = date(2026, 11, 27)
    days = [friday + timedelta(days=ahead) for ahead in range(4)]
    assert [next_monday(day) - day for day in days] == [timedelta(days=each) for each in (3, 9, 8, 7)]
