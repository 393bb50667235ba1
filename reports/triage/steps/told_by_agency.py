"""Whether the danger that an agency's answer tells of is over: it writes of arrests and seizures, and of who was armed.

Its form says whether anything came of the copy. Only then words of danger are read as a story of what was done, clause
by clause; what is now, or is still to come, is danger all the same.
"""

from collections.abc import Sequence
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.lexicon import rules


def is_over(draft: Draft, spans: Sequence[Span]) -> bool:
    """Whether these signs of danger, of rules that are certain, stand in clauses that tell what was done."""
    if not draft.tip.bore_fruit:
        return False
    over = {token.clause for token in draft.tokens if token.text in _listed("over")} - _to_come(draft)
    places = {at: token.clause for token in draft.tokens for at in range(token.start, token.end)}
    left = [span for span in spans if span.end > span.start and places[span.start] not in over]
    least: float = rules("urgency")["agency"]["from"]
    return total(left) < least


def _to_come(draft: Draft) -> set[int]:
    hits = (hit for idea in _listed("to_come") for hit in draft.any_words.get(idea, ()))
    return {draft.tokens[at].clause for hit in hits for at in range(hit.first, hit.last)}


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(rules("urgency")["agency"][name].split())
