"""A report that is struck out takes its proposal with it; what is worked on in another tip is paid there alone."""

import pytest

from reports.casework.outcomes import Figures, IsLed, record_outcome
from reports.casework.status import change_status, close_tip, moves_of
from reports.models import AuditEntry, Outcome, ProposalState, Reward, RewardProposal, Tip
from reports.rewards.board import DecidedAlready, vote, waiting_proposals
from reports.rewards.ledger import ledger, outstanding
from reports.rewards.propose import CannotPropose, propose_reward
from reports.rewards.tariff import award_for
from tests.conftest import House, only_tip
from tests.dashboard.conftest import Desk, sign_in
from tests.desk_api.programs import Caller, program
from tests.rewards.boards import USEFUL, led, propose_at_once, seat, told_of_guns, vote_through, worked_tip


def strike(desk: Desk, tip: Tip) -> str:
    wrong = Outcome.objects.filter(tip=tip).latest("at")
    told = {"do": "strike", "outcome": str(wrong.pk), "why": "nothing", "version": Tip.objects.get(pk=tip.pk).version}
    return desk.client.post(f"/desk/tips/{tip.pk}/outcome", told, follow=True).text


def test_what_was_struck_out_is_decided_by_no_board(house: House) -> None:
    reid = sign_in(house, "reid")
    worked_tip(house)
    board, proposal = seat(house, "augustin"), propose_at_once(house)
    vote(proposal.pk, agrees=True, ring=board[0])
    assert "Its proposal for a reward is withdrawn" in strike(reid, only_tip())
    assert waiting_proposals(board[0]) == []
    with pytest.raises(DecidedAlready):
        vote(proposal.pk, agrees=True, ring=board[1])
    assert not Reward.objects.exists()
    withdrawn = RewardProposal.objects.get()
    assert (withdrawn.state, bytes(withdrawn.box), withdrawn.votes.count()) == (ProposalState.REFUSED, b"", 0)
    acts = list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))
    assert not [act for act in acts if act.startswith("reward.") and act != "reward.voted"], "nothing joins the two"
    page = reid.get(f"/desk/tips/{only_tip().pk}").text
    assert "Withdrawn or refused" in page
    record_outcome(USEFUL, tip=only_tip(), by=house.officer("reid"), version=only_tip().version)
    assert propose_reward(tip=only_tip(), ring=house.ring("reid"), version=None)


def test_a_proposal_that_another_report_carries_stays(house: House) -> None:
    reid = sign_in(house, "reid")
    worked_tip(house)
    record_outcome(USEFUL, tip=only_tip(), by=house.officer("reid"), version=only_tip().version)
    propose_at_once(house)
    assert "withdrawn" not in strike(reid, only_tip())
    assert RewardProposal.objects.get().state == ProposalState.WAITING


def test_a_voucher_that_is_offered_is_told_to_the_unit_and_stays_in_the_ledger(house: House) -> None:
    reid = sign_in(house, "reid")
    worked_tip(house)
    reward = vote_through(house, seat(house, "augustin"))
    owed, lines = outstanding(), ledger()
    assert "The board had agreed to a reward for it." in strike(reid, only_tip())
    assert "nothing that stands at this tip carries it any more" in reid.get(f"/desk/tips/{only_tip().pk}").text
    assert Reward.objects.get() == reward
    assert (outstanding(), ledger()) == (owed, lines)


def test_a_rewarded_tip_that_is_opened_again_is_not_said_to_carry_nothing(house: House) -> None:
    reid = sign_in(house, "reid")
    told_of_guns()
    record_outcome(Figures(usefulness=2), tip=only_tip(), by=house.officer("reid"), version=only_tip().version)
    close_tip(tip=only_tip(), reason="arrest", by=house.officer("reid"), version=only_tip().version)
    vote_through(house, seat(house, "augustin"))
    tip = only_tip()
    change_status(tip=tip, to=moves_of(tip, asked=False)[0], ring=house.ring("reid"), version=tip.version)
    assert award_for(only_tip()) is None
    page = reid.get(f"/desk/tips/{tip.pk}").text
    assert "nothing that stands at this tip carries it any more" not in page
    strike(reid, tip)
    assert "nothing that stands at this tip carries it any more" in reid.get(f"/desk/tips/{tip.pk}").text


def test_what_is_worked_on_in_another_tip_is_written_down_and_paid_there(house: House) -> None:
    reid = sign_in(house, "reid")
    leading, (merged,), _receipts = led(house)
    merged = Tip.objects.get(pk=merged.pk)
    with pytest.raises(IsLed):
        record_outcome(USEFUL, tip=merged, by=house.officer("reid"), version=merged.version)
    told = {"arrests": "1", "version": merged.version}
    page = reid.client.post(f"/desk/tips/{merged.pk}/outcome", told)
    assert (page.status_code, "worked on in another" in page.text) == (409, True)
    Outcome.objects.filter(tip=leading).update(tip=merged)  # written down before it was merged
    assert award_for(merged)
    with pytest.raises(CannotPropose, match="is_led"):
        propose_reward(tip=merged, ring=house.ring("reid"), version=None)
    assert not RewardProposal.objects.exists()


def test_a_report_that_a_program_strikes_out_takes_its_proposal_with_it(house: House) -> None:
    worked_tip(house)
    board, proposal, caller = seat(house, "augustin"), propose_at_once(house), program(house)
    tip = only_tip()
    report = caller.get(f"tips/{tip.pk}").json()["outcomes"][0]["id"]

    def struck(version: int, by: Caller = caller) -> int:
        told = {"outcome": report, "why": "nothing", "version": version}
        return int(by.post(f"tips/{tip.pk}/outcomes/strike", **told).status_code)

    assert struck(tip.version, program(house, scopes=("read",))) == 403
    assert len(waiting_proposals(board[0])) == 1, "what is refused withdraws nothing"
    assert struck(tip.version) == 200
    assert caller.get(f"tips/{tip.pk}").json()["outcomes"][0]["struck"]
    assert waiting_proposals(board[0]) == []
    with pytest.raises(DecidedAlready):
        vote(proposal.pk, agrees=True, ring=board[0])
    assert (RewardProposal.objects.get().state, Reward.objects.count()) == (ProposalState.REFUSED, 0)


def test_a_proposal_stays_where_another_report_carries_it_though_a_program_strikes_one_out(house: House) -> None:
    worked_tip(house)
    record_outcome(USEFUL, tip=only_tip(), by=house.officer("reid"), version=only_tip().version)
    propose_at_once(house)
    tip, caller = only_tip(), program(house)
    report = caller.get(f"tips/{tip.pk}").json()["outcomes"][0]["id"]
    told = {"outcome": report, "why": "twice", "version": tip.version}
    assert caller.post(f"tips/{tip.pk}/outcomes/strike", **told).status_code == 200
    assert RewardProposal.objects.get().state == ProposalState.WAITING
