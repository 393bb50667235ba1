"""How long tips waited until they were taken on, first asked about, and closed: counted by span, never of one tip."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from reports.queries.few import SMALLEST
from reports.tallying import LONGER, SPANS, Step

ORDER = (*SPANS, LONGER)
BY = ("category", "channel", "month", "unit")


@dataclass(frozen=True, slots=True)
class Speed:
    """`spans`: how many tips took how long, by step. `halves`: within which span half of them were through, by step,
    for all of each category, channel, month and unit of which there are enough."""

    spans: Mapping[str, Mapping[str, int]]
    halves: Mapping[str, Mapping[str, Mapping[str, str]]]


def speed(counted: Mapping[str, int]) -> Speed:
    """Sort what was counted by word, as `reports.tallying.counted` does and `speed_apart`; the rest is left out."""
    spans: dict[str, Counter[str]] = {step: Counter() for step in Step}
    parts: dict[str, dict[str, dict[str, Counter[str]]]] = {by: defaultdict(dict) for by in BY}
    for word, count in counted.items():
        match word.split("|"):
            case [step, span]:
                spans[step][span] += count
            case [step, span, by, one]:
                parts[by][one].setdefault(step, Counter())[span] += count
    return Speed(
        spans={step: {span: found[span] for span in ORDER if found[span]} for step, found in spans.items()},
        halves={by: _halves(found) for by, found in parts.items()},
    )


def _halves(found: Mapping[str, Mapping[str, Counter[str]]]) -> dict[str, dict[str, str]]:
    told = {
        one: {step: _half(counts) for step, counts in steps.items() if counts.total() >= SMALLEST}
        for one, steps in found.items()
    }
    return {one: steps for one, steps in sorted(told.items()) if steps}


def _half(counts: Mapping[str, int]) -> str:
    """Return the span within which half of them were through."""
    left = sum(counts.values()) / 2
    for span in ORDER:
        left -= counts.get(span, 0)
        if left <= 0:
            return span
    return LONGER
