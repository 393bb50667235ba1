"""How soon a tip must be read by what was typed into the form's own fields: it only raises what the words say.

"They will kill her tonight" under a question is as urgent as in the text. The rules are those of the text, so a denial
takes nothing away here either. What a question asks ("Did he have a gun?") is nobody's word and is not read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reports.guides import guide, in_words
from reports.triage.assessment import UNJUDGED, URGENCIES, Finding
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.typed import Field, as_text, fields_of
from reports.triage.steps.urgency import judge_urgency

_SHOWN = 3
"""Questions that are named."""


def raise_by_answers(draft: Draft) -> Draft:
    """Let the typed answers raise the urgency; where they tell of it is kept by the answer's id."""
    typed = as_text(draft)
    if typed is None:
        return draft
    draft = replace(draft, typed=typed)
    (told,) = judge_urgency(typed).of("urgency")
    own = next(iter(draft.of("urgency")), None)
    if told.value == URGENCIES[0] or (own and _rank(own) > _rank(told)):
        return draft
    inside = dict(_in_answers(told, tuple(fields_of(draft))))
    raised = _raised(draft, own, told, tuple(inside))
    others = tuple(one for one in draft.findings if one is not own or one.value == UNJUDGED)
    return replace(draft, findings=(raised, *others), in_answers=inside)


def _rank(finding: Finding) -> int:
    """From the least urgent; what could not be judged is below all."""
    return -1 if finding.value == UNJUDGED else URGENCIES.index(finding.value)


def _in_answers(told: Finding, fields: Sequence[Field]) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """What speaks for it in each answer, its places counted from the answer's beginning."""
    for field in fields:
        spans = tuple(
            replace(span, start=span.start - field.start, end=min(span.end, field.end) - field.start)
            for span in told.spans
            if span.weight > 0 and span.start < span.end and field.start <= span.start < field.end
        )
        if spans:
            yield field.name, (replace(told, score=total(spans), spans=spans),)


def _raised(draft: Draft, own: Finding | None, told: Finding, names: Sequence[str]) -> Finding:
    """The urgency of both: what is said in an answer is a reason outside the text."""
    where = "; ".join(_question(draft, name) for name in names[:_SHOWN])
    if own and own.value == told.value:
        reason = f"{own.reason} So says what was typed under {where}."
    else:
        reason = f"{told.reason} It was typed under {where}."
    outside = (replace(span, start=0, end=0) for span in told.spans)
    spans = (*(own.spans if own else ()), *outside)
    return replace(told, score=total(spans), reason=reason, spans=spans)


def _question(draft: Draft, name: str) -> str:
    """What was asked, as the files have it; a house's own question stands in no file."""
    asked = guide(draft.tip.answers.get("category", ""))
    [(question, _said)] = in_words({name: draft.tip.answers[name]}, asked=asked)
    return "a question of the force's own" if question == name else f"“{question}”"
