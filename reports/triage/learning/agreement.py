"""How far triage and the officers agree: by category and language, over time, and where a term is missing."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reports.triage.learning.decision import Decision

WINDOW = 50  # decisions in one step of the drift
FEW = 5  # smaller groups are counted and not named: a group of one is somebody's tip


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often triage said what an officer meant."""

    name: str
    decisions: int
    agreed: int

    @property
    def share(self) -> float:
        """0 to 1."""
        return self.agreed / self.decisions if self.decisions else 0.0


def agreed(decision: Decision, step: str = "category") -> bool:
    """Whether triage said what the officer meant."""
    return decision.said.get(step) == decision.meant.get(step)


def by_step(decisions: Sequence[Decision]) -> list[Agreement]:
    """Agreement on each thing that can be corrected."""
    steps = ("category", "urgency", "junk", "language")
    return [Agreement(step, len(decisions), sum(agreed(one, step) for one in decisions)) for step in steps]


def by_category(decisions: Sequence[Decision]) -> list[Agreement]:
    """Agreement on the category, by the category that officers meant."""
    return _grouped(decisions, lambda one: one.meant["category"])


def by_language(decisions: Sequence[Decision]) -> list[Agreement]:
    """Agreement on the category, by language."""
    return _grouped(decisions, lambda one: one.language)


def drift(decisions: Sequence[Decision]) -> list[Agreement]:
    """Agreement on the category in steps of fifty decisions, oldest first."""
    slices = [decisions[at : at + WINDOW] for at in range(0, len(decisions), WINDOW)]
    return [
        Agreement(f"{WINDOW * at + 1}–{WINDOW * at + len(part)}", len(part), sum(map(agreed, part)))
        for at, part in enumerate(slices)
    ]


def without_a_term(decisions: Iterable[Decision]) -> Counter[tuple[str, str]]:
    """Count by category and language the tips in which no term of the right category was found: a word is missing."""
    return Counter(
        (one.meant["category"], one.language)
        for one in decisions
        if one.meant["category"] != "other" and f"score:{one.meant['category']}" not in one.features
    )


def misleading(decisions: Iterable[Decision]) -> Iterator[tuple[str, int, int]]:
    """Yield (rule, tips, of them wrong) for rules that spoke for the wrong category most, worst first."""
    seen: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for one in decisions:
        for name in one.features:
            rule = name.removeprefix("rule:")
            if name.startswith("rule:") and rule.partition("/")[0] == one.said["category"]:
                seen[rule] += 1
                wrong[rule] += not agreed(one)
    for rule, times in wrong.most_common():
        if seen[rule] >= FEW and times:
            yield rule, seen[rule], times


def _grouped(decisions: Sequence[Decision], name: Callable[[Decision], str]) -> list[Agreement]:
    groups: dict[str, list[Decision]] = defaultdict(list)
    for one in decisions:
        groups[name(one)].append(one)
    large = {key: found for key, found in groups.items() if len(found) >= FEW}
    rest = [one for key, found in groups.items() if key not in large for one in found]
    rows = [Agreement(key, len(found), sum(map(agreed, found))) for key, found in large.items()]
    rows.sort(key=lambda row: (-row.decisions, row.name))
    return [*rows, Agreement("fewer than five each", len(rest), sum(map(agreed, rest)))] if rest else rows
