"""Words about somebody inside the police who leaks, warns, takes or protects, without naming him.

They decide who reads a tip and nothing else, so they stand apart from the ideas by which a tip's kind and urgency are
judged, and are read whatever language is spoken.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import INSIDERS, Hit, rules
from reports.triage.steps.matching import Match, matches, rules_said, spans_of
from reports.triage.steps.meaning import is_heard, spoken

_OUTRIGHT, _INSIDE, _DOES = "outright", "inside", "does"
_LOOKED_AT = 200
"""Places of one rule that are looked at: more are repeats."""


def told_of_insiders(draft: Draft) -> list[Span]:
    """Return what tells of somebody inside; nothing where nothing does."""
    words, found = _words(draft), defaultdict[str, list[Match]](list)
    for rule in rules_said(INSIDERS, words):
        for seen, match in enumerate(matches(rule, words, draft.tokens)):
            found[rule.means].append(match)
            if seen >= _LOOKED_AT:
                break
    if found[_OUTRIGHT]:
        return _spans(found[_OUTRIGHT][:1], draft)
    deeds = sorted(found[_DOES], key=lambda match: match.first)
    for inside in found[_INSIDE]:
        if deed := _near(inside, deeds):
            return _spans([inside, deed], draft)
    return []


def _words(draft: Draft) -> Mapping[str, Sequence[Hit]]:
    languages, by_idea = spoken(draft), defaultdict[str, list[Hit]](list)
    for hit in draft.hits_in(INSIDERS):
        if is_heard(hit, languages):
            by_idea[hit.term.means].append(hit)
    return {idea: sorted(hits, key=lambda hit: (hit.first, -hit.last)) for idea, hits in by_idea.items()}


def _near(inside: Match, deeds: Sequence[Match]) -> Match | None:
    """Return a deed that is told shortly before or after where somebody sits inside."""
    reach = rules(INSIDERS)["reach"]
    at = bisect_left(deeds, inside.first - reach, key=lambda deed: deed.first)
    near = (deed for deed in deeds[at:] if deed.first <= inside.last + reach)
    return next(near, None)


def _spans(said: Sequence[Match], draft: Draft) -> list[Span]:
    return [span for match in said for span in spans_of(match, draft.tokens, match.rule.weight)]
