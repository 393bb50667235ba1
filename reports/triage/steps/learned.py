"""What this force's officers taught: weights over published rules, applied to the rules that fired.

It never reads words. Without weights that proved better than the term list it does nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from reports.triage.assessment import UNJUDGED, Finding, Span
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.leaning import said_outright

_TAUGHT = ("category", "unnamed", "urgency", "junk", "identifying")
"""The steps whose rules are features; entities count by their kind alone, since their rules may name a place."""


def features(findings: Iterable[Finding], channel: str) -> dict[str, float]:
    """Return what a decision may be learned from: rule ids and scores, by name, never a word that is no rule's.

    `score:drugs` is what the term list gave, `rule:…` each rule that fired with its weight, `entity:plate` that there
    was one, `topic:boat` that general words spoke of it, `language:acf` and `channel:sms` what they say.
    """
    found: dict[str, float] = defaultdict(float)
    found[f"channel:{channel}"] = 1.0
    for finding in findings:
        if finding.value == UNJUDGED:
            continue
        if finding.step in ("category", "unnamed"):
            found[f"score:{finding.value}"] = finding.score
        if finding.step in _TAUGHT:
            for span in said_outright(finding.spans):
                found[f"rule:{span.rule}"] = span.weight
        elif finding.step == "topics":
            found |= {f"topic:{span.rule}": 1.0 for span in finding.spans}
        elif finding.step == "entities":
            found[f"entity:{finding.value}"] = 1.0
        elif finding.step == "language":
            found[f"language:{finding.value}"] = 1.0
    return dict(found)


def contributions(
    present: Mapping[str, float], weights: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """Return for each category what each feature adds to it. `weights` are by feature, then by category."""
    added: dict[str, dict[str, float]] = defaultdict(dict)
    for name, value in {**present, "always": 1.0}.items():
        for category, weight in weights.get(name, {}).items():
            added[category][name] = round(value * weight, 6)
    return added


def suggest_learned(draft: Draft) -> Draft:
    learned = draft.tip.learned
    if learned is None or draft.tip.unheard:
        return draft
    present = features(draft.findings, draft.tip.channel)
    added = contributions(present, learned.weights)
    if not added:
        return draft
    best = max(sorted(added), key=lambda category: sum(added[category].values()))
    where = _places(draft.findings)
    spans = tuple(
        Span(*where.get(name, (0, 0)), name, weight) for name, weight in sorted(added[best].items()) if weight
    )
    reason = (
        f"Learned from {learned.decisions} decisions of officers here; it agreed with {learned.agreed} of the "
        f"{learned.held_out} newest, the term list with {learned.list_agreed}."
    )
    return draft.adding(Finding(step="learned", value=best, score=total(spans), reason=reason, spans=spans))


def _places(findings: Iterable[Finding]) -> dict[str, tuple[int, int]]:
    prefixes = dict.fromkeys(_TAUGHT, "rule") | {"topics": "topic"}
    return {
        f"{prefixes[finding.step]}:{span.rule}": (span.start, span.end)
        for finding in findings
        if finding.step in prefixes
        for span in finding.spans
    }
