"""Which languages a tip is written in, clause by clause, by the small words that give them away."""

from collections import defaultdict
from functools import cache

from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.lexicon import rules
from reports.triage.steps.wording import Token

NAMES = {"en": "English", "acf": "Kwéyòl", "fr": "French", "es": "Spanish", "ht": "Haitian Creole"}
_SHOWN = 20
"""Spans kept as evidence for a language; a long tip has thousands."""
_LEAST = 1.0
_SHARE = 0.2
"""A second language is named when it has this share of the evidence."""

Scores = dict[str, float]


@cache
def _small_words() -> dict[str, Scores]:
    words: dict[str, Scores] = defaultdict(dict)
    for language, by_weight in rules("language")["words"].items():
        for group in by_weight:
            for word in group["words"].split():
                words[word][language] = float(group["weight"])
    return dict(words)


def judge_language(draft: Draft) -> Draft:
    clauses: dict[int, list[Token]] = defaultdict(list)
    for token in draft.tokens:
        if token.text in _small_words():
            clauses[token.clause].append(token)
    whole = _scores(draft, [token for tokens in clauses.values() for token in tokens])
    lead = _best(whole)
    spans: dict[str, list[Span]] = defaultdict(list)
    weights: Scores = defaultdict(float)
    for tokens in clauses.values():
        scores = _scores(draft, tokens)
        # A short clause that two languages could claim goes with the rest of the tip.
        best = lead if scores.get(lead, 0) >= 0.7 * max(scores.values()) else _best(scores)
        weights[best] += scores[best]
        spans[best].extend(_spans(best, tokens))
    return draft.adding(*_findings(draft, weights, spans))


def _scores(draft: Draft, tokens: list[Token]) -> Scores:
    scores: Scores = defaultdict(float)
    for token in tokens:
        for language, weight in _small_words()[token.text].items():
            scores[language] += weight
    return scores


def _best(scores: Scores) -> str:
    return max(sorted(scores), key=lambda language: scores[language], default="")


def _spans(language: str, tokens: list[Token]) -> list[Span]:
    return [
        Span(token.start, token.end, f"{language}/{token.text}", weight)
        for token in tokens
        if (weight := _small_words()[token.text].get(language))
    ]


def _findings(draft: Draft, weights: Scores, spans: dict[str, list[Span]]) -> list[Finding]:
    from_hits = _terms_by_language(draft)
    for language, found in from_hits.items():
        # Words such as 'cocaine' are said in every language: only a tie-break.
        weights[language] += total(found)
        spans[language].extend(found)
    everything = sum(weights.values())
    named = [
        language
        for language in sorted(weights, key=lambda language: (-weights[language], language))
        if weights[language] >= max(_LEAST, _SHARE * everything)
    ]
    if not named:
        return [_by_hint(draft)]
    return [_finding(language, spans[language][:_SHOWN]) for language in named]


def _terms_by_language(draft: Draft) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for hit in (hit for hits in draft.hits.values() for hit in hits):
        if hit.term.language in NAMES and len(found[hit.term.language]) < 4:
            span = draft.span(hit)
            found[hit.term.language].append(Span(span.start, span.end, span.rule, 0.4))
    return found


def _finding(language: str, spans: list[Span]) -> Finding:
    words = len(spans)
    return Finding(
        step="language",
        value=language,
        score=total(spans),
        reason=f"{words} small {'word' if words == 1 else 'words'} typical of {NAMES[language]}.",
        spans=tuple(spans),
    )


def _by_hint(draft: Draft) -> Finding:
    hint = draft.tip.language_hint
    if hint in NAMES:
        span = Span(0, 0, "chosen by the tipster", 0.5)
        reason = f"Too few words to tell; the tipster chose {NAMES[hint]}."
        return Finding(step="language", value=hint, score=0.5, reason=reason, spans=(span,))
    reason = "Too few words to tell the language."
    return Finding(step="language", value="unsure", score=0.0, reason=reason)
