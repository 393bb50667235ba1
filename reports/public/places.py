"""Where it is: a map of the island to touch, the villages of a district, and names like the one that was typed.

No script and no position of the phone: the map is a picture in a form, and the browser sends the touched point with it.
"""

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from reports.guides import guide
from reports.triage.steps.gazetteer import districts

_DATA = Path(__file__).with_name("island.toml")
_MOST = 6
_LIKE = 0.72  # of 1: "Denry" is 0.83 like "Dennery"

type Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class District:
    """A part of the island on the map, in points of the picture."""

    id: str
    outlines: tuple[tuple[Point, ...], ...]
    name_at: Point

    def holds(self, x: int, y: int) -> bool:
        """Whether a point lies inside: a line from it to the right crosses an outline an odd number of times."""
        return any(_crossings(outline, x, y) % 2 for outline in self.outlines)

    @property
    def drawn(self) -> list[str]:
        return [" ".join(f"{x},{y}" for x, y in outline) for outline in self.outlines]


@dataclass(frozen=True, slots=True)
class Island:
    """The map."""

    width: int
    height: int
    districts: tuple[District, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A name of the gazetteer and the district it lies in."""

    name: str
    district: str
    district_name: str


@cache
def island() -> Island:
    """Read the map."""
    told = tomllib.loads(_DATA.read_text())
    made = (
        District(
            each["id"],
            tuple(tuple(_point(pair) for pair in outline.split()) for outline in each["outlines"]),
            (each["name_at"][0], each["name_at"][1]),
        )
        for each in told["districts"]
    )
    return Island(told["width"], told["height"], tuple(made))


def district_at(x: str, y: str) -> str:
    """The district that was touched, as a browser sent the point; nothing for the sea or for anything else."""
    try:
        point = int(x), int(y)
    except ValueError:
        return ""
    return next((each.id for each in reversed(island().districts) if each.holds(*point)), "")


def district_names() -> dict[str, str]:
    """The districts, and what lies beyond them, in the words of the page."""
    [asked] = [each for each in guide("other", get_language() or "en").place if each.id == "place.district"]
    return {option.id: option.label for option in asked.options}


@cache
def villages(district: str) -> tuple[str, ...]:
    """The names of a district, in order."""
    return tuple(sorted(name for name, inside in districts().items() if _id(inside) == district))


def alike(typed: str) -> list[Place]:
    """Up to six places of the gazetteer whose name is like what was typed, the nearest first."""
    known = {name.casefold(): name for name in districts()}
    wanted = typed.strip().casefold()[:60]
    if not wanted:
        return []
    found = [name for name in known if name.startswith(wanted)] if len(wanted) > 2 else []
    found += get_close_matches(wanted, known, _MOST, _LIKE)
    named = district_names()
    names = list(dict.fromkeys(known[name] for name in found))[:_MOST]
    inside = {name: _id(districts()[name]) for name in names}
    return [Place(name, inside[name] if inside[name] in named else "", named.get(inside[name], "")) for name in names]


@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """The map as a picture."""
    named = district_names()
    drawn = [(each, named[each.id]) for each in island().districts]
    return render(request, "public/island.svg", {"island": island(), "drawn": drawn}, content_type="image/svg+xml")


def _point(pair: str) -> Point:
    x, _, y = pair.partition(",")
    return int(x), int(y)


def _id(name: str) -> str:
    return name.casefold().replace(" ", "_")


def _crossings(outline: tuple[Point, ...], x: int, y: int) -> int:
    sides = zip(outline, (*outline[1:], outline[0]), strict=True)
    return sum((ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax for (ax, ay), (bx, by) in sides)
