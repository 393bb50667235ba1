"""How many people may stand behind several tips: an estimate that says what it rests on, never a claim.

A tip is counted once, however often its mailbox or its phone wrote. Tips in nearly the same words are counted once,
whoever sent them: one hand may have written them all, or one story went round.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from uuid import UUID

from reports.models import Tip
from reports.models.choices import ORIGIN
from reports.queries.question import fold
from reports.queries.reading import Judged

_SAME_WORDING = 0.55  # share of the letters' triples that two have in common; as triage judges a campaign
_ENOUGH = 12  # triples below which wording says nothing


@dataclass(frozen=True, slots=True)
class Heard:
    """A tip as far as its source is guessed from it."""

    tip: Tip
    triples: frozenset[str] = field(repr=False)
    campaign: frozenset[str]
    origins: frozenset[str] = frozenset()  # the tips to whose thread it was added before it was set apart


@dataclass(frozen=True, slots=True)
class Sources:
    """Tips by presumed source, and what the guess rests on."""

    groups: tuple[frozenset[UUID], ...]
    in_like_words: int
    without_words: int
    channels: int
    languages: int

    @property
    def count(self) -> int:
        """How many sources there may be at most."""
        return len(self.groups)

    def of(self, tips: Collection[UUID]) -> int:
        """How many of them tell something that these tips tell."""
        return sum(not group.isdisjoint(tips) for group in self.groups)


def heard(tip: Tip, read: Iterable[Judged]) -> Heard:
    """Return what is looked at in a tip."""
    read = list(read)
    words = {word[:24] for judged in read for word in fold(judged.text).split()}
    padded = [f" {word} " for word in words]
    campaign = {
        span[2] for judged in read for one in judged.findings if one["step"] == "campaign" for span in one["spans"]
    }
    triples = frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))
    origins = frozenset(one["value"] for judged in read for one in judged.findings if one["step"] == ORIGIN)
    return Heard(tip, triples, frozenset(campaign), origins)


def sources(tips: Sequence[Heard]) -> Sources:
    """Group tips by presumed source."""
    of = {one.tip.pk: {one.tip.pk} for one in tips}
    for one, two in combinations(tips, 2):
        if _are_alike(one, two) and of[one.tip.pk] is not of[two.tip.pk]:
            joined = of[one.tip.pk] | of[two.tip.pk]
            for tip_id in joined:
                of[tip_id] = joined
    groups = tuple(dict.fromkeys(frozenset(group) for group in of.values()))
    return Sources(
        groups=groups,
        in_like_words=sum(len(group) for group in groups if len(group) > 1),
        without_words=sum(len(one.triples) < _ENOUGH for one in tips),
        channels=len({one.tip.channel for one in tips}),
        languages=len({one.tip.language for one in tips} - {"unsure", ""}),
    )


def _are_alike(one: Heard, two: Heard) -> bool:
    if str(two.tip.pk) in one.campaign | one.origins or str(one.tip.pk) in two.campaign | two.origins:
        return True
    if one.origins & two.origins:
        return True
    if min(len(one.triples), len(two.triples)) < _ENOUGH:
        return False
    return len(one.triples & two.triples) / len(one.triples | two.triples) >= _SAME_WORDING
