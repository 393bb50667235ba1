"""Make reports/triage/rules/places_map.toml: the names of an open map of Saint Lucia, by district.

    python -m benchmarks.triage.map_places FILE.csv > reports/triage/rules/places_map.toml

The file has the columns `name` and `quarter`. "Bruceville/Shanty Town" is two names of one place. What is
no name of one place (Town, Village) or a name of many (Grande Riviere of Dennery and of Gros Islet) is sorted out by
hand in places.toml, whose entries come first.
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

_HEADER = """\
# Names of an open map of Saint Lucia by district, made by benchmarks/triage/map_places.py. Add yours to places.toml.
# Source: the place list of the countries-states-cities database by dr5hn (ODbL 1.0), built on data of OpenStreetMap
# contributors (ODbL 1.0). Only names and their district were taken: they are facts.
version = 1

[districts]"""
_NO_NAMES = {"city", "town", "village", "martin", "the morne", "union/ti morne", "constitution", "saint marie road"}
_SMALL = {"De", "Du", "Des", "La", "Le", "Les", "En", "A", "Au", "Aux", "By", "Of", "The"}


def names_by_district(path: Path) -> dict[str, set[str]]:
    """Return the cleaned names of the map, by district."""
    found: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            district = row["quarter"].removesuffix(" Quarter").replace("Soufrière", "Soufriere")
            found[district].update(_names(row["name"]))
    return found


def _names(text: str) -> Iterator[str]:
    for part in text.split("/"):
        name = re.sub(r"'S\b", "'s", part.strip().rstrip("'")).replace("St.", "St ")
        name = re.sub(r"\s+(Proper)$", "", re.sub(r"\s+", " ", name))
        words = [word.lower() if at and word in _SMALL else word for at, word in enumerate(name.split())]
        name = " ".join(words)
        if len(name) > 3 and name.lower() not in _NO_NAMES:
            yield name


def main() -> None:
    """Print the file."""
    print(_HEADER)
    for district, names in sorted(names_by_district(Path(sys.argv[1])).items()):
        # A blank inside a name is kept from being a place to break the line at.
        listed = ", ".join(f'"{name}"'.replace(" ", "\0") for name in sorted(names))
        listed = fill(listed, width=118, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
        print(f'"{district}" = [\n{listed}]'.replace("\0", " "))


if __name__ == "__main__":
    main()
