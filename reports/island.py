"""The island: the outlines of its districts as points of a picture, and where its villages lie."""

import tomllib
from dataclasses import dataclass
from functools import cache
from math import hypot
from pathlib import Path

_DATA = Path(__file__).with_name("island.toml")

_NEAR = 60  # points of the map, about five kilometres

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
    """The map. `villages` are by their name in the gazetteer; `corner`: the upper left, degrees north and east."""

    width: int
    height: int
    corner: tuple[float, float]
    per_degree: Point
    districts: tuple[District, ...]
    villages: dict[str, Point]


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
    villages = {name: (x, y) for name, (x, y) in told["villages"].items()}
    corner, (x, y) = (told["north"], told["east"]), told["per_degree"]
    return Island(told["width"], told["height"], corner, (x, y), tuple(made), villages)


def nearest(place: str) -> str:
    """Return the village nearest to a place in degrees, "13.908, -60.983": as coarse as villages lie apart.

    Nothing for what is no such place, or far from every village.
    """
    try:
        north, east = (float(part) for part in place.split(","))
    except ValueError:
        return ""
    ours = island()
    x, y = (east - ours.corner[1]) * ours.per_degree[0], (ours.corner[0] - north) * ours.per_degree[1]
    away = {name: hypot(x - at[0], y - at[1]) for name, at in ours.villages.items()}
    found = min(away, key=away.__getitem__)
    return found if away[found] <= _NEAR else ""


def district_id(name: str) -> str:
    """Return the word of a district as questions and maps write it."""
    return name.casefold().replace(" ", "_")


def _point(pair: str) -> Point:
    x, _, y = pair.partition(",")
    return int(x), int(y)


def _crossings(outline: tuple[Point, ...], x: int, y: int) -> int:
    sides = zip(outline, (*outline[1:], outline[0]), strict=True)
    return sum((ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax for (ax, ay), (bx, by) in sides)
