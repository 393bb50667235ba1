"""How soon a tip must be read by what was typed into the form's own fields: it only raises what the words say.

"They will kill her tonight" under a question is as urgent as in the text. The rules are those of the text, so a denial
takes nothing away here either. Each answer is read by itself, and where that is not the most urgent, all of them one
after the other: who it is stands in one, what he does in the next. A phrase never runs from one into another. Small
signs count in a long answer alone: they were fitted to stories. What a question asks ("Did he have a gun?") is nobody's
word and is not read.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from reports.guides import guide, in_words, unnumbered
from reports.triage.assessment import UNJUDGED, URGENCIES, Finding
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.happening import HAPPENING
from reports.triage.steps.lexicon import Hit, rules
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
    if max([*map(_rank, told.values()), 0]) < len(URGENCIES) - 1:
        told |= _judged_together(draft, typed)
    most = max([*map(_rank, told.values()), 0])
    if most == 0 or (own and _rank(own) > most):
        return draft
    inside = {name: (one,) for name, one in told.items() if _rank(one) == most}
    others = tuple(one for one in draft.findings if one is not own or one.value == UNJUDGED)
    return replace(draft, findings=(_raised(draft, own, inside), *others), in_answers=inside)


def _rank(finding: Finding) -> int:
    """From the least urgent; what could not be judged is below all."""
    return -1 if finding.value == UNJUDGED else URGENCIES.index(finding.value)


def _is_read(field: Field, words: Sequence[Token]) -> bool:
    """Whether an answer tells anything: not where it only names or describes."""
    names = field.kind and len(words) <= MOST_OF_A_NAME
    return bool(words) and not names and unnumbered(field.name) not in _described()


def _judged(typed: Draft, field: Field) -> Finding | None:
    """What an answer says by itself, its places counted from its beginning; None where it only names or describes."""
    words = words_in(typed, field)
    if not _is_read(field, words):
        return None
    (told,) = judge_urgency(_alone(typed, [words])).of("urgency")
    by_signs = all(span.rule.startswith(HAPPENING) for span in told.spans)
    if by_signs and (told.value != URGENCIES[-1] or len(words) < _A_STORY):
        return None
    return _within(told, field)


def _judged_together(draft: Draft, typed: Draft) -> dict[str, Finding]:
    """What the answers say one after the other, if a rule says it: by the answers that it rests on."""
    read = [(field, words) for field in fields_of(draft) if _is_read(field, words := words_in(typed, field))]
    if len(read) < 2:
        return {}
    (told,) = judge_urgency(_alone(typed, [words for _, words in read])).of("urgency")
    if told.value != URGENCIES[-1] or all(span.rule.startswith(HAPPENING) for span in told.spans):
        return {}
    found = {field.name: _within(told, field) for field, _ in read}
    return {name: one for name, one in found.items() if one.spans}


def _within(told: Finding, field: Field) -> Finding:
    """As far as a finding rests on one answer, its places counted from the answer's beginning."""
    inside = tuple(
        replace(span, start=span.start - field.start, end=span.end - field.start)
        for span in told.spans
        if field.start <= span.start and span.end <= field.end
    )
    return replace(told, score=total(inside), spans=inside)


def _alone(typed: Draft, answers: Sequence[Sequence[Token]]) -> Draft:
    """The text of all answers as far as these go; nothing that is found runs from one into another."""
    moved: dict[int, int] = {}
    tokens: list[Token] = []
    for words in answers:
        first = bisect_left(typed.tokens, words[0].start, key=lambda token: token.start)
        moved |= {first + at: len(tokens) + at for at in range(len(words))}
        tokens += words
    inside = {
        idea: tuple(
            Hit(hit.term, moved[hit.first], moved[hit.last - 1] + 1)
            for hit in hits
            if hit.first in moved and hit.last - 1 in moved
        )
        for idea, hits in typed.any_words.items()
    }
    return replace(typed, tokens=tuple(tokens), any_words={idea: hits for idea, hits in inside.items() if hits})


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
