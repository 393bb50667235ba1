"""Rewards: proposals before the board, and vouchers. No row here names a tip, nor does a tip's name one of these."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models.officer import Officer


class ProposalState(models.TextChoices):
    """Where a proposal stands."""

    WAITING = "waiting", _("Waits for the board")
    APPROVED = "approved", _("The board has agreed")
    REFUSED = "refused", _("The board has refused")


class RewardState(models.TextChoices):
    """Where a voucher stands."""

    OFFERED = "offered", _("Offered")
    COLLECTED = "collected", _("Collected")
    EXPIRED = "expired", _("Expired")
    DECLINED = "declined", _("Given up")


class RewardProposal(models.Model):
    """A proposal that waits for the board, or was decided.

    `box` holds what it is for, the sum, who proposed it and the promise to the mailbox, in a box to the board's unit;
    it is emptied by the decision. The board sees it from the Monday `shown_from`, so that no day is betrayed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=5, unique=True)
    state = models.CharField(max_length=8, choices=ProposalState, default=ProposalState.WAITING)
    shown_from = models.DateField(null=True)
    box = models.BinaryField(default=bytes)

    class Meta:
        db_table = "reward_proposal"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="reward_proposal_state_known")
        ]

    def __str__(self) -> str:
        return self.number


class RewardVote(models.Model):
    """What one member of the board said of a proposal; deleted by the decision, which the trail keeps."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    proposal = models.ForeignKey(RewardProposal, on_delete=models.CASCADE, related_name="votes")
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+", db_index=False)
    agrees = models.BooleanField()

    class Meta:
        db_table = "reward_vote"
        constraints = [models.UniqueConstraint(fields=["proposal", "officer"], name="one_reward_vote_each")]


class Reward(models.Model):
    """A voucher, and its line in the ledger: a sum that is paid once, to whoever has both halves of its code.

    `slip` is the promise in a box to a mailbox, and tells nobody else whose; `code_mark` is what the tipster's half is
    known by, once it was asked for, and `bars` refuses then who had a hand in it; `row_mac` keeps number, sum, last day
    and slip together. All four are emptied when the voucher is over. `kept_slip` is the slip from then on, for some
    months: by it the mailbox says how it ended. Months, never days: `last_day` is the last of a month.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=5, unique=True)
    amount = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=RewardState, default=RewardState.OFFERED)
    offered_month = models.DateField()
    last_day = models.DateField()
    ended_month = models.DateField(null=True)
    slip = models.BinaryField(default=bytes)
    code_mark = models.BinaryField(max_length=32, default=bytes)
    row_mac = models.BinaryField(max_length=32, default=bytes)
    bars = models.BinaryField(max_length=192, default=bytes, db_default=b"")
    kept_slip = models.BinaryField(default=bytes, db_default=b"")

    class Meta:
        db_table = "reward"
        indexes = [models.Index(fields=["last_day"], condition=Q(state="offered"), name="reward_offered")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RewardState.values), name="reward_state_known"),
            models.CheckConstraint(
                condition=Q(state="offered", ended_month__isnull=True)
                | (~Q(state="offered") & Q(ended_month__isnull=False, slip=b"", code_mark=b"", row_mac=b"")),
                name="reward_over_keeps_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.number
