"""What a tip speaks of, in general words: no judgement, only something that a force's own model may learn from."""

from dataclasses import dataclass
from functools import cache

from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import rules
from reports.triage.steps.wording import tokens_of


@dataclass(frozen=True, slots=True)
class _Topics:
    words: dict[str, tuple[str, ...]]
    stems: dict[str, tuple[str, ...]]
    sizes: tuple[int, ...]


def note_topics(draft: Draft) -> Draft:
    """Add one finding with a span of no weight for each topic, where it is first spoken of."""
    topics = _topics()
    first: dict[str, Span] = {}
    for token in draft.tokens:
        named = list(topics.words.get(token.text, ()))
        for size in topics.sizes:
            if size > len(token.text):
                break
            named += topics.stems.get(token.text[:size], ())
        for topic in named:
            first.setdefault(topic, Span(token.start, token.end, topic, 0.0))
    if not first:
        return draft
    spans = tuple(first[topic] for topic in sorted(first))
    return draft.adding(Finding(step="topics", value="topics", score=0.0, reason="", spans=spans))


@cache
def _topics() -> _Topics:
    words: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    for topic, said in rules("topics")["topics"].items():
        for written in said.split():
            for token in tokens_of(written.rstrip("*")):
                table = stems if written.endswith("*") else words
                table[token.text] = tuple(dict.fromkeys((*table.get(token.text, ()), topic)))
    return _Topics(words, stems, tuple(sorted({len(stem) for stem in stems})))
