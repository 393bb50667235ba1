"""Numbers of a period for the officer's units, as bars with a table under each, and as a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from reports import audit
from reports.clock import month_named, month_of
from reports.dashboard.came import COUNTED
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.statement import may_publish
from reports.dashboard.wording import Words, language
from reports.models import Category, Channel, CloseReason, Drug, Firearm, Missing, Unit, Usefulness
from reports.queries.few import SMALLEST
from reports.queries.statistics import DRUG, Period, Told, statistics, units_counted_by, without_small
from reports.spreadsheet import spreadsheet
from reports.tallying import Step

SPANS_TOLD: dict[str, Words] = {
    "2h": _("within two hours"),
    "1d": _("within a day"),
    "3d": _("within three days"),
    "7d": _("within a week"),
    "30d": _("within thirty days"),
    "more": _("later"),
}
STEPS: dict[str, Words] = {
    Step.TAKEN: _("Taken on"),
    Step.ANSWERED: _("First asked about"),
    Step.CLOSED: _("Closed"),
}
WAITED: dict[str, Words] = {
    Step.TAKEN: _("Until a tip was taken on"),
    Step.ANSWERED: _("Until the tipster was first asked or told something"),
    Step.CLOSED: _("Until a tip was closed"),
}
_DOLLARS = ("cash", "property_value")  # beside them what is counted by the piece could not be seen
_BROUGHT: dict[str, Words] = COUNTED | {"firearms": _("Firearms")}
_BROUGHT |= {f"{DRUG}{drug.value}": format_lazy("{}, g", drug.label) for drug in Drug}
_APART: dict[str, tuple[Words, Words]] = {
    "category": (_("What came of tips, by what they were about"), _("About")),
    "channel": (_("What came of tips, by how they came"), _("Channel")),
    "month": (_("What came of tips, by month"), _("Month")),
    "unit": (_("What came of tips, by unit"), _("Unit")),
}
_FEW_UNTOLD = 3
_TAKEN_ON: dict[str, Words] = {"taken on in time": _("In time"), "taken on late": _("Late")}


class PeriodForm(forms.Form):
    """Which months, and which unit."""

    first = forms.CharField(label=_("From"), widget=forms.TextInput(attrs={"type": "month"}))
    last = forms.CharField(label=_("To"), widget=forms.TextInput(attrs={"type": "month"}))
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, given: Mapping[str, Any], units: list[Unit]) -> None:
        now = month_of(timezone.now())
        said = {"first": given.get("first") or f"{now:%Y-%m}", "last": given.get("last") or f"{now:%Y-%m}"}
        super().__init__(said | {"unit": given.get("unit", "")})
        self.fields["unit"].choices = [("", _("All")), *((str(unit.pk), unit.name) for unit in units)]  # type: ignore[attr-defined]

    def clean_first(self) -> date:
        return self._month("first")

    def clean_last(self) -> date:
        return self._month("last")

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if "first" in said and "last" in said and said["first"] > said["last"]:
            self.add_error("last", _("The last month comes before the first."))
        return said

    def _month(self, name: str) -> date:
        try:
            return month_named(self.cleaned_data[name])
        except ValueError:
            raise forms.ValidationError(_("Write a month like 2026-11.")) from None


@dataclass(frozen=True, slots=True)
class Bar:
    """One number, and how long its bar is, in hundredths of the longest."""

    label: Words
    number: int | None
    width: int

    @property
    def told(self) -> str:
        """The number, or that it is not told."""
        return _shown(self.number)


@dataclass(frozen=True, slots=True)
class Chart:
    """Some numbers under one title."""

    name: str
    title: Words
    bars: list[Bar]

    @property
    def folded(self) -> list[Words]:
        """What stands in one row together: more than a few of which no number is told."""
        untold = [bar.label for bar in self.bars if bar.number is None]
        return untold if len(untold) > _FEW_UNTOLD else []

    @property
    def shown(self) -> list[Bar]:
        """What has a row of its own."""
        return [bar for bar in self.bars if bar.number is not None] if self.folded else self.bars


@dataclass(frozen=True, slots=True)
class Halves:
    """Within which time half of the tips of a kind were taken on, first asked about, and closed."""

    label: Words
    cells: list[Words]


@dataclass(frozen=True, slots=True)
class Apart:
    """What came of tips by one thing: kinds of it as heads, and a row for each; a dash is none, or too few to name."""

    name: str
    title: Words
    what: Words
    kinds: list[Words]
    rows: list[tuple[Words, list[str]]]


@at_the_desk
@require_safe
def numbers(request: DeskRequest) -> HttpResponse:
    units = counted_units(request)
    form = PeriodForm(request.GET, units)
    if not form.is_valid():
        return render(request, "dashboard/statistics.html", {"page": "statistics", "form": form}, status=422)
    said = form.cleaned_data
    chosen = [unit for unit in units if said["unit"] in ("", str(unit.pk))]
    period, whose = Period(said["first"], said["last"]), request.key_ring.officer.pk
    found = without_small(statistics([unit.pk for unit in chosen], period, reader=whose))
    if request.GET.get("as") == "csv":
        return _as_file(request, found, units, f"{said['first']:%Y-%m}", f"{said['last']:%Y-%m}")
    page = {
        "page": "statistics",
        "form": form,
        "found": found,
        "arrived": _shown(found.tips),
        "charts": charts(found, units),
        "brought": _brought(found, units),
        "halves": _halves(found, units),
        "steps": STEPS.values(),
        "fewest": SMALLEST,
        "query": request.GET.urlencode(),
        "publishes": may_publish(request),
    }
    return render(request, "dashboard/statistics.html", page)


def counted_units(request: DeskRequest) -> list[Unit]:
    """Return the officer's units; oversight counts every unit, for it answers for all. Counting opens no tip."""
    return units_counted_by(request.key_ring.unit_ids)


def charts(found: Told, units: list[Unit]) -> list[Chart]:
    """Return all numbers under their titles; what has none is left out."""
    languages = {one: language(one) for one in found.came["language"]}
    months = dict(sorted(found.came["month"].items()))
    made = [
        _chart("month", _("Tips by month"), months, _months(months)),
        _chart("unit", _("Tips by unit"), found.came["unit"], _names(units)),
        _chart("category", _("Tips by what they are about"), found.came["category"], _labels(Category)),
        _chart("channel", _("Tips by how they came"), found.came["channel"], _labels(Channel)),
        _chart("language", _("Tips by language"), found.came["language"], languages),
        _chart("in_time", _("Taken on"), found.taken_on, _TAKEN_ON),
        *(_chart(step, title, found.waited[step], SPANS_TOLD) for step, title in WAITED.items()),
        _chart("closed_by", _("Closed tips by outcome"), found.closed, _labels(CloseReason)),
        _chart(
            "came", _("What came of tips"), {n: found.counts[n] for n in found.counts if n not in _DOLLARS}, COUNTED
        ),
        _chart(
            "came_dollars",
            _("What came of tips, in dollars"),
            {n: found.counts[n] for n in found.counts if n in _DOLLARS},
            COUNTED,
        ),
        _chart("firearms", _("Firearms"), found.firearms, _labels(Firearm)),
        _chart("drugs", _("Drugs, in grams"), found.drugs, _labels(Drug)),
        _chart("usefulness", _("What tips were worth"), found.usefulness, _labels(Usefulness)),
        _chart("missing", _("What tips lacked"), found.missing, _labels(Missing)),
    ]
    return [chart for chart in made if chart.bars]


def _labels(choices: Any) -> dict[Any, Words]:
    return {one.value: one.label for one in choices}


def _names(units: list[Unit]) -> dict[str, Words]:
    return {unit.slug: unit.name for unit in units}


def _months(told: Iterable[str]) -> dict[str, Words]:
    return {month: date_format(month_named(month), "M Y") for month in told}


def _chart(name: str, title: Words, numbers: Mapping[Any, int | None], labels: Mapping[Any, Words]) -> Chart:
    most = max((n for n in numbers.values() if n), default=1)
    bars = [
        Bar(labels.get(word, str(word)), n, max(1, round(100 * n / most)) if n else 0)
        for word, n in numbers.items()
        if n != 0
    ]
    return Chart(name, title, bars)


def _rows(by: str, told: Iterable[str], units: list[Unit]) -> dict[str, Words]:
    """Return the rows of a table by one thing in their order, of those that are told, and how each is called."""
    if by == "month":
        return _months(sorted(told))
    labels = {"category": _labels(Category), "channel": _labels(Channel), "unit": _names(units)}[by]
    return {row: label for row, label in labels.items() if row in told}


def _brought(found: Told, units: list[Unit]) -> list[Apart]:
    """Return what came of tips by each thing of which there is something to be told."""
    made = []
    for by, (title, what) in _APART.items():
        told = {kind: found.brought[by][kind] for kind in _BROUGHT if found.brought[by].get(kind)}
        rows = [
            (label, [_shown(numbers[row]) if row in numbers else "–" for numbers in told.values()])
            for row, label in _rows(by, set().union(*told.values()), units).items()
        ]
        made.append(Apart(by, title, what, [_BROUGHT[kind] for kind in told], rows))
    return [one for one in made if one.rows]


def _shown(number: int | None) -> str:
    return _cell(number) if number is None else f"{number:,}"


def _cell(number: int | None) -> str:
    return str(_("not told") if number is None else number)


def _halves(found: Told, units: list[Unit]) -> list[Halves]:
    return [
        Halves(label, [SPANS_TOLD.get(found.halves[by][row].get(step, ""), "–") for step in STEPS])
        for by in _APART
        for row, label in _rows(by, found.halves[by].keys(), units).items()
    ]


def _as_file(request: DeskRequest, found: Told, units: list[Unit], first: str, last: str) -> HttpResponse:
    audit.enter("numbers.exported", by=request.user, first=first, last=last)
    rows = [
        (chart.name.removesuffix("_dollars"), bar.label, _cell(bar.number))
        for chart in charts(found, units)
        for bar in chart.bars
    ]
    for by, kinds in found.brought.items():
        for kind in (each for each in _BROUGHT if each in kinds):
            labels, table = _rows(by, kinds[kind], units), "came" if by == "category" else f"came by {by}:"
            rows += [(f"{table} {kind}", labels.get(row, row), _cell(n)) for row, n in kinds[kind].items()]
    for row in _halves(found, units):
        rows += [(f"half {step}", row.label, str(cell)) for step, cell in zip(STEPS, row.cells, strict=True)]
    return spreadsheet(["table", "row", "number"], rows, name=f"tipline-{first}-to-{last}.csv")
