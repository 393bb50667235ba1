"""Where it is: a map of the island to touch, the villages of a district, and names like the one that was typed.

No script and no position of the phone: the map is a picture in a form, and the browser sends the touched point with it.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from reports.guides import guide
from reports.island import District, district_id, island
from reports.triage.steps.gazetteer import districts, joined, spellings

LETTERS = 12  # points of the map: the height of the names on it
_LONG = 8  # letters
_MOST = 6
_LIKE = 0.72  # of 1: "Denry" is 0.83 like "Dennery"


@dataclass(frozen=True, slots=True)
class Place:
    """A name of the gazetteer and the district it lies in."""

    name: str
    district: str
    district_name: str


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
    known, wanted = spellings(), joined(typed[:60])
    if not wanted:
        return []
    found = [wanted] if wanted in known else []
    found += [name for name in known if name.startswith(wanted)] if len(wanted) > 2 else []
    found += get_close_matches(wanted, known, _MOST, _LIKE)
    named = district_names()
    names = list(dict.fromkeys(known[name] for name in found))[:_MOST]
    inside = {name: district_id(districts()[name]) for name in names}
    return [Place(name, inside[name] if inside[name] in named else "", named.get(inside[name], "")) for name in names]


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
