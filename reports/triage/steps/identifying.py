"""What in the text could unmask the tipster: own name or number, kin, work, sole knowledge."""

import re
from collections.abc import Iterator
from functools import cache

from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.lexicon import rules
from reports.triage.steps.matching import Match, matches, rulebook

KINDS = {
    "own_name": "The tipster may give a name.",
    "own_number": "The tipster may give a phone number or address.",
    "kin": "A relative or partner of the tipster is spoken of.",
    "neighbour": "It says where the tipster lives or stood.",
    "job": "It says where the tipster works or studies, or with whom.",
    "sole_knowledge": "Few people besides the tipster can know this.",
}
_FOLLOWED_BY = {"own_name": 2, "own_number": 3}
"""How many of the next words belong to the thing that was given away."""
_MOST = 40
"""Spans of one kind; nobody reads more."""
_GAP = re.compile(r"[ ,:\n-]{1,3}")
"""Between "I am" and a name."""
_NAME = re.compile(r"[A-Z][^\W\d_]+(?:[ '-][A-Z][^\W\d_]*){0,2}")


def find_identifying(draft: Draft) -> Draft:
    spans: dict[str, list[Span]] = {kind: [] for kind in KINDS}
    for rule in rulebook("identifying"):
        for match in matches(rule, draft.words, draft.tokens):
            spans[rule.means].append(_whole(draft, match))
            if len(spans[rule.means]) >= _MOST:
                break
    spans["own_name"] += _names(draft)
    findings = []
    for kind, reason in KINDS.items():
        if found := _apart(spans[kind]):
            finding = Finding(step="identifying", value=kind, score=total(found), reason=reason, spans=found)
            findings.append(finding)
    return draft.adding(*findings)


def _whole(draft: Draft, match: Match) -> Span:
    """One span over all the words of the rule, and over the name or number that follows."""
    last = match.last - 1
    kind = match.rule.means
    for _ in range(_FOLLOWED_BY.get(kind, 0)):
        after = draft.tokens[last + 1 : last + 2]
        if not after or after[0].clause != draft.tokens[last].clause:
            break
        if kind == "own_number" and not after[0].text[0].isdigit():
            break
        last += 1
    said = " ".join(hit.term.phrase for hit in sorted(match.hits))
    rule = f"{kind}/{match.hits[0].term.language}/{said}"
    return Span(draft.tokens[match.first].start, draft.tokens[last].end, rule, match.rule.weight)


def _names(draft: Draft) -> Iterator[Span]:
    """'I am Peter', and a name after the farewell. In a text of capitals nothing tells a name."""
    text = draft.tip.text
    if text.isupper():
        return
    for concept in ("i_am_plain", "farewell"):
        for hit in draft.words.get(concept, ())[:_MOST]:
            start, end = draft.tokens[hit.first].start, draft.tokens[hit.last - 1].end
            gap = _GAP.match(text, end)
            name = _NAME.match(text, gap.end()) if gap else None
            if name is None or (concept == "farewell" and text[name.end() :].strip(" .!\n")):
                continue
            if draft.tokens[hit.last].text not in _no_names():
                yield Span(start, name.end(), f"own_name/{hit.term.language}/{hit.term.phrase} …", 1.0)


@cache
def _no_names() -> frozenset[str]:
    """Words that are often written with a capital and are no names."""
    return frozenset(rules("identifying")["no_names"].split())


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    """In text order, without those inside another."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end, span.rule)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)
