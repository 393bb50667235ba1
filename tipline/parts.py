"""`python -m tipline.parts VERSION [GROUP …]`: what an image holds, as a CycloneDX list of parts (SBOM).

Made from what pip and uv leave beside each package installed here, so that it tells of versions that ran the tests; of
these, what pyproject.toml asks for in production and in the named groups, and what that needs in turn.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions, requires
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).resolve().parent.parent
_ON_PYPI: Final = "pkg:pypi/"


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One installed package. `licence` is as its authors wrote it, "" where they wrote none."""

    name: str
    version: str
    licence: str


def parts() -> list[Part]:
    """Return what is installed, by name."""
    return sorted({Part(_name(found), found.version, _licence(found)) for found in distributions()})


def needed(groups: Sequence[str] = ()) -> set[str]:
    """Return the names of what production asks for, with these groups, and of all that it needs in turn."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lines = [
        *asked["project"]["dependencies"],
        *(line for group in groups for line in asked["dependency-groups"][group]),
    ]
    waiting = [Requirement(line) for line in lines]
    seen: set[tuple[str, str]] = set()
    while waiting:
        one = waiting.pop()
        for extra in {"", *one.extras}:
            place = canonicalize_name(one.name), extra
            if place not in seen:
                seen.add(place)
                waiting += _required(one.name, extra)
    return {str(name) for name, _ in seen}


def _required(name: str, extra: str) -> Iterator[Requirement]:
    """What a package needs here, or what one of its extras adds."""
    for line in requires(name) or ():
        found = Requirement(line)
        if found.marker is None or found.marker.evaluate({"extra": extra}):
            yield found


def bill(found: list[Part], version: str) -> dict[str, Any]:
    """Return the parts as a CycloneDX 1.6 document. The same parts give the same text."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "tipline", "version": version}},
        "components": [
            {
                "type": "library",
                "bom-ref": f"{_ON_PYPI}{part.name}@{part.version}",
                "name": part.name,
                "version": part.version,
                "purl": f"{_ON_PYPI}{part.name}@{part.version}",
                **({"licenses": [{"license": {"name": part.licence}}]} if part.licence else {}),
            }
            for part in found
        ],
    }


def _name(found: Distribution) -> str:
    return re.sub(r"[-_.]+", "-", found.metadata["Name"]).lower()


def _licence(found: Distribution) -> str:
    about = found.metadata
    return about.get("License-Expression") or "; ".join(_classified(found)) or (about.get("License") or "")[:60]


def _classified(found: Distribution) -> Iterator[str]:
    for line in found.metadata.get_all("Classifier") or []:
        if line.startswith("License ::"):
            yield line.rpartition(" :: ")[2]


if __name__ == "__main__":
    version, *named = sys.argv[1:] or [""]
    names = needed(named)
    json.dump(bill([part for part in parts() if part.name in names], version), sys.stdout, indent=1)
    sys.stdout.write("\n")
