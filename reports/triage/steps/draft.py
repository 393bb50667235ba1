"""The record that the steps hand on, and what several steps do with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from reports.triage.assessment import Finding, Span, TipText
from reports.triage.steps.lexicon import Hit, rules
from reports.triage.steps.wording import Token


class UnitNamed(NamedTuple):
    """Where a unit of this desk is named: its first word and the one after its last."""

    first: int
    last: int
    is_standards: bool
    is_shared: bool
    """Whether a hotel or a gang may have what is called so, too."""
    words: tuple[str, ...]
    """What it is called, folded and spelt as the rules spell it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    tip: TipText
    tokens: tuple[Token, ...] = ()
    hits: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)
    """The terms found, by the list they stand in, in text order."""
    words: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)
    """The terms that the rules are made of, by idea, in text order; of the languages that are spoken here."""
    any_words: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)
    """The same whatever language is spoken, for what may not depend on it."""
    findings: tuple[Finding, ...] = ()
    fingerprint: bytes = b""
    typed: "Draft | None" = None
    """What was typed into the form's fields, read as one text of a line each (reports.triage.steps.typed)."""
    in_answers: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """By the answer's id how it raises the urgency, the things named in it, then what could identify the tipster."""
    units: tuple[UnitNamed, ...] = ()
    """Where units of this desk are named."""
    named: frozenset[str] = frozenset()
    """The ids of officers whom the tip may mean."""
    by_unit: frozenset[str] = frozenset()
    """Those of them who are meant as members of a unit that it tells of, and by nothing else."""
    units_unwanted: frozenset[str] = frozenset()
    """The units, by their slugs, from which its tipster wishes that it be kept."""
    units_told_of: frozenset[str] = frozenset()
    """Those whose members are meant as such, and by nothing else."""

    @property
    def texts(self) -> tuple["Draft", ...]:
        """The tip's own words, and those typed into fields."""
        return (self, self.typed) if self.typed else (self,)

    @property
    def teams(self) -> Mapping[str, str]:
        """The unit, by its slug, that reads tips of each kind in this house."""
        return {**rules("routing")["units"], **self.tip.units}

    def adding(self, *findings: Finding) -> "Draft":
        return replace(self, findings=self.findings + findings)

    def of(self, step: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.step == step)

    def hits_in(self, name: str) -> tuple[Hit, ...]:
        return self.hits.get(name, ())

    def span(self, hit: Hit) -> Span:
        start, end = self.tokens[hit.first].start, self.tokens[hit.last - 1].end
        return Span(start, end, hit.term.rule, hit.term.weight)


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    judge: Callable[[Draft], Draft]


def total(spans: Iterable[Span]) -> float:
    """The sum of the weights, rounded so that it is the same in every order."""
    return round(sum((span.weight for span in spans), 0.0), 6)


def once_each(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Hits without repeats of a term and without the ones inside a longer one.

    A word said ten thousand times is no stronger a reason than said once.
    """
    kept: list[Hit] = []
    seen: set[str] = set()
    reached = -1
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.last, -hit.term.weight)):
        if hit.first < reached or hit.term.rule in seen:
            continue
        kept.append(hit)
        seen.add(hit.term.rule)
        reached = hit.last
    return tuple(kept)
