"""Weapons: what the lists name, and plain things where somebody is struck with them: "buss his head with a bottle"."""

from collections.abc import Iterator
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft, once_each
from reports.triage.steps.lexicon import rules
from reports.triage.steps.other_senses import found_in

_BLOWS = ("beats", "breaks_bone", "cuts", "fights", "killed", "stabs", "threatens", "wants_to_kill")
"""Ideas of which one must be told in the same clause."""
_BEFORE = 3
"""Words in which "with a" or "a blow of a" stands before the thing."""
_MOST = 20


def find_weapons(draft: Draft) -> list[Span]:
    """Return them in text order."""
    hits = once_each(found_in(draft, "weapon"))
    named = (draft.span(hit) for hit in hits)
    things = (span for span in named if draft.tip.text[span.start : span.end].casefold() not in _listed("deeds"))
    return [*things, *_used(draft)]


def _used(draft: Draft) -> Iterator[Span]:
    tokens = draft.tokens
    things = [at for at, token in enumerate(tokens) if token.text in _listed("things")][:_MOST]
    blows = {tokens[hit.first].clause for name in _BLOWS if things for hit in draft.any_words.get(name, ())}
    for at in things:
        before = {token.text for token in tokens[max(0, at - _BEFORE) : at] if token.clause == tokens[at].clause}
        struck = not before.isdisjoint(_listed("blow"))
        if struck or (tokens[at].clause in blows and not before.isdisjoint(_listed("with"))):
            yield Span(tokens[at].start, tokens[at].end, f"struck with: {tokens[at].text}", 1.0)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(rules("entities")["weapons"][name].split())
