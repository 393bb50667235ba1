"""What a tip is about: up to three of eighteen categories, from the term lists."""

from collections import defaultdict
from functools import cache

from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft, once_each, total
from reports.triage.steps.lexicon import Hit, rules

CATEGORIES = (
    "drugs",
    "human_trafficking",
    "firearms",
    "homicide",
    "violence",
    "robbery",
    "theft",
    "sexual_offence",
    "child_abuse",
    "domestic_abuse",
    "missing_person",
    "wanted_person",
    "misconduct",
    "fraud",
    "smuggling",
    "threat",
    "traffic",
    "other",
)
_MOST = 3
_CHOSEN = 2.0
"""What the tipster's own choice weighs: about one plain word of crime."""
_NEGATION_WINDOW = 3
_STORY_WINDOW = 6


@cache
def _cues(name: str) -> frozenset[str]:
    return frozenset(rules("category")["cues"][name].split())


def judge_category(draft: Draft) -> Draft:
    spans: dict[str, list[Span]] = defaultdict(list)
    hits: dict[str, list[Hit]] = defaultdict(list)
    stated: set[str] = set()
    for hit in draft.hits_in("category"):
        if hit.term.rule in stated or _is_negated(draft, hit) or _is_a_story(draft, hit):
            continue
        stated.add(hit.term.rule)
        hits[hit.term.means].append(hit)
    for category, found in hits.items():
        spans[category] = [draft.span(hit) for hit in once_each(found)]
    chosen = draft.tip.answers.get("category", "")
    if chosen in CATEGORIES and chosen != "other":
        spans[chosen].append(Span(0, 0, "chosen by the tipster", _CHOSEN))
    return draft.adding(*_findings(spans))


def _findings(spans: dict[str, list[Span]]) -> list[Finding]:
    order = rules("category")
    scores = {category: total(found) for category, found in spans.items()}
    best = max(scores.values(), default=0.0)
    bar = max(order["least"], order["share_of_best"] * best)
    named = sorted(
        (category for category, score in scores.items() if score >= bar),
        key=lambda category: (-scores[category], CATEGORIES.index(category)),
    )
    if not named:
        reason = "No words of a known kind of crime: needs reading."
        return [Finding(step="category", value="other", score=0.0, reason=reason)]
    return [_finding(category, spans[category]) for category in named[:_MOST]]


def _finding(category: str, spans: list[Span]) -> Finding:
    said = [span.rule.rpartition("/")[2] for span in spans if span.end]
    parts = [f"Words of the list: {', '.join(said[:6])}."] if said else []
    if any(not span.end for span in spans):
        parts.append("The tipster chose it.")
    return Finding(
        step="category",
        value=category,
        score=total(spans),
        reason=" ".join(parts),
        spans=tuple(spans),
    )


def _is_negated(draft: Draft, hit: Hit) -> bool:
    """'no gun', 'pa ni zam': a denial shortly before, in the same clause and sentence part."""
    clause = draft.tokens[hit.first].clause
    for at in range(hit.first - 1, max(-1, hit.first - 1 - _NEGATION_WINDOW), -1):
        token = draft.tokens[at]
        if token.clause != clause or token.text in _cues("subjects"):
            return False
        if token.text in _cues("negation"):
            return draft.tokens[at + 1].text not in _cues("not_only")
    return False


def _is_a_story(draft: Draft, hit: Hit) -> bool:
    """'the movie where he killed them': told, sung or played, not done."""
    clause = draft.tokens[hit.first].clause
    low, high = max(0, hit.first - _STORY_WINDOW), hit.last + _STORY_WINDOW
    return any(token.text in _cues("story") and token.clause == clause for token in draft.tokens[low:high])
