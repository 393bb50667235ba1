"""Things named in a tip that can be looked up: places, people, plates, boats, phones, accounts, money, times.

Each finder reads the whole text; where two claim the same characters, the one that comes first below keeps them.
"""

from collections.abc import Callable, Iterator

from reports.triage.assessment import Finding, Span
from reports.triage.steps.amounts import find_accounts, find_money, find_phones
from reports.triage.steps.draft import Draft, once_each
from reports.triage.steps.gazetteer import find_places
from reports.triage.steps.moments import find_moments
from reports.triage.steps.other_senses import found_in
from reports.triage.steps.people import find_people
from reports.triage.steps.plates import find_plates
from reports.triage.steps.vessels import find_vessels
from reports.triage.steps.weapons import find_weapons

_MOST = 50
"""Findings of one kind; nobody reads more."""


def _listed(kind: str) -> Callable[[Draft], list[Span]]:
    """What the term lists name."""

    def find(draft: Draft) -> list[Span]:
        return [draft.span(hit) for hit in once_each(found_in(draft, kind))]

    return find


_FINDERS: tuple[tuple[str, Callable[[Draft], list[Span]]], ...] = (
    ("account", find_accounts),
    ("money", find_money),
    ("vessel", find_vessels),
    ("plate", find_plates),
    ("place", find_places),
    ("datetime", find_moments),
    ("phone", find_phones),
    ("person", find_people),
    ("weapon", find_weapons),
    ("drug", _listed("drug")),
)
KINDS = tuple(kind for kind, _ in _FINDERS)


def find_entities(draft: Draft) -> Draft:
    """Add a finding for each thing, kind by kind, in text order."""
    taken = bytearray(len(draft.tip.text) + 1)
    return draft.adding(*(finding for kind, find in _FINDERS for finding in _free(kind, find(draft), taken)))


def _free(kind: str, spans: list[Span], taken: bytearray) -> Iterator[Finding]:
    """The first spans of a kind that share no character with those already taken."""
    count = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if count < _MOST and span.end > span.start and not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            count += 1
            yield Finding(step="entities", value=kind, score=span.weight, reason=f"{kind}: {span.rule}", spans=(span,))
