"""`python -m tipline.parts`: what is installed here, as a CycloneDX list of parts (SBOM) on standard output.

Made from what pip and uv leave beside each package, so that it tells of this installation and not of a wish.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from typing import Any, Final

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
    json.dump(bill(parts(), sys.argv[1] if len(sys.argv) > 1 else ""), sys.stdout, indent=1)
    sys.stdout.write("\n")
