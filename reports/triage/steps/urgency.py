"""How soon a tip must be read. Rules only, tuned to miss nothing; no other step lowers it.

Every term adds and none takes away, denial included: 'no gun yet' is read by a person.
"""

from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft, once_each, total
from reports.triage.steps.lexicon import Hit

_NEAR = 12
"""Words between a danger and a 'now' that still speak of one thing."""


def judge_urgency(draft: Draft) -> Draft:
    kinds: dict[str, list[Hit]] = {"immediate": [], "life": [], "now": [], "today": []}
    for hit in draft.hits_in("urgency"):
        kinds[hit.term.means].append(hit)
    pairs = _near_pairs(kinds["life"], kinds["now"])
    spans = [draft.span(hit) for hit in once_each(kinds["immediate"])]
    spans += [draft.span(hit) for hit in pairs]
    spans += _answers(draft)
    if spans:
        reason = "A life may be at risk, or a crime is going on now."
        return draft.adding(_finding("immediate", reason, spans))
    spans = [draft.span(hit) for hit in once_each([*kinds["life"], *kinds["today"]])]
    if spans:
        reason = "Danger or a time is named that should not wait for tomorrow."
        return draft.adding(_finding("today", reason, spans))
    return draft.adding(_finding("routine", "No words of danger or haste.", []))


def _answers(draft: Draft) -> list[Span]:
    if draft.tip.in_danger:
        return [Span(0, 0, "the tipster says that somebody is in danger now", 4.0)]
    return []


def _near_pairs(dangers: list[Hit], nows: list[Hit]) -> tuple[Hit, ...]:
    """Dangers with a 'now' close by, and that 'now'. Both lists are in text order."""
    found: list[Hit] = []
    at = 0
    for danger in dangers:
        while at < len(nows) and nows[at].last < danger.first - _NEAR:
            at += 1
        if at < len(nows) and nows[at].first <= danger.last + _NEAR:
            found += [danger, nows[at]]
    return once_each(found)


def _finding(value: str, reason: str, spans: list[Span]) -> Finding:
    return Finding(step="urgency", value=value, score=total(spans), reason=reason, spans=tuple(spans))
