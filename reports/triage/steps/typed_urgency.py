"""How soon a tip must be read by what was typed into the form's own fields: it only raises what the words say.

"They will kill her tonight" under a question is as urgent as in the text. The rules are those of the text, so a denial
takes nothing away here either, but each answer is read by itself, and small signs count in a long one alone: they were
fitted to stories. What a question asks ("Did he have a gun?") is nobody's word and is not read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from reports.guides import guide, in_words, unnumbered
from reports.triage.assessment import UNJUDGED, URGENCIES, Finding
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.happening import HAPPENING
from reports.triage.steps.lexicon import rules
from reports.triage.steps.typed import MOST_OF_A_NAME, Field, as_text, fields_of, words_in
from reports.triage.steps.urgency import judge_urgency
from reports.triage.steps.wording import Token

_SHOWN = 3
"""Questions that are named."""
_A_STORY = 8
"""Words of an answer in which small signs add up."""


def raise_by_answers(draft: Draft) -> Draft:
    """Let the typed answers raise the urgency; where they tell of it is kept by the answer's id."""
    typed = as_text(draft)
    if typed is None:
        return draft
    draft = replace(draft, typed=typed)
    told = {field.name: one for field in fields_of(draft) if (one := _judged(typed, field))}
    own = next(iter(draft.of("urgency")), None)
    most = max([*map(_rank, told.values()), 0])
    if most == 0 or (own and _rank(own) > most):
        return draft
    inside = {name: (one,) for name, one in told.items() if _rank(one) == most}
    others = tuple(one for one in draft.findings if one is not own or one.value == UNJUDGED)
    return replace(draft, findings=(_raised(draft, own, inside), *others), in_answers=inside)


def _rank(finding: Finding) -> int:
    """From the least urgent; what could not be judged is below all."""
    return -1 if finding.value == UNJUDGED else URGENCIES.index(finding.value)


def _judged(typed: Draft, field: Field) -> Finding | None:
    """What an answer says by itself, its places counted from its beginning; None where it only names or describes."""
    words = words_in(typed, field)
    if not words or (field.kind and len(words) <= MOST_OF_A_NAME) or unnumbered(field.name) in _described():
        return None
    (told,) = judge_urgency(_alone(typed, words)).of("urgency")
    by_signs = all(span.rule.startswith(HAPPENING) for span in told.spans)
    if by_signs and (told.value != URGENCIES[-1] or len(words) < _A_STORY):
        return None
    moved = (replace(span, start=span.start - field.start, end=span.end - field.start) for span in told.spans)
    return replace(told, spans=tuple(moved))


def _alone(typed: Draft, words: Sequence[Token]) -> Draft:
    """The text of all answers as far as one of them goes: a gun in one and a "now" in another are no danger now."""
    first = typed.tokens.index(words[0])
    last = first + len(words)
    inside = {
        idea: tuple(
            hit._replace(first=hit.first - first, last=hit.last - first)
            for hit in hits
            if first <= hit.first and hit.last <= last
        )
        for idea, hits in typed.any_words.items()
    }
    return replace(typed, tokens=tuple(words), any_words={idea: hits for idea, hits in inside.items() if hits})


def _raised(draft: Draft, own: Finding | None, inside: Mapping[str, tuple[Finding, ...]]) -> Finding:
    """The urgency of both: what is said in an answer is a reason outside the text."""
    told = [one for found in inside.values() for one in found]
    where = "; ".join(_question(draft, name) for name in [*inside][:_SHOWN])
    if own and own.value == told[0].value:
        reason = f"{own.reason} So says what was typed under {where}."
    else:
        reason = f"{told[0].reason} It was typed under {where}."
    outside = (replace(span, start=0, end=0) for one in told for span in one.spans)
    spans = (*(own.spans if own else ()), *outside)
    return replace(told[0], score=total(spans), reason=reason, spans=spans)


def _question(draft: Draft, name: str) -> str:
    """What was asked, as the files have it; a house's own question stands in no file."""
    asked = guide(draft.tip.answers.get("category", ""))
    [(question, _said)] = in_words({name: draft.tip.answers[name]}, asked=asked)
    return "a question of the force's own" if question == name else f"“{question}”"


@cache
def _described() -> frozenset[str]:
    return frozenset(rules("urgency")["described"].split())
