"""Signs that somebody is not free, in the words and in what the tipster ticked: any hard one, or three medium ones."""

from collections.abc import Iterator

from reports.guides.wording import weighed
from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.lexicon import rules
from reports.triage.steps.matching import matches, rules_said, spans_of

_GUIDE = "human_trafficking"


def weigh_signs(draft: Draft) -> Draft:
    spans = [*_ticked(draft), *_said(draft)]
    if total(spans) < rules("signs")["enough"]:
        return draft
    ticked = sum(not span.end for span in spans)
    told = f" {ticked} ticked by the tipster." if ticked else ""
    reason = f"Signs that somebody is not free: a hard one, or three others.{told}"
    finding = Finding(step="signs", value=_GUIDE, score=total(spans), reason=reason, spans=tuple(spans))
    return draft.adding(finding)


def _ticked(draft: Draft) -> Iterator[Span]:
    weights = rules("signs")["weights"]
    for strength, signs in weighed({**draft.tip.answers, "category": _GUIDE}).items():
        for sign in signs:
            yield Span(0, 0, f"{strength}: {sign}", weights[strength])


def _said(draft: Draft) -> Iterator[Span]:
    for rule in rules_said("signs", draft.any_words):
        for match in matches(rule, draft.any_words, draft.tokens):
            yield from spans_of(match, draft.tokens, rule.weight)
            break
