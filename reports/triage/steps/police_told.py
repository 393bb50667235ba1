"""Police of no known unit and by no name who are told of: "two policemen sat in a jeep and watched".

Whoever is police and does something that stands in no list of what is harmless may have done wrong, so standards reads
it. Of a danger in which somebody cries for help this is not asked: who can be called comes first.
"""

from collections.abc import Iterator
from functools import cache

from reports.kept_from import ONLY_TOLD_OF
from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import Hit, rules
from reports.triage.steps.wording import said_before, said_behind

_NEAR = 4  # words before police in which they are turned to
_SOON, _FAR = 3, 8  # words behind in which something harmless is done, and in which they are praised


def police_told_of(draft: Draft) -> Iterator[Span]:
    """Yield the first place of each text that tells of police, and not only that they came, helped or were told."""
    for read in draft.texts:
        found = next((hit for hit in read.any_words.get("police", ()) if _is_told_of(read, hit)), None)
        if found:
            start, end = read.tokens[found.first].start, read.tokens[found.last - 1].end
            place = (start, end) if read is draft else (0, 0)
            yield Span(*place, ONLY_TOLD_OF, 0.0)


def _is_told_of(read: Draft, hit: Hit) -> bool:
    said = [token.text for token in read.tokens[hit.first : hit.last]]
    before = said_before(read.tokens, hit.first, _NEAR)
    behind = said_behind(read.tokens, hit.first, hit.last, _FAR)
    is_one = not _set("one").isdisjoint(before[-1:]) and not _set("police").isdisjoint(said)
    if not is_one and _set("persons").isdisjoint((said[0], said[-1])):
        return False
    if not _set("turned_to").isdisjoint(before) or not _set("no_police").isdisjoint(before[-1:]):
        return False
    if not _set("left_out").isdisjoint(before[-2:]):
        return False
    if _set("came").issuperset(behind):
        return not _set("seen").isdisjoint(before)
    return _set("harmless").isdisjoint(behind[:_SOON]) and _set("praised").isdisjoint(behind)


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(rules("routing")["police_told_of"][name].split())
