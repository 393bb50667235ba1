"""Where it is: a map of the island to touch, the villages of a district, and names like the one that was typed.

No script and no position of the phone: the map is a picture in a form, and the browser sends the touched point with it.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from reports.guides import guide
from reports.island import District, district_id, island
from reports.triage.steps.gazetteer import districts, joined, spellings
from reports.triage.steps.lexicon import rules

LETTERS = 12  # points of the map: the height of the names on it
_LONG = 8  # letters
_MOST = 6
_LEAST_PLACE = 2
"""Letters of a place before the island's name."""
_SURELY = 0.85
_LIKE = 0.72  # of 1: "Denry" is 0.83 like "Dennery"


@dataclass(frozen=True, slots=True)
class Place:
    """A name of the gazetteer and the district it lies in."""

    name: str
    district: str
    district_name: str


def is_by_keys(x: str, y: str) -> bool:
    """Whether the map was pressed without a pointer: a browser then sends its corner, or nothing."""
    return x.strip() in ("", "0") and y.strip() in ("", "0")


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
    return tuple(sorted(name for name, inside in districts().items() if district_id(inside) == district))


def alike(typed: str) -> list[Place]:
    """Up to six places of the gazetteer whose name is like what was typed, in any language, the nearest first."""
    known, wanted = _nearer(), _without_island(joined(typed[:60]))
    if not wanted or is_island(typed):
        return []
    found = [wanted] if wanted in known else []
    found += [name for name in known if name.startswith(wanted)] if len(wanted) > 2 else []
    found += get_close_matches(wanted, known, _MOST, _LIKE)
    named = district_names()
    names = list(dict.fromkeys(known[name] for name in found))[:_MOST]
    inside = {name: district_id(districts()[name]) for name in names}
    return [Place(name, inside[name] if inside[name] in named else "", named.get(inside[name], "")) for name in names]


def looked_up(typed: str) -> dict[str, Any]:
    """What a page shows where a place was looked up: names like it, or why there are none."""
    return {"alike": alike(typed), "looked_for_nothing": not joined(typed), "looked_for_island": is_island(typed)}


def is_island(typed: str) -> bool:
    """Whether it names the whole island, or nearly: that is no place where somebody can go and look."""
    wanted = joined(typed[:60])
    if wanted in _said_of_all():
        return True
    if wanted in _nearer():
        return False
    nearest = get_close_matches(wanted, [*_nearer(), *sorted(_island())], 1, _SURELY)
    return bool(nearest) and nearest[0] in _island()


@cache
def _nearer() -> dict[str, str]:
    """The spellings of every place but the whole island."""
    return {spelling: name for spelling, name in spellings().items() if joined(name) not in _island()}


@cache
def _island() -> frozenset[str]:
    """The names of the whole island."""
    return frozenset(map(joined, rules("places")["island"]["names"]))


@cache
def _said_of_all() -> frozenset[str]:
    """What is said for all of it instead of a place, its names among them."""
    return _island() | frozenset(map(joined, rules("places")["island"]["said"]))


def _without_island(wanted: str) -> str:
    """A place without the island's name behind it: "Dennery, St Lucia"."""
    behind = [name for name in _island() if wanted.endswith(name) and len(wanted) - len(name) > _LEAST_PLACE]
    return wanted.removesuffix(max(behind, key=len)) if behind and wanted not in _nearer() else wanted


@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """The map as a picture."""
    named = district_names()
    drawn = [(each, written(each, named[each.id])) for each in island().districts]
    page = {"island": island(), "drawn": drawn, "letters": LETTERS}
    return render(request, "public/island.svg", page, content_type="image/svg+xml")


def written(district: District, name: str) -> list[tuple[str, int]]:
    """A name as it stands inside its district: its lines, a long one broken after a word, and their feet."""
    lines = name.split(" ", 1) if len(name) > _LONG else [name]
    first = district.name_at[1] + LETTERS * (2 - len(lines)) // 2 - LETTERS // 6
    return [(line, first + number * LETTERS) for number, line in enumerate(lines)]
