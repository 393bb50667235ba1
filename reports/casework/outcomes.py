"""Writing down what came of a tip: numbers that add up, and what the tip was worth. What is wrong is struck out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from reports.changing import changing
from reports.models import Drug, Firearm, Merge, Missing, Officer, Outcome, Struck, Tip, Usefulness
from reports.models.outcome import COUNTS

MOST = 1_000_000_000
MOST_THINGS, MOST_GRAMS = 500, 50_000_000
"""In one officer's report: more is a slip of the finger, and could go out to the public."""
MOST_OF = {"rounds": 1_000_000, "cash": 100_000_000, "property_value": 100_000_000}
"""Of those of COUNTS of which there may be more than of others."""


class EmptyOutcome(Exception):
    """Nothing was written down."""


class BadOutcome(Exception):
    """A number or a word that no outcome has."""


class IsLed(Exception):
    """The tip is worked on in another, where all is written down that came of both: else it would count twice."""


class NoSuchOutcome(Exception):
    """No such report stands at this tip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What came of a tip. `counts` by the names of COUNTS, `firearms` in pieces and `drugs` in grams by kind."""

    counts: Mapping[str, int] = field(default_factory=dict)
    firearms: Mapping[str, int] = field(default_factory=dict)
    drugs: Mapping[str, int] = field(default_factory=dict)
    usefulness: int | None = None
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises BadOutcome."""
        kinds = ((self.counts, COUNTS), (self.firearms, Firearm.values), (self.drugs, Drug.values))
        known = all(set(numbers) <= set(names) for numbers, names in kinds)
        numbers = [number for each, _ in kinds for number in each.values()]
        if not known or not all(0 <= number <= MOST for number in numbers) or set(self.missing) - set(Missing.values):
            raise BadOutcome
        if self.usefulness is not None and self.usefulness not in Usefulness.values:
            raise BadOutcome

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        numbers = (*self.counts.values(), *self.firearms.values(), *self.drugs.values())
        return not any(numbers) and self.usefulness is None and not self.missing


def record_outcome(figures: Figures, *, tip: Tip, by: Officer, version: int) -> Outcome:
    """Add a report to what came of a tip. Raises EmptyOutcome, IsLed, NotYours, StaleTip."""
    if figures.is_empty:
        raise EmptyOutcome
    with changing(tip, act="outcome.recorded", by=by, version=version) as changed:
        if Merge.objects.filter(tip=changed).exists():
            raise IsLed
        return Outcome.objects.create(
            tip=changed,
            unit_id=changed.unit_id,
            category=changed.category,
            channel=changed.channel,
            officer=by,
            at=timezone.now(),
            firearms=_said(figures.firearms),
            drugs=_said(figures.drugs),
            usefulness=figures.usefulness,
            missing=list(figures.missing),
            **_said(figures.counts),
        )


def strike_out(outcome: UUID, *, tip: Tip, why: str, by: Officer, version: int) -> None:
    """Let a report of what came of a tip count no more. It stays, and so does why it was struck.

    The trail tells which by its number at the tip: its id would tell of an erased tip what came of it.

    Raises BadOutcome, NoSuchOutcome, NotYours, StaleTip.
    """
    if why not in Struck.values:
        raise BadOutcome
    number = numbers_of(tip).get(outcome, 0)
    with changing(tip, act="outcome.struck", by=by, version=version, why=why, report=number) as changed:
        if not Outcome.objects.filter(pk=outcome, tip=changed).update(struck=True):
            raise NoSuchOutcome


def numbers_of(tip: Tip) -> dict[UUID, int]:
    """Return the number of each report of a tip, the struck ones too, in the order in which they were written."""
    ids = Outcome.everything.filter(tip=tip).order_by("at", "id").values_list("pk", flat=True)
    return {pk: number for number, pk in enumerate(ids, start=1)}


def totals(outcomes: Iterable[Outcome]) -> Figures:
    """Return what several reports say together; usefulness is the highest said, and what was missing is all of it."""
    counts: dict[str, int] = {}
    firearms: dict[str, int] = {}
    drugs: dict[str, int] = {}
    useful: list[int] = []
    missing: list[str] = []
    for one in outcomes:
        _add(counts, {name: getattr(one, name) for name in COUNTS})
        _add(firearms, one.firearms)
        _add(drugs, one.drugs)
        useful += [] if one.usefulness is None else [one.usefulness]
        missing += [word for word in one.missing if word not in missing]
    return Figures(
        counts=_said(counts),
        firearms=firearms,
        drugs=drugs,
        usefulness=max(useful, default=None),
        missing=tuple(missing),
    )


def _said(numbers: Mapping[str, int]) -> dict[str, int]:
    return {name: number for name, number in numbers.items() if number}


def _add(sum_of: dict[str, int], numbers: Mapping[str, int]) -> None:
    for name, number in numbers.items():
        sum_of[name] = sum_of.get(name, 0) + number
