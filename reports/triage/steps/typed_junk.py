"""Whether what was typed into the form's own fields is a tip, where the text alone is none or there is no text.

"test" above a form that tells of a robbery is a tip; an advert typed into the fields of an empty one is an advert. So a
tip counts as junk only as far as both read like it. Places in answers are no places in the text: their reasons stand
outside it.
"""

from dataclasses import replace

from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.junk import judge_junk
from reports.triage.steps.typed import as_text, known_of, outside

_LEAST = 4
"""Words of answers that tell anything: a name or a plate alone is written by anybody."""


def judge_all_junk(draft: Draft) -> Draft:
    """Judge the text, then the typed answers, of which the less junk counts."""
    judged = judge_junk(draft)
    text = as_text(draft)
    if text is None or len(text.tokens) < _LEAST:
        return judged
    (own,) = judged.of("junk")
    if draft.tokens and own.score == 0:
        return judged  # as of most tips: nothing is less junk
    told = known_of(text)
    judged = replace(judged, typed=told)
    (typed,) = judge_junk(told.adding(*draft.of("urgency"))).of("junk")
    if draft.tokens and typed.score >= own.score:
        return judged
    both = _lowered(own, typed) if draft.tokens else outside(typed)
    return replace(judged, findings=(*(one for one in judged.findings if one is not own), both))


def _lowered(own: Finding, typed: Finding) -> Finding:
    spans = (*own.spans, Span(0, 0, "what was typed into fields", round(typed.score - own.score, 6)))
    if typed.value != "tip":
        return replace(own, score=typed.score, spans=spans)
    return replace(typed, spans=spans)
