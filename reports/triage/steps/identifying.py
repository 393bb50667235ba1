"""What in the text could unmask the tipster: own name or number, kin, work, sole knowledge."""

from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft, once_each, total
from reports.triage.steps.lexicon import Hit

KINDS = {
    "own_name": "The tipster may give a name.",
    "own_number": "The tipster may give a phone number or address.",
    "kin": "A relative or partner of the tipster is spoken of.",
    "neighbour": "It says where the tipster lives or stood.",
    "job": "It says where the tipster works or studies.",
    "sole_knowledge": "Few people besides the tipster can know this.",
}
_FOLLOWED_BY = {"own_name": 2, "own_number": 3}
"""How many of the next words belong to the thing that was given away."""


def find_identifying(draft: Draft) -> Draft:
    findings = []
    for kind, reason in KINDS.items():
        hits = once_each(hit for hit in draft.hits_in("identifying") if hit.term.means == kind)
        if hits:
            spans = tuple(_with_what_follows(draft, hit) for hit in hits)
            findings.append(
                Finding(
                    step="identifying",
                    value=kind,
                    score=total(spans),
                    reason=reason,
                    spans=spans,
                )
            )
    return draft.adding(*findings)


def _with_what_follows(draft: Draft, hit: Hit) -> Span:
    span = draft.span(hit)
    last = hit.last - 1
    for _ in range(_FOLLOWED_BY.get(hit.term.means, 0)):
        after = draft.tokens[last + 1 : last + 2]
        if not after or after[0].clause != draft.tokens[last].clause:
            break
        if hit.term.means == "own_number" and not after[0].text[0].isdigit():
            break
        last += 1
    return Span(span.start, draft.tokens[last].end, span.rule, span.weight)
