"""The ledger of rewards: what was offered, collected, given up and expired, by month. It names no tip."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from reports.models import Reward, RewardState


@dataclass(slots=True)
class Line:
    """One month: of each state how many, and their sum in dollars. What is offered counts when it was offered."""

    month: date
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    sums: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, state: str, amount: int) -> None:
        self.counts[state] += 1
        self.sums[state] += amount

    def told(self) -> list[tuple[int, int]]:
        """Return (how many, their sum) of each state, in the order of the states."""
        return [(self.counts[state], self.sums[state]) for state in RewardState.values]

    def worded(self) -> list[tuple[str, int, int]]:
        """Return what happened in the month at all, in words."""
        return [(str(state.label), self.counts[state], self.sums[state]) for state in RewardState if self.counts[state]]


def ledger() -> list[Line]:
    """Return the months in which something happened, the newest first."""
    lines: dict[date, Line] = {}
    for offered, ended, state, amount in Reward.objects.values_list("offered_month", "ended_month", "state", "amount"):
        lines.setdefault(offered, Line(offered)).add(RewardState.OFFERED, amount)
        if ended:
            lines.setdefault(ended, Line(ended)).add(state, amount)
    return sorted(lines.values(), key=lambda line: line.month, reverse=True)


def outstanding() -> list[Reward]:
    """Return what is still to be paid, by number: their order tells nothing."""
    return list(Reward.objects.filter(state=RewardState.OFFERED).order_by("number"))
