"""A map of the places of tips: counted in the officer's session, drawn by the server, with a table under it."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports import audit
from reports.casework.places import DISTRICT, NOWHERE, Places, count_places, places
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.statistics import PeriodForm
from reports.dashboard.wording import Words
from reports.guides import guide
from reports.island import District, Island, Point, district_id, island
from reports.models import Category, Unit
from reports.queries.few import SMALLEST, few, suppressed
from reports.queries.statistics import Period
from reports.spreadsheet import spreadsheet
from reports.triage.steps.gazetteer import districts

_HERE = "<!-- counting -->"
_DISTRICTS = {each.id for each in island().districts} | {"sea", "abroad"}
_LARGEST, _SMALLEST = 20, 3.0  # points: the radius of the place with most tips, and of one whose number is not told


class PlacesForm(PeriodForm):
    """Which months, which unit, and which kind of tip."""

    category = forms.ChoiceField(label=_("About"), choices=[("", _("All")), *Category.choices], required=False)

    def __init__(self, given: Mapping[str, Any], units: list[Unit]) -> None:
        super().__init__(given, units)
        self.data |= {"category": given.get("category", "")}  # type: ignore[operator]


@dataclass(frozen=True, slots=True)
class Spot:
    """One place: its row in the table, and its circle on the map where it has one. `number`: None is not told."""

    name: Words
    number: int | None
    at: Point | None
    radius: float


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def place_map(request: DeskRequest) -> HttpResponseBase:
    units = list(Unit.objects.filter(pk__in=request.key_ring.unit_ids).order_by("name"))  # oversight holds no other key
    form = PlacesForm(request.POST if request.method == "POST" else request.GET, units)
    if not form.is_valid():
        return _page(request, form, status=422)
    said = form.cleaned_data
    chosen = [unit.pk for unit in units if said["unit"] in ("", str(unit.pk))]
    period = Period(said["first"], said["last"])
    if request.method == "POST":
        before, _mark, after = _page(request, form, counting=True).text.partition(_HERE)
        return StreamingHttpResponse(_counting(request, chosen, period, before, after))
    found = places(request.key_ring, chosen, period, category=said["category"])
    leaves = len(chosen) == 1 and period.first == period.last and not said["category"]
    if leaves and request.GET.get("as") == "csv":
        return _as_file(request, found, period)
    return _page(request, form, found=found, leaves=leaves)


@cache
def place_of(name: str) -> str:
    """Return the village on the map in which a name of the gazetteer lies, else its district, else nothing."""
    if name.startswith(DISTRICT):
        name = name.removeprefix(DISTRICT)
        return name if name in _DISTRICTS else NOWHERE
    typed = " ".join(name.casefold().split())
    told = next((one for one in districts() if one.casefold() == typed), "")
    inside = district_id(districts().get(told, ""))
    # "Dennery Village" and "Castries Market" lie at Dennery and Castries.
    for village in sorted(island().villages, key=len, reverse=True):
        if f"{typed} ".startswith(f"{village.casefold()} ") and inside in ("", district_id(districts()[village])):
            return village
    return inside if inside in _DISTRICTS else NOWHERE


def coarser(at: Mapping[str, int]) -> Counter[str]:
    """Count a village of which no number is told for its district, of which one perhaps is."""
    counts = Counter[str]()
    for place, number in at.items():
        is_small_village = place in island().villages and number < SMALLEST
        counts[(_district_of(place) if is_small_village else "") or place] += number
    return counts


@cache
def _district_of(village: str) -> str:
    inside = district_id(districts()[village])
    return inside if inside in _DISTRICTS else ""


def spots(found: Places) -> list[Spot]:
    """Return the places, those with most tips first, and what lies nowhere last. Of numbers that are not told neither
    the order nor a circle tells anything.
    """
    told = suppressed(coarser(found.at))
    most = max((number for place, number in told.items() if place and number), default=0)  # of those on the map
    middles = {each.id: each.name_at for each in island().districts}
    ranked = sorted(told.items(), key=lambda one: (not one[0], -(one[1] or 0), one[0]))
    return [
        Spot(
            _named(place),
            number,
            island().villages.get(place) or middles.get(place),
            round(max(_SMALLEST, _LARGEST * math.sqrt(number / most)), 1) if place and number else _SMALLEST,
        )
        for place, number in ranked
    ]


def _named(place: str) -> Words:
    [asked] = [each for each in guide("other", "en").place if each.id == "place.district"]
    names = {option.id: option.label for option in asked.options}
    if place in names and place not in ("sea", "abroad"):
        return _("%(district)s, elsewhere or not told where") % {"district": names[place]}
    return names.get(place) or place or _("No place named")


def _counting(request: DeskRequest, units: list[Any], period: Period, before: str, after: str) -> Iterator[str]:
    yield before
    counted = 0
    for step in count_places(request.key_ring, units, period, place_of):
        counted = step.counted
        yield render_to_string("dashboard/places_part.html", {"step": step})
    yield render_to_string("dashboard/places_part.html", {"counted": counted})
    yield after


def _page(request: DeskRequest, form: PlacesForm, *, status: int = 200, **more: Any) -> HttpResponse:
    found: Places | None = more.get("found")
    asked = {name: form[name].value() for name in ("first", "last", "unit", "category")}
    page = {"page": "statistics", "form": form, "island": _land(), "asked": asked}
    page |= {"spots": spots(found), "fewest": SMALLEST, "tips": few(found.tips)} if found else {}
    return render(request, "dashboard/places.html", page | more, status=status)


def _land() -> tuple[Island, tuple[District, ...]]:
    return island(), island().districts


def _as_file(request: DeskRequest, found: Places, period: Period) -> HttpResponse:
    audit.enter("numbers.exported", by=request.user, first=f"{period.first:%Y-%m}", last=f"{period.last:%Y-%m}")
    told = suppressed(coarser(found.at))
    rows = [(str(_named(place)), "not told" if number is None else number) for place, number in told.items()]
    month = f"{period.first:%Y-%m}"
    return spreadsheet(
        ["month", "place", "tips"], ([month, *row] for row in sorted(rows)), name=f"tipline-places-{month}.csv"
    )
