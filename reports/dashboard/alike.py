"""What is like a tip: what triage suggests, what officers linked or merged, and the cases it is in."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, Value

from reports.alerts.waiting import alerts_of
from reports.keyring import KeyRing
from reports.models import Link, LinkKind, Merge, Status, Tip
from reports.models.choices import ORIGIN
from reports.queries.cases import Titled, cases_of
from reports.queries.surroundings import Near
from reports.triage.assessment import Assessment


@dataclass(slots=True)
class Like:
    """Another tip that the officer may read, and what speaks for its being like this one."""

    tip: Tip
    why: list[str] = field(default_factory=list, repr=False)
    links: list[LinkKind] = field(default_factory=list)
    leads_it: bool = False
    is_led: bool = False
    rings: bool = False
    """Whether it is merged into this one and its alert is running."""

    @property
    def is_closed(self) -> bool:
        """Whether its matter is closed, for another reason than that it was merged into this one."""
        return self.tip.status == Status.CLOSED and not self.is_led


@dataclass(frozen=True, slots=True)
class Alike:
    """All that is like a tip. `is_merged` also where the one that leads it may not be read."""

    likes: list[Like]
    is_merged: bool
    cases: list[Titled]
    told_more: list[Tip] = field(default_factory=list)
    """Those merged into this one whose tipsters wrote again, which nobody has read or answered yet."""
    newer: Tip | None = None
    """The tip that may tell of this one's closed matter, if the officer may read it."""
    origin: str = field(default="", repr=False)
    """From which tip these words come, in a sentence."""
    origin_tip: Tip | None = None
    """That tip, if the officer may read it."""
    by_hand: bool = False
    """Whether an officer made this one of its words."""

    @property
    def leading(self) -> Tip | None:
        """The tip that leads this one."""
        return next((one.tip for one in self.likes if one.leads_it), None)

    @property
    def ringing(self) -> list[Tip]:
        """Those merged into this one whose alerts are running: closing this one calls them off."""
        return [one.tip for one in self.likes if one.rings]

    @property
    def closed(self) -> list[Like]:
        """Those whose matter is closed."""
        return [one for one in self.likes if one.is_closed and not one.leads_it]


def alike(ring: KeyRing, tip: Tip, judged: Sequence[Assessment], near: Container[Near]) -> Alike:
    """Return what is like a tip: merged ones first, then linked ones, then what its judgements suggest, best first.

    `near`: what is known to be there.
    """
    joined = sorted(_joined(tip)) if Near.JOINED in near else []
    suggested = {UUID(found.value): found.reason for one in judged for found in one.duplicates}
    wanted = dict.fromkeys([*(second if first == tip.pk else first for _, first, second in joined), *suggested])
    origin = next((one for found in judged for one in found.of(ORIGIN)), None)
    wanted |= {tip.again_because: None} if tip.again_because else {}
    beside = [UUID(origin.value)] if origin else []
    tips = ring.tips.in_bulk([*wanted, *beside]) if wanted or beside else {}
    found = {pk: Like(tips[pk]) for pk in wanted if pk in tips}
    for kind, first, second in joined:
        other = found.get(second if first == tip.pk else first)
        if other and kind:
            other.links.append(LinkKind(kind))
        elif other:
            other.leads_it, other.is_led = first == tip.pk, second == tip.pk
    for pk, alert in alerts_of(pk for pk, one in found.items() if one.is_led).items():
        found[pk].rings = alert.is_running
    for pk, why in suggested.items():
        if pk in found:
            found[pk].why.append(why)
    is_merged = any(not kind and first == tip.pk for kind, first, _ in joined)
    cases = cases_of(ring, tip) if Near.CASE in near else []
    newer = tips.get(tip.again_because) if tip.again_because else None
    told = (origin.reason, tips.get(beside[0]), bool(origin.score)) if origin else ("", None, False)
    more = [one.tip for one in found.values() if one.is_led and _told_more(one.tip, tip)]
    return Alike(list(found.values()), is_merged, cases, more, newer, *told)


def _told_more(led: Tip, leading: Tip) -> bool:
    return led.has_news or (led.waits_for_us and leading.waits_for_us)


def _joined(tip: Tip) -> Iterable[tuple[str, UUID, UUID]]:
    """Return merges, with no kind, from the merged tip to the leading one; and links by their kind."""
    merges = Merge.objects.filter(Q(tip=tip) | Q(into=tip)).annotate(kind=Value("")).values_list("kind", "tip", "into")
    links = Link.objects.filter(Q(first=tip) | Q(second=tip)).values_list("kind", "first", "second")
    return merges.union(links, all=True)
