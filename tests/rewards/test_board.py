"""The board: what it sees, and that two of it decide."""

from typing import Any

import pytest

from reports import audit
from reports.casework.status import close_tip
from reports.clock import today
from reports.keyring import KeyRing
from reports.models import AuditEntry, Reward, RewardProposal
from reports.people.enrol import add_member
from reports.queries.unit_trail import Asked, Kind, unit_acts
from reports.rewards.board import (
    DecidedAlready,
    KnowsTheTip,
    NotOnTheBoard,
    OwnProposal,
    last_day_for,
    print_sheet,
    vote,
    waiting_proposals,
)
from reports.rewards.propose import CannotPropose
from reports.voucher import written
from tests.conftest import House, only_tip
from tests.people.coming_in import shut_out
from tests.rewards.boards import WORTH, propose_at_once, seat, worked_tip


def test_two_of_one_mind_decide_and_never_who_proposed(house: House) -> None:
    worked_tip(house)
    charles, augustin, mondesir = seat(house, "augustin", "mondesir")
    keys = charles.unit(house.unit("oversight").pk)
    add_member(officer=house.officer("reid"), keys=keys, by="test")
    proposal, reid = propose_at_once(house), house.ring("reid")
    with pytest.raises(OwnProposal):
        vote(proposal.pk, agrees=True, ring=reid)
    with pytest.raises(NotOnTheBoard):
        vote(proposal.pk, agrees=True, ring=house.ring("jules"))
    (seen,) = waiting_proposals(charles)
    assert (seen.what_for, seen.amount, seen.number) == ("Guns or ammunition taken", WORTH, proposal.number)
    for ring in (charles, charles):  # nobody counts twice
        vote(proposal.pk, agrees=True, ring=ring)
    vote(proposal.pk, agrees=False, ring=augustin)
    assert not Reward.objects.exists()
    assert waiting_proposals(augustin)[0].voted is False
    assert vote(proposal.pk, agrees=True, ring=mondesir) == "approved"
    with pytest.raises(DecidedAlready):
        vote(proposal.pk, agrees=True, ring=augustin)
    reward = Reward.objects.get()
    assert (reward.amount, reward.last_day) == (WORTH, last_day_for(today()))
    assert (reward.last_day - today()).days >= 120
    assert reward.number != proposal.number
    decided = AuditEntry.objects.get(act="reward.approved")
    assert (decided.tip_id, decided.unit_id, decided.detail) == (None, None, {"proposal": proposal.number})
    with pytest.raises(NotOnTheBoard):
        print_sheet(reward.pk, by=house.officer("jules"))
    assert print_sheet(reward.pk, by=charles.officer)[1] == written(reward)


def test_the_board_learns_of_no_day(house: House) -> None:
    worked_tip(house)
    (charles,) = seat(house)
    proposal = propose_at_once(house)
    RewardProposal.objects.update(shown_from="2999-01-07")
    assert waiting_proposals(charles) == []
    with pytest.raises(DecidedAlready):
        vote(proposal.pk, agrees=True, ring=charles)
    assert only_tip().reference not in str(RewardProposal.objects.values())


def test_no_trail_that_the_board_reads_tells_which_tip_was_proposed(house: House) -> None:
    """Side by side with an outcome the note is the proposal, and a note that is missing would be it, too."""
    (charles,) = seat(house)
    worked_tip(house)

    def seen(ring: KeyRing, **narrowed: Any) -> list[str]:
        of_unit = unit_acts(ring, Asked(unit=only_tip().unit_id, **narrowed)).entries
        nowhere = unit_acts(ring, Asked(unit=None, **narrowed)).entries if ring is charles else ()
        return [entry.act for entry in (*of_unit, *nowhere) if not entry.act.startswith("trail.")]

    narrowings = ({}, {"kind": Kind.WORK}, {"officer": house.officer("reid").pk}, {"day": today()})
    before = [seen(charles, **one) for one in narrowings]
    propose_at_once(house)
    assert [seen(charles, **one) for one in narrowings] == before
    assert not {"note.added", "outcome.recorded"} & {act for acts in before for act in acts}
    close_tip(tip=only_tip(), reason="arrest", by=house.officer("reid"), version=only_tip().version)
    of_unit = only_tip().unit_id
    for ring, why in ((charles, {}), (house.ring("reid"), {"reason": "arrest"})):
        closed = [one for one in unit_acts(ring, Asked(unit=of_unit)).entries if one.act == "tip.closed"]
        assert [one.detail for one in closed] == [why]
    assert {"note.added", "outcome.recorded"} <= set(seen(house.ring("reid"))), "who leads the unit sees both"


def test_who_can_open_the_tip_or_has_read_it_neither_sees_the_proposal_nor_decides(house: House) -> None:
    worked_tip(house)
    charles, _, mondesir = seat(house, "augustin", "mondesir")
    keys = house.ring("reid").unit(only_tip().unit_id)
    add_member(officer=house.officer("augustin"), keys=keys, by="test")
    audit.enter("tip.read", by=mondesir.officer, tip=only_tip().pk, unit=only_tip().unit_id)
    with pytest.raises(CannotPropose, match="too_few_apart"):
        propose_at_once(house)
    _, daniel, joseph = seat(house, "daniel", "joseph")
    proposal = propose_at_once(house)
    assert [len(waiting_proposals(ring)) for ring in (charles, daniel, joseph)] == [1, 1, 1]
    add_member(officer=daniel.officer, keys=keys, by="test")
    for username in ("augustin", "mondesir", "daniel"):  # of the unit, a reader once, of the unit since
        assert waiting_proposals(house.ring(username)) == []
        with pytest.raises(KnowsTheTip):
            vote(proposal.pk, agrees=True, ring=house.ring(username))
    assert vote(proposal.pk, agrees=True, ring=charles) == "waiting"
    assert vote(proposal.pk, agrees=True, ring=joseph) == "approved"


def test_a_vote_counts_only_while_its_officer_is_on_the_board(house: House) -> None:
    worked_tip(house)
    charles, augustin, mondesir, daniel = seat(house, "augustin", "mondesir", "daniel")
    proposal = propose_at_once(house)
    for ring in (augustin, mondesir):
        vote(proposal.pk, agrees=ring is augustin, ring=ring)
    shut_out("augustin")
    assert vote(proposal.pk, agrees=True, ring=charles) == "waiting", "one of the two is suspended"
    (seen,) = waiting_proposals(charles)
    assert (seen.agree, seen.refuse) == (1, 1)
    mondesir.officer.memberships.all().delete()
    (seen,) = waiting_proposals(charles)
    assert (seen.agree, seen.refuse, seen.lapses) == (1, 0, None), "nor is it of two minds with who left"
    assert vote(proposal.pk, agrees=True, ring=daniel) == "approved"
