"""Numbers of a period: what came, how fast it was taken on, how it was closed, and what police did with it.

Definitions that stay: a tip is counted in the month in which it arrived, erased or not, an outcome in the month in
which an officer wrote it down, a closing by the outcome a tip has now. Nothing here opens a tip.

What is told of it is `without_small`: no number so small that it points at somebody.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from reports.clock import month_of
from reports.models import Outcome, Tip, Unit, UnitPurpose
from reports.models.outcome import COUNTS
from reports.models.tip import TipQuerySet
from reports.queries.few import SMALLEST, few, suppressed
from reports.queries.side_by_side import Sides, came_apart, sides, speed_apart
from reports.queries.speed import BY, Speed, speed
from reports.tallying import CAME_BY, came_and_erased, counted
from reports.wall import whole_house

WEIGHED = ("rounds", "cash", "property_value")
DRUG = "drugs_"  # before a kind of drug, among all that came of tips
_GUN = "gun_"  # before a kind of firearm, among reports


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, both included, by their first days."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Raises ValueError."""
        if self.first > self.last or {self.first.day, self.last.day} != {1}:
            raise ValueError("A period goes from a month to the same or a later one.")

    @property
    def begins(self) -> datetime:
        """The first moment, in the force's time zone."""
        return _midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return _midnight(next_month(self.last))


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_before(month: date) -> date:
    """Return the first day of the month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The numbers of some units in a period. `came` and `closed` by their stored words, the rest as in Outcome.

    `came` and `brought` also by unit and by month, if there are several. `brought` and `reports` have for each of
    BY the words of COUNTS, `firearms` for all of them, and `drugs_` with a kind of drug; `reports` by category
    alone also `gun_` with a kind of firearm.
    """

    tips: int
    came: Mapping[str, Mapping[str, int]]
    closed: Mapping[str, int]
    taken_on: Mapping[str, int]
    counts: Mapping[str, int]
    firearms: Mapping[str, int]
    drugs: Mapping[str, int]
    usefulness: Mapping[int, int]
    missing: Mapping[str, int]
    brought: Mapping[str, Mapping[str, Counter[str]]]  # what came of tips, by what they were about and so on
    reports: Mapping[str, Mapping[str, Counter[str]]]  # and by how many reports
    speed: Speed


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The same numbers as they may be told; None for each that is not."""

    tips: int | None
    came: Mapping[str, Mapping[str, int | None]]
    closed: Mapping[str, int | None]
    taken_on: Mapping[str, int | None]
    counts: Mapping[str, int | None]
    firearms: Mapping[str, int | None]
    drugs: Mapping[str, int | None]
    usefulness: Mapping[int, int | None]
    missing: Mapping[str, int | None]
    brought: Mapping[str, Mapping[str, Mapping[str, int | None]]]
    waited: Mapping[str, Mapping[str, int | None]]
    halves: Mapping[str, Mapping[str, Mapping[str, str]]]


def without_small(found: Statistics) -> Told:
    """Return what may be told: of numbers that add up to a total none that the others and the total would give away.

    A weight or a sum of money is told only if at least five reports brought it, as in the public statement. By what
    tips were about, how and when they came and to whom it is, only if five did of each of these. Of what is counted, no
    kind of tip is told in which fewer than five did: six arrests may be those of one tip. No more is a kind of firearm:
    a find of six may be known.
    """
    reports = {name: by.total() for name, by in found.reports["category"].items()}
    weights = {name for name in WEIGHED if 0 < reports.get(name, 0) < SMALLEST}
    return Told(
        tips=few(found.tips),
        came={word: suppressed(counts) for word, counts in found.came.items()},
        closed=suppressed(found.closed),
        taken_on=suppressed(found.taken_on),
        counts={
            name: (None if name in weights else number) if name in WEIGHED else few(number)
            for name, number in found.counts.items()
        },
        firearms=_by_kind(
            found.firearms,
            {gun: reports.get(_GUN + gun, 0) for gun in found.firearms},
            of=reports.get("firearms", 0),  # one report may bring several kinds
        ),
        drugs={name: None if reports.get(DRUG + name, 0) < SMALLEST else grams for name, grams in found.drugs.items()},
        usefulness=suppressed(found.usefulness),
        missing=suppressed(found.missing),
        brought={by: _apart(numbers, found.reports[by], reports) for by, numbers in found.brought.items()},
        waited={step: suppressed(counts) for step, counts in found.speed.spans.items()},
        halves=found.speed.halves,
    )


def _apart(
    brought: Mapping[str, Counter[str]], by: Mapping[str, Counter[str]], reports: Mapping[str, int]
) -> dict[str, dict[str, int | None]]:
    """Return what came of tips as it may be told by one thing, as by what they were about."""
    return {
        name: (dict(numbers) if min(by[name].values()) >= SMALLEST else {})
        if name in WEIGHED or name.startswith(DRUG)
        else _by_kind(numbers, by[name], of=reports[name])
        for name, numbers in brought.items()
    }


def _by_kind(amounts: Mapping[str, int], reports: Mapping[str, int], *, of: int) -> dict[str, int | None]:
    """Return what each kind, of tip or of firearm, brought, hidden where the amount is small or few reports brought it.

    `of`: how many reports brought all. Where few did, no kind is named: it would be theirs, be it told or not how much.
    """
    if few(of) is None:
        return {}
    told, by = suppressed(amounts), suppressed(reports)
    hidden = sorted(kind for kind in told if kind in by and (told[kind] is None or by[kind] is None))
    return {kind: told[kind] for kind in told if kind in by and kind not in hidden} | dict.fromkeys(hidden)


@whole_house()  # oversight counts all units: whose numbers are asked for was checked
def statistics(units: Collection[UUID], period: Period, *, reader: UUID | None = None) -> Statistics:
    """Count what these units had in a period; of tips that came, none from which the `reader` is kept."""
    tips = Tip.objects.of_units(units).filter(arrived_hour__gte=period.begins, arrived_hour__lt=period.ends)
    tips = tips.seen_by(reader) if reader else tips
    outcomes = Outcome.objects.filter(unit__in=units, at__gte=period.begins, at__lt=period.ends)
    tallied, apart = counted(units, period.first, period.last)
    of = sides(units, period.first, period.last)
    came = _came(tips, tallied)
    closed = came.pop("outcome")
    closed.pop("", None)
    return Statistics(
        tips=sum(came["channel"].values()),
        came=came | {by: _sorted(counts.items()) for by, counts in came_apart(tips, apart, of).items()},
        closed=closed,
        taken_on=_sorted((word, number) for word, number in tallied.items() if "|" not in word and "." not in word),
        usefulness=_by(outcomes.filter(usefulness__isnull=False), "usefulness"),
        speed=speed(tallied + speed_apart(apart, of)),
        **_brought(outcomes, of),
    )


def units_counted_by(own: Collection[UUID]) -> list[Unit]:
    """Return the units whose numbers a member of these sees: oversight counts all, for it answers for all."""
    units = Unit.objects.order_by("name")
    if units.filter(pk__in=own, purpose=UnitPurpose.OVERSIGHT).exists():
        return list(units)
    return list(units.filter(pk__in=own))


def _came(tips: TipQuerySet, tallied: Counter[str]) -> dict[str, dict[str, int]]:
    """Count by each of four words, going over the tips once and in their index alone; then those that are erased.

    Open tips have no outcome.
    """
    found = {by: came_and_erased(tallied, by) for by in CAME_BY}
    for *told, count in tips.order_by().values_list(*CAME_BY).annotate(Count("pk")):
        for by, one in zip(CAME_BY, told, strict=True):
            found[by][one] += count
    return {by: _sorted(counts.items()) for by, counts in found.items()}


def _brought(outcomes: QuerySet[Outcome], of: Sides) -> dict[str, Any]:
    """Add up what reports brought, and how much of it by each of BY."""
    firearms, drugs, missing = Counter[str](), Counter[str](), Counter[str]()
    amounts = {by: defaultdict[str, Counter[str]](Counter) for by in BY}
    reports = {by: defaultdict[str, Counter[str]](Counter) for by in BY}
    for category, channel, unit, at, guns, weights, lacked, *numbers in outcomes.values_list(
        "category", "channel", "unit", "at", "firearms", "drugs", "missing", *COUNTS
    ):
        firearms.update(guns)
        drugs.update(weights)
        missing.update(lacked)
        brought = dict(zip(COUNTS, numbers, strict=True)) | {"firearms": sum(guns.values())}
        brought |= {DRUG + drug: grams for drug, grams in weights.items()}
        for gun, number in guns.items():
            reports["category"][_GUN + gun][category] += number > 0
        for by, row in ({"category": category, "channel": channel} | of.of(unit, month_of(at))).items():
            for name in filter(brought.get, brought):
                amounts[by][name][row] += brought[name]
                reports[by][name][row] += 1
    return {
        "counts": {name: amounts["category"][name].total() for name in COUNTS},
        "firearms": firearms,
        "drugs": drugs,
        "missing": missing,
        "reports": {by: dict(names) for by, names in reports.items()},
        "brought": {by: {name: rows for name, rows in names.items() if rows} for by, names in amounts.items()},
    }


def _by(rows: QuerySet[Any], word: str) -> dict[Any, int]:
    return _sorted(rows.order_by().values_list(word).annotate(Count("pk")))


def _sorted(counted: Iterable[tuple[Any, int]]) -> dict[Any, int]:
    return dict(sorted(counted, key=lambda row: (-row[1], str(row[0]))))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
