"""The board: members of oversight decide without knowing the tip, two of them at least, and never the proposer."""

import calendar
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reports import audit
from reports.clock import month_of, today
from reports.keyring import KeyRing, belongs
from reports.models import Officer, ProposalState, Reward, RewardProposal, RewardState, RewardVote
from reports.rewards.ending import begin_tie, counted, decide, is_tied, lapses_on
from reports.rewards.propose import BOX, VOTES, board
from reports.rewards.tariff import words_of
from reports.sealing.opening import open_box
from reports.voucher import fresh_number, sign, written


class NotOnTheBoard(Exception):
    """Only members of oversight decide."""


class OwnProposal(Exception):
    """Nobody decides on what they have proposed."""


class KnowsTheTip(Exception):
    """Nobody decides on a tip that he can open, or once read."""


class DecidedAlready(Exception):
    """The proposal does not wait any more, or is not shown yet."""


@dataclass(frozen=True, slots=True)
class BeforeTheBoard:
    """All that the board sees of a proposal. `voted` is what this member said, `agree` and `refuse` how many did.

    `lapses`: where they are of two minds, the day on which it counts as refused if no further vote decides.
    `amount` is for each of the tipsters who share it.
    """

    id: UUID
    number: str
    what_for: str
    usefulness: int
    amount: int
    shares: int
    is_own: bool
    voted: bool | None
    agree: int
    refuse: int
    lapses: date | None


def is_on_the_board(officer: Officer) -> bool:
    """Whether an officer is a member of oversight now."""
    return belongs(officer, board().pk)


def waiting_proposals(ring: KeyRing) -> list[BeforeTheBoard]:
    """Return what this member of the board may decide, by number. Raises NotOnTheBoard, NotYours, CannotOpen."""
    _require_board(ring.officer)
    waiting = _waiting().order_by("number").prefetch_related("votes")
    opened = [(one, _opened(one, ring)) for one in waiting]
    return [_shown(one, told, ring.officer) for one, told in opened if not _knows_the_tip(told, ring)]


@transaction.atomic
def vote(proposal_id: UUID, *, agrees: bool, ring: KeyRing) -> ProposalState:
    """Say yes or no, and return how the proposal stands then: the second of one mind decides.

    A vote counts while its officer is on the board.
    Raises NotOnTheBoard, OwnProposal, KnowsTheTip, DecidedAlready, NotYours, CannotOpen.
    """
    by = ring.officer
    _require_board(by)
    proposal = _waiting().select_for_update().filter(pk=proposal_id).first()
    if proposal is None:
        raise DecidedAlready
    told = _opened(proposal, ring)
    if told["by"] == str(by.pk):
        raise OwnProposal
    if _knows_the_tip(told, ring):
        raise KnowsTheTip
    was_tied = is_tied(proposal)
    RewardVote.objects.update_or_create(proposal=proposal, officer=by, defaults={"agrees": agrees})
    audit.enter("reward.voted", by=by, proposal=proposal.number, agrees=int(agrees))
    if sum(one.agrees == agrees for one in counted(proposal)) < VOTES:
        if is_tied(proposal) and not was_tied:
            begin_tie(proposal)
        return ProposalState.WAITING
    state = ProposalState.APPROVED if agrees else ProposalState.REFUSED
    if agrees:
        _offer(told)
    decide(proposal, state, by=by)
    return state


@transaction.atomic
def print_sheet(reward_id: UUID, *, by: Officer) -> tuple[Reward, str]:
    """Return an offered voucher, and what stands on its sheet. Raises NotOnTheBoard, Reward.DoesNotExist."""
    _require_board(by)
    reward = Reward.objects.get(pk=reward_id, state=RewardState.OFFERED)
    audit.enter("reward.printed", by=by, reward=reward.number)
    return reward, written(reward)


def last_day_for(day: date) -> date:
    """Return the end of the month that leaves a voucher of this day its days."""
    last = day + timedelta(days=settings.REWARD_DAYS)
    return last.replace(day=calendar.monthrange(last.year, last.month)[1])


def _offer(told: Mapping[str, Any]) -> None:
    """Offer a voucher to each who shares; a proposal of before sharing names none but the first."""
    for slip in (told["slip"], *told.get("others", ())):
        reward = Reward(
            number=fresh_number(Reward),
            amount=told["amount"],
            offered_month=month_of(timezone.now()),
            last_day=last_day_for(today()),
            slip=bytes.fromhex(slip),
        )
        sign(reward)
        reward.save(force_insert=True)


def _waiting() -> Any:
    return RewardProposal.objects.filter(state=ProposalState.WAITING, shown_from__lte=today())


def _opened(proposal: RewardProposal, ring: KeyRing) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(open_box(ring.unit(board().pk).pair, proposal.box, BOX, proposal.pk))
    return told


def _knows_the_tip(told: Mapping[str, Any], ring: KeyRing) -> bool:
    """Return whether a member knew the tip when it was proposed, or can open it now; a proposal of before names none.

    Who proposed sees his own all the same: he knows it.
    """
    if told["by"] == str(ring.officer.pk):
        return False
    units = {unit.hex for unit in ring.unit_ids}
    return ring.officer.pk.hex in told.get("apart", ()) or not units.isdisjoint(told.get("units", ()))


def _shown(proposal: RewardProposal, told: Mapping[str, Any], officer: Officer) -> BeforeTheBoard:
    votes = {vote.officer_id: vote.agrees for vote in counted(proposal)}
    return BeforeTheBoard(
        id=proposal.pk,
        number=proposal.number,
        what_for=words_of(told["class"]),
        usefulness=told["usefulness"],
        amount=told["amount"],
        shares=1 + len(told.get("others", ())),
        is_own=told["by"] == str(officer.pk),
        voted=votes.get(officer.pk),
        agree=sum(votes.values()),
        refuse=len(votes) - sum(votes.values()),
        lapses=lapses_on(proposal),
    )


def _require_board(officer: Officer) -> None:
    if not is_on_the_board(officer):
        raise NotOnTheBoard
