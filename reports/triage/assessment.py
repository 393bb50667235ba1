"""What triage is given and what it concludes, as frozen records."""

import base64
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from reports.kept_from import stored_of, to_store, units_stored, units_to_store

URGENCIES = ("routine", "today", "immediate")
"""From the least to the most urgent."""
UNJUDGED = "unjudged"
"""The value of a finding whose step failed: the tip goes on, an officer decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierTip:
    """A tip that might tell of the same thing. `features`: what its fingerprint holds, in ascending order."""

    tip: str
    features: tuple[int, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedWeights:
    """Weights by feature and category that proved better than the term list, and how they proved it."""

    weights: Mapping[str, Mapping[str, float]] = field(repr=False)
    decisions: int
    held_out: int
    list_agreed: int
    agreed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """The few earlier tips that share most with a tip, and how common what it holds is among all of them.

    `common` tells for features of the tip how many of the `count` earlier tips hold them.
    """

    tips: tuple[EarlierTip, ...] = ()
    count: int = 0
    common: Mapping[int, int] = field(default_factory=dict, repr=False)


def none_earlier(_: bytes) -> Likely:
    """Stand for a tip that nothing came before."""
    return Likely()


@dataclass(frozen=True, slots=True)
class KnownOfficer:
    """An officer here. `apart`: which of standards and oversight he belongs to, `units`: what he reads for, by slug.

    `units_later`: what he will read for once he is suspended no more, or is handed the key that he waits for.
    """

    name: str = field(repr=False)
    id: str = ""
    apart: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    units_later: frozenset[str] = frozenset()

    @property
    def belongs_to(self) -> frozenset[str]:
        """The units of which he is a member, whether he reads for them now or not."""
        return self.units | self.units_later


@dataclass(frozen=True, slots=True, kw_only=True)
class TipText:
    """All that the steps may know: no clock, no database, no phone number."""

    text: str = field(repr=False)
    answers: Mapping[str, str] = field(repr=False)
    channel: str
    in_danger: bool
    language_hint: str
    earlier: Callable[[bytes], Likely] = field(default=none_earlier, repr=False)
    """Gives for a fingerprint the earlier tips to compare it with."""
    officers: tuple[KnownOfficer, ...] = field(default=(), repr=False)
    learned: LearnedWeights | None = field(default=None, repr=False)
    units: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Which unit reads tips of a category, where officers changed it; empty for the shipped table."""
    routes: int = 1
    """The version of that table."""
    called: tuple[str, ...] = ()
    """What units are called here, or were before, by names of the house's own."""
    called_of: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The unit, by its slug, of each of these names."""
    here: str = ""
    """The unit, by its slug, that reads the tip which these words were added to."""
    duty: str = ""
    """The unit, by its slug, that is called to danger in place of another."""
    gave_copy: frozenset[str] | None = None
    """Of an agency's answer the ids of officers who wrote, checked or gave the copy; None of all else."""
    bore_fruit: bool = False
    """Whether its form says that something came of the copy: an arrest, a seizure, somebody safe."""
    judged_before: bool = False
    """Whether these words count as danger only because the tip that they were added to does."""

    @property
    def unheard(self) -> bool:
        """Whether it is a recorded call without words: nobody has listened, so nothing is known of what it says."""
        return self.channel == "call" and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of the text and what they weigh.

    0 to 0 is a reason outside the text, such as the tipster's own choice.
    """

    start: int
    end: int
    rule: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a step concluded. `score` is the sum of the weights of `spans`."""

    step: str
    value: str
    score: float
    reason: str
    spans: tuple[Span, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "step": self.step,
            "value": self.value,
            "score": self.score,
            "reason": self.reason,
            "spans": [[s.start, s.end, s.rule, s.weight] for s in self.spans],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            step=data["step"],
            value=data["value"],
            score=data["score"],
            reason=data["reason"],
            spans=tuple(Span(*span) for span in data["spans"]),
        )


_CONFLICT_RESTS_ON = frozenset({"reading", "meaning", "category", "answers", "routing"})

LEAST_OF_A_CAMPAIGN = 3
"""Earlier tips in nearly the same words that make a campaign."""


def only_with(campaign: Finding, tips: Collection[str]) -> Finding | None:
    """Return the finding of a campaign as far as it rests on these tips; none when they are too few."""
    spans = tuple(span for span in campaign.spans if span.rule in tips)
    if len(spans) < LEAST_OF_A_CAMPAIGN:
        return None
    reason = f"{len(spans)} earlier tips use nearly the same words: one hand may have written them all."
    return replace(campaign, spans=spans, score=round(sum(span.weight for span in spans), 6), reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    findings: tuple[Finding, ...]
    rules_version: str
    fingerprint: bytes = field(default=b"", repr=False)
    in_answers: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """By their ids what typed answers name, how they raise the urgency, and what there could identify.

    The spans are characters of the answer.
    """
    named: frozenset[str] = field(default=frozenset(), repr=False)
    """The ids of officers whom the tip may mean, or is to be kept from: sealed with the findings, for later roads."""
    by_unit: frozenset[str] = field(default=frozenset(), repr=False)
    """Those of them who are meant as members of a unit alone."""
    units_unwanted: frozenset[str] = field(default=frozenset(), repr=False)
    units_told_of: frozenset[str] = field(default=frozenset(), repr=False)
    """The units, by their slugs, for whoever joins one later: as `named` without `by_unit` is, and as `by_unit` is."""

    def of(self, step: str) -> tuple[Finding, ...]:
        """What one step found, best first."""
        return tuple(finding for finding in self.findings if finding.step == step)

    def _first(self, step: str) -> Finding | None:
        found = self.of(step)
        return found[0] if found else None

    @property
    def language(self) -> str:
        """en, acf, fr, es, ht or unsure; of a mixed tip, the language of most of it."""
        finding = self._first("language")
        return finding.value if finding and finding.value != UNJUDGED else "unsure"

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(finding.value for finding in self.of("language"))

    @property
    def junk(self) -> float:
        """0 to 1. It sorts a tip down among tips of its urgency and does nothing else."""
        finding = self._first("junk")
        return finding.score if finding else 0.0

    @property
    def categories(self) -> tuple[str, ...]:
        """Best first: what was learned here, if it proved better, then what the term list says."""
        found = [finding.value for step in ("learned", "category") for finding in self.of(step)]
        return tuple(dict.fromkeys(value for value in found if value != UNJUDGED)) or ("other",)

    @property
    def urgency(self) -> str:
        """immediate, today or routine; a tip that could not be judged is read today."""
        finding = self._first("urgency")
        if finding is None:
            return "routine"
        unread = self.of("reading") or self.of("meaning") or self.of("typed_urgency")
        if finding.value == UNJUDGED or (finding.value == "routine" and unread):
            return "today"
        return finding.value

    @property
    def unit(self) -> str:
        finding = self._first("routing")
        return finding.value if finding and finding.value != UNJUDGED else "reception"

    @property
    def conflict_of_interest(self) -> bool:
        """True when officers outside standards or oversight must not read the tip."""
        return bool(self.of("conflict"))

    @property
    def cannot_tell(self) -> bool:
        """True when a step failed without which nobody can tell whether an officer is named."""
        return not _CONFLICT_RESTS_ON.isdisjoint(self.unjudged)

    @property
    def entities(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.of("entities") if f.value != UNJUDGED)

    @property
    def identifying(self) -> tuple[Span, ...]:
        """The places in the text that could unmask the tipster, in text order."""
        spans = (span for finding in self.of("identifying") for span in finding.spans)
        return tuple(sorted(spans, key=lambda span: (span.start, span.end)))

    @property
    def alike(self) -> tuple[str, ...]:
        """The ids of the tips that this one may repeat, or that one hand may have written with it."""
        return tuple(dict.fromkeys([*(finding.value for finding in self.duplicates), *self.campaign]))

    @property
    def duplicates(self) -> tuple[Finding, ...]:
        """Suggestions, best first; `value` is the id of the earlier tip."""
        return tuple(f for f in self.of("duplicates") if f.value != UNJUDGED)

    @property
    def campaign(self) -> tuple[str, ...]:
        """The ids of the earlier tips that one hand may have written, together with this one."""
        return tuple(span.rule for finding in self.of("campaign") for span in finding.spans)

    @property
    def unjudged(self) -> tuple[str, ...]:
        return tuple(finding.step for finding in self.findings if finding.value == UNJUDGED)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; `from_dict` gives an equal record back."""
        told = {
            "findings": [finding.to_dict() for finding in self.findings],
            "rules_version": self.rules_version,
            "fingerprint": base64.b64encode(self.fingerprint).decode("ascii"),
        }
        named = {name: [finding.to_dict() for finding in found] for name, found in self.in_answers.items()}
        told |= to_store(self.named, self.by_unit) | units_to_store(self.units_unwanted, self.units_told_of)
        return told | {"in_answers": named} if named else told

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        named, by_unit = stored_of(data)
        return cls(
            findings=tuple(Finding.from_dict(finding) for finding in data["findings"]),
            rules_version=data["rules_version"],
            fingerprint=base64.b64decode(data["fingerprint"]),
            in_answers={
                name: tuple(Finding.from_dict(finding) for finding in found)
                for name, found in data.get("in_answers", {}).items()
            },
            named=named,
            by_unit=by_unit,
            **units_stored(data),
        )
