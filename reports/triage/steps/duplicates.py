"""Whether an earlier tip may tell of the same thing. It suggests, with reasons, and merges nothing.

What two tips share is weighed by how few of the earlier tips hold it: a village and a kind of crime are shared by many,
a plate, a goat and a red truck by few. The surprise of a thing is -log of the share of tips that hold it, in nats.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import exp, log

from reports.triage.assessment import EarlierTip, Finding, Likely, Span, only_with
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.fingerprints import FIRST_OF, KINDS, detail_names, features_of, kind_of, pack
from reports.triage.steps.lexicon import rules

_STEADY = 60
"""Tips that the usual shares count for beside those really seen."""
_KNOWN = ("plate", "phone", "vessel", "account")
_SAID = {
    "plate": "the same plate",
    "phone": "the same phone number",
    "vessel": "the same boat",
    "account": "the same account",
    "person": "the same name",
    "place": "the same place",
    "category": "the same kind of crime",
}
_TOLD_DETAILS = 6
_NAMES_COUNTED = 2

ByKind = Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class _Likeness:
    """What speaks for one incident, in nats by kind of thing shared, and what against; the share of equal letters."""

    speaks: Mapping[str, float]
    against: float
    wording: float
    details: tuple[str, ...]
    floor: float

    @property
    def sum(self) -> float:
        return max(sum(self.speaks.values()) + self.against, self.floor)


def find_duplicates(draft: Draft) -> Draft:
    """Add the earlier tips most like this one, and whether one hand seems to have written many."""
    features = features_of(draft)
    fingerprint = pack(features)
    likely = draft.tip.earlier(fingerprint)
    own, surprise, telling = _by_kind(features), _surprise(features, likely), _telling(features, likely)
    crowd = log(max(1.0, likely.count / rules("likeness")["suggested"]["among"]))
    worth, enough = _worth(surprise), rules("likeness")["suggested"]["least"] + crowd
    floors = [(one, _floor(telling, one, crowd)) for one in likely.tips]
    near = ((one, floor) for one, floor in floors if floor or _may_be_like(own, features, one.features, worth, enough))
    compared = [(one, replace(_compare(own, features, one.features, surprise), floor=floor)) for one, floor in near]
    found = [_finding(earlier, likeness, crowd) for earlier, likeness in compared if _is_like(likeness, own, crowd)]
    found.sort(key=lambda finding: (-finding.score, finding.value))
    campaign = _campaign(compared, own)
    return replace(draft.adding(*found[: rules("likeness")["suggested"]["kept"]], *campaign), fingerprint=fingerprint)


def _by_kind(features: Iterable[int]) -> ByKind:
    ordered = sorted(features)
    return {kind: frozenset(ordered[begin:end]) for kind, (begin, end) in _ranges(ordered).items()}


def _ranges(ordered: Sequence[int]) -> dict[str, tuple[int, int]]:
    """Where each kind stands among sorted features: it is their upper bits."""
    ends = [bisect_left(ordered, FIRST_OF[kind]) for kind in KINDS[1:]] + [len(ordered)]
    return dict(zip(KINDS, pairwise([0, *ends]), strict=True))


@cache
def _often() -> frozenset[int]:
    often = rules("likeness")["often"]["details"].split()
    return frozenset(feature for feature, name in detail_names().items() if name.replace(" ", "_") in often)


def _surprise(features: Iterable[int], likely: Likely) -> dict[int, float]:
    """How surprising each feature is in another tip, in nats."""
    usual, often = rules("likeness")["usual"], rules("likeness")["often"]["share"]
    found = {}
    for feature in features:
        share = often if feature in _often() else usual.get(kind_of(feature))
        if share is not None:
            seen = (likely.common.get(feature, 0) + _STEADY * share) / (likely.count + _STEADY)
            found[feature] = max(0.0, -log(min(1.0, seen)))
    return found


def _telling(features: Iterable[int], likely: Likely) -> frozenset[int]:
    """The plates, phones, boats and accounts that so few tips hold that to share one is enough alone."""
    few = rules("likeness")["suggested"]["few"]
    return frozenset(one for one in features if kind_of(one) in _KNOWN and likely.common.get(one, 0) <= few)


def _floor(telling: frozenset[int], earlier: EarlierTip, crowd: float) -> float:
    """The least that a likeness comes to, whatever speaks against it: from there on it is as likely as not."""
    if telling.isdisjoint(earlier.features):
        return 0.0
    alone: float = rules("likeness")["suggested"]["alone"]
    return alone + crowd


def _worth(surprise: Mapping[int, float]) -> dict[int, float]:
    """The most that each feature can speak for one incident, in nats."""
    weighs, plain = rules("likeness")["weighs"], rules("likeness")["suggested"]["plain"]
    by_kind = dict.fromkeys(_KNOWN, weighs["known"]) | weighs
    less = {"detail": plain}
    told = ((feature, kind_of(feature), nats) for feature, nats in surprise.items())
    return {feature: by_kind.get(kind, 0.0) * max(0.0, nats - less.get(kind, 0.0)) for feature, kind, nats in told}


def _may_be_like(
    own: ByKind, features: frozenset[int], other: Sequence[int], worth: Mapping[int, float], enough: float
) -> bool:
    """Whether a close look can find anything: most tips that share something rare share little else."""
    shared = features.intersection(other)
    if sum([worth.get(feature, 0.0) for feature in shared]) >= enough:
        return True
    asked = min(rules("likeness")["suggested"]["wording"], rules("likeness")["campaign"]["wording"])
    first, last = bisect_left(other, FIRST_OF["letters"]), bisect_left(other, FIRST_OF["detail"])
    alike = len(shared & own["letters"])
    return alike > 0 and alike >= asked * min(len(own["letters"]), last - first)


def _compare(own: ByKind, features: frozenset[int], other: Sequence[int], surprise: Mapping[int, float]) -> _Likeness:
    """Compare `own`, which is `features` by kind, with those of another tip, in ascending order."""
    weighs, plain = rules("likeness")["weighs"], rules("likeness")["suggested"]["plain"]
    shared, ranges = _by_kind(features.intersection(other)), _ranges(other)
    count = {kind: end - begin for kind, (begin, end) in ranges.items()}
    speaks = {kind: weighs["known"] * sum([surprise[f] for f in shared[kind]]) for kind in _KNOWN}
    speaks["detail"] = weighs["detail"] * sum([max(0.0, surprise[f] - plain) for f in shared["detail"]])
    speaks["word"] = weighs["word"] * sum([surprise[f] for f in shared["word"]])
    for kind in ("place", "person"):
        speaks[kind] = weighs[kind] * sum(sorted([surprise[f] for f in shared[kind]], reverse=True)[:_NAMES_COUNTED])
    # Only of the shorter one: what a longer tip tells besides speaks for nothing.
    against = 0.0
    for kind in ("detail", "word"):
        against += weighs[f"other_{kind}"] * (min(len(own[kind]), count[kind]) - len(shared[kind]))
    if own["place"] and count["place"] and not shared["place"] | shared["district"]:
        against += weighs["other_places"]
    if own["category"] and count["category"] and not shared["category"]:
        against += weighs["other_category"]
    told = sorted(shared["detail"], key=lambda feature: (-surprise[feature], feature))
    names = tuple(detail_names()[feature] for feature in told if feature in detail_names())
    letters = frozenset(other[slice(*ranges["letters"])])
    return _Likeness(speaks, against, _wording(own["letters"], letters), names, floor=0.0)


def _wording(own: frozenset[int], other: frozenset[int]) -> float:
    """The share of all their triples of letters that two tips share: their smallest hashes are a fair sample."""
    sample = sorted(own | other)[: max(1, min(len(own), len(other)))]
    return len(own & other & frozenset(sample)) / len(sample) if sample else 0.0


def _is_like(likeness: _Likeness, own: ByKind, crowd: float) -> bool:
    asked: Mapping[str, float] = rules("likeness")["suggested"]
    return likeness.sum >= asked["least"] + crowd or (_says_much(own) and likeness.wording >= asked["wording"])


def _says_much(own: ByKind) -> bool:
    """Whether a tip is long enough for its wording to tell it from others."""
    enough: int = rules("likeness")["suggested"]["enough"]
    return len(own["letters"]) + len(own["word"]) >= enough


def _finding(earlier: EarlierTip, likeness: _Likeness, crowd: float) -> Finding:
    """A suggestion with a score from 0 to 1: the shares that what speaks for it has in how likely it is."""
    likely = 1 / (1 + exp(rules("likeness")["suggested"]["even"] + crowd - min(likeness.sum, 500.0)))
    speaks = {kind: nats for kind, nats in likeness.speaks.items() if nats > 0}
    if likeness.wording > likely:
        likely, speaks = likeness.wording, speaks | {"word": speaks.get("word", 0.0) + 1.0}
    every = sum(speaks.values())
    spans = tuple(
        Span(0, 0, _said(kind, likeness), round(likely * speaks[kind] / every, 4))
        for kind in sorted(speaks, key=KINDS.index, reverse=True)
    )
    reason = "It shares " + ", ".join(span.rule for span in spans) + "."
    return Finding(step="duplicates", value=earlier.tip, score=total(spans), reason=reason, spans=spans)


def _said(kind: str, likeness: _Likeness) -> str:
    if kind == "word":
        return f"{likeness.wording:.0%} of its wording"
    if kind == "detail":
        return "details (" + ", ".join(likeness.details[:_TOLD_DETAILS]) + ")"
    return _SAID[kind]


def _campaign(compared: Iterable[tuple[EarlierTip, _Likeness]], own: ByKind) -> list[Finding]:
    """One finding when several earlier tips use nearly the same words. The rule of each span is the id of one."""
    asked = rules("likeness")["campaign"]["wording"]
    near = [(earlier.tip, like.wording) for earlier, like in compared if like.wording >= asked]
    spans = tuple(Span(0, 0, tip, round(wording, 2)) for tip, wording in near)
    finding = Finding(step="campaign", value="same_hand", score=total(spans), reason="", spans=spans)
    campaign = only_with(finding, {tip for tip, _ in near}) if _says_much(own) else None
    return [campaign] if campaign else []
