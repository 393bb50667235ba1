"""The night's work on rewards: vouchers whose time is over expire, those that were given up are counted as that, and
what the board is of two minds about is refused.

Giving one up leaves no entry at that moment: beside others of the same tipster and hour it would name the tip.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from reports import audit
from reports.clock import month_of, today
from reports.models import Officer, ProposalState, Reward, RewardProposal, RewardState, RewardVote, Unit, UnitPurpose
from reports.rewards.collect import EMPTIED
from reports.signed_people import members_of

_LAPSES = timedelta(days=28)  # from the Monday of the week in which the tie began
TOLD_DAYS = 90  # from the end of the month in which a voucher ended


def end_vouchers() -> int:
    """End what is given up or over, and return how many there were."""
    offered = Reward.objects.filter(state=RewardState.OFFERED)
    ended = [(reward, RewardState.DECLINED) for reward in offered.filter(slip=b"")]
    ended += [(reward, RewardState.EXPIRED) for reward in offered.filter(last_day__lt=today()).exclude(slip=b"")]
    count = sum(_end(reward, state) for reward, state in ended)
    _forget()
    _blur()
    return count


def lapses_on(proposal: RewardProposal) -> date | None:
    """Return the day on which a proposal counts as refused because the board is of two minds; None where it is not."""
    if not is_tied(proposal) or not proposal.shown_from:
        return None
    return max(proposal.shown_from + _LAPSES, today())


def is_tied(proposal: RewardProposal) -> bool:
    """Whether the board is of two minds."""
    return len({vote.agrees for vote in counted(proposal)}) > 1


def counted(proposal: RewardProposal) -> list[RewardVote]:
    """Return the votes of who is on the board now: who was suspended, or is of oversight no more, counts no longer."""
    votes = list(proposal.votes.all())
    if not votes:
        return []
    seated = members_of(Unit.objects.filter(purpose=UnitPurpose.OVERSIGHT).values_list("pk", flat=True))
    return [vote for vote in votes if vote.officer_id in seated]


def begin_tie(proposal: RewardProposal) -> None:
    """Count the weeks of a tie from the Monday before it: who votes late has them, too."""
    monday = today() - timedelta(days=today().weekday())
    if proposal.shown_from and proposal.shown_from < monday:
        proposal.shown_from = monday
        proposal.save(update_fields=["shown_from"])


@transaction.atomic
def end_ties() -> int:
    """Refuse what the board has been of two minds about for some weeks, and return how many there were."""
    waiting = RewardProposal.objects.filter(state=ProposalState.WAITING, shown_from__isnull=False)
    tied = [one for one in waiting.select_for_update() if (day := lapses_on(one)) and day <= today()]
    for proposal in tied:
        decide(proposal, ProposalState.REFUSED, by=audit.WORKER)
    return len(tied)


def decide(proposal: RewardProposal, state: ProposalState, *, by: Officer | str) -> None:
    """Let a proposal be decided; its row is held by the caller."""
    proposal.state, proposal.box, proposal.shown_from = state, b"", None
    proposal.save()
    proposal.votes.all().delete()
    audit.enter(f"reward.{state}", by=by, proposal=proposal.number)


def _forget() -> None:
    """Let no mailbox say any more how those ended that have been over for some months."""
    last = month_of(timezone.now() - timedelta(days=TOLD_DAYS))
    Reward.objects.filter(ended_month__lt=last).exclude(kept_slip=b"").update(kept_slip=b"")


@transaction.atomic
def _blur() -> None:
    """Write every row anew: Postgres numbers the transactions that wrote rows, and one number then joins them all."""
    Reward.objects.update(state=F("state"))
    RewardProposal.objects.update(state=F("state"))


@transaction.atomic
def _end(reward: Reward, state: RewardState) -> bool:
    kept = {"kept_slip": F("kept_slip")} if state == RewardState.DECLINED else {}  # its slip went with the giving up
    still = Reward.objects.filter(pk=reward.pk, state=RewardState.OFFERED)
    if state == RewardState.EXPIRED:
        still = still.exclude(slip=b"")  # given up in between: the next night counts it as that
    if not still.update(state=state, ended_month=month_of(timezone.now()), **(EMPTIED | kept)):
        return False  # it was paid or given up in between
    audit.enter(f"reward.{state}", by=audit.WORKER, reward=reward.number)
    return True
