"""What a proposal rests on. A report that is struck out takes with it the proposal that it carried.

Nothing in the clear joins the two: no entry says that a proposal was withdrawn, as none says that one was made.
"""

from django.db import transaction

from reports.keyring import KeyRing
from reports.models import ProposalState, RewardProposal, Tip
from reports.rewards.propose import proposals_of
from reports.rewards.tariff import Award, award_for


@transaction.atomic
def withdraw_unfounded(tip: Tip, ring: KeyRing, *, before: Award | None) -> ProposalState | None:
    """Withdraw what waits where the tariff no longer gives what it gave `before` a report was struck out.

    Return WAITING where something was withdrawn, APPROVED where the board has agreed to what nothing carries any more,
    and else None. Raises NotYours, CannotOpen and what else reading a note raises.
    """
    now = award_for(tip)
    if before is None or now == before:
        return None
    made = proposals_of(tip, ring)
    held = RewardProposal.objects.select_for_update().filter(pk__in=[one.pk for one in made])
    waiting = list(held.filter(state=ProposalState.WAITING))
    for proposal in waiting:
        proposal.state, proposal.box, proposal.shown_from = ProposalState.REFUSED, b"", None
        proposal.save()
        proposal.votes.all().delete()
    if waiting:
        return ProposalState.WAITING
    has_agreed = now is None and held.filter(state=ProposalState.APPROVED).exists()
    return ProposalState.APPROVED if has_agreed else None
