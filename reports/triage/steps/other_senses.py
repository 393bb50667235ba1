"""Listed things that are none behind certain words: a dance ("après le bal"), who was reached ("il m'a joint")."""

from collections.abc import Iterator
from functools import cache

from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import Hit, rules


def found_in(draft: Draft, kind: str) -> Iterator[Hit]:
    """Yield what the lists name of one kind, without words that mean something else where they stand."""
    for hit in draft.hits_in("entities"):
        if hit.term.means == kind and not _means_something_else(draft, hit):
            yield hit


def _means_something_else(draft: Draft, hit: Hit) -> bool:
    behind = _behind().get(draft.tokens[hit.first].text)
    if not behind or not hit.first:
        return False
    one = draft.tokens[hit.first - 1].text
    two = f"{draft.tokens[hit.first - 2].text}_{one}" if hit.first > 1 else one
    return not behind.isdisjoint((one, two))


@cache
def _behind() -> dict[str, frozenset[str]]:
    return {word: frozenset(behind.split()) for word, behind in rules("entities")["other_senses"].items()}
