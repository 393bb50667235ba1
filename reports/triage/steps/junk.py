"""Whether a message is a tip at all: adverts, tests, pranks, wrong numbers, bare abuse.

The score is the sum of the weights, held between 0 and 1; words of crime and danger count
against it. It sorts a tip down within its urgency and does nothing else.
"""

import re

from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft, once_each, total
from reports.triage.steps.lexicon import rules

KINDS = {
    "advert": "Reads like an advert.",
    "test": "Reads like a test message.",
    "prank": "Reads like a joke.",
    "wrong_number": "Seems meant for somebody else.",
    "abuse": "Abuse without information.",
    "empty": "Nothing in it to read.",
}
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_PREMIUM = re.compile(r"(?<!\d)(?:0[89]\d{8,9}|[4-8]\d{4})(?!\d)")
_SHORT = 8


def judge_junk(draft: Draft) -> Draft:
    by_kind = {kind: _spans(draft, kind) for kind in KINDS}
    kind = max(by_kind, key=lambda kind: total(by_kind[kind]))
    spans = [span for found in by_kind.values() for span in found]
    if not spans:
        reason = "Nothing speaks against its being a tip."
        return draft.adding(Finding(step="junk", value="tip", score=0.0, reason=reason))
    spans += _doubts(draft)
    score = min(1.0, max(0.0, total(spans)))
    bar = rules("junk")["bar"]
    value, reason = (kind, KINDS[kind]) if score >= bar else ("tip", "Too little to call it junk.")
    return draft.adding(Finding(step="junk", value=value, score=score, reason=reason, spans=tuple(spans)))


def _spans(draft: Draft, kind: str) -> list[Span]:
    if kind == "empty":
        return [] if draft.tokens or draft.tip.answers else [Span(0, 0, "empty", 0.8)]
    found = once_each(hit for hit in draft.hits_in("junk") if hit.term.means == kind)
    spans = [draft.span(hit) for hit in found]
    if kind == "advert":
        spans += _advert_marks(draft.tip.text)
    elif len(draft.tokens) > _SHORT and kind in ("test", "abuse"):
        # In a longer text these words are about something: 'he failed a drug test'.
        spans = [Span(s.start, s.end, s.rule, round(s.weight / 4, 6)) for s in spans]
    return spans


def _advert_marks(text: str) -> list[Span]:
    marks = (("a web link", _LINK, 0.35), ("a premium or short number", _PREMIUM, 0.3))
    found = ((name, pattern.search(text), weight) for name, pattern, weight in marks)
    return [Span(match.start(), match.end(), name, w) for name, match, w in found if match]


def _doubts(draft: Draft) -> list[Span]:
    """What speaks for a tip: words of crime, and above all danger to life."""
    doubts = []
    crimes = sum(finding.score for finding in draft.of("category"))
    if crimes:
        doubts.append(Span(0, 0, "words of crime", -round(min(0.6, 0.15 * crimes), 6)))
    if any(finding.value == "immediate" for finding in draft.of("urgency")):
        doubts.append(Span(0, 0, "danger to life", -0.6))
    return doubts
