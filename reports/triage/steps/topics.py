"""What a tip speaks of, in general words: no judgement, only something that a force's own model may learn from."""

from functools import cache

from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import rules
from reports.triage.steps.senses import Glossary


def note_topics(draft: Draft) -> Draft:
    """Add one finding with a span of no weight for each topic, where it is first spoken of.

    What only typed answers speak of stands outside the text.
    """
    first: dict[str, Span] = {}
    for token in draft.tokens:
        for topic in _topics().named(token.text):
            first.setdefault(topic, Span(token.start, token.end, topic, 0.0))
    for token in draft.typed.tokens if draft.typed else ():
        for topic in _topics().named(token.text):
            first.setdefault(topic, Span(0, 0, topic, 0.0))
    if not first:
        return draft
    spans = tuple(first[topic] for topic in sorted(first))
    return draft.adding(Finding(step="topics", value="topics", score=0.0, reason="", spans=spans))


@cache
def _topics() -> Glossary:
    return Glossary(rules("topics")["topics"].items())
