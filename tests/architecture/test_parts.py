"""What is installed may be given on with this program, and the list of parts is whole."""

import re
from importlib.metadata import version

from tipline.parts import Part, bill, parts

# Each fits AGPL-3.0-or-later. A new one is read by a person before it is added here.
ALLOWED = {
    "0bsd", "apache software license", "apache-2.0", "bsd 3-clause", "bsd license", "bsd-2-clause", "bsd-3-clause",
    "cc0-1.0", "isc license (iscl)", "mit", "mit license", "mit-0", "mit-cmu", "mozilla public license 2.0 (mpl 2.0)",
    "mpl-2.0", "psf-2.0", "python software foundation license", "zlib", "isc", "unlicense", "postgresql",
    "gnu lesser general public license v2 or later (lgplv2+)", "gnu library or lesser general public license (lgpl)",
    "the unlicense (unlicense)", "agpl-3.0-or-later",
}  # fmt: skip
# Read by a person, because its authors wrote none or wrote something else beside it.
READ = {
    "axe-playwright-python": "MIT in its LICENSE file; the axe-core in it is MPL-2.0. Tests alone",
    "qrcode": "BSD; 'other' stands for a file of its tests",
}


def terms(part: Part) -> set[str]:
    return {term.strip(" ()").lower() if " " not in term.strip() else term.strip().lower()
            for term in re.split(r";| AND | OR ", part.licence) if term.strip()}  # fmt: skip


def test_every_part_has_a_licence_that_we_may_give_on() -> None:
    unknown = {part.name: part.licence for part in parts() if not terms(part) or terms(part) - ALLOWED}
    assert {name: told for name, told in unknown.items() if name not in READ} == {}


def test_a_licence_that_nobody_has_read_is_found() -> None:
    assert terms(Part("x", "1", "Proprietary")) - ALLOWED
    assert not terms(Part("x", "1", ""))


def test_the_bill_names_each_part_once_with_its_version() -> None:
    components = bill(parts(), "1.0")["components"]
    named = {component["purl"] for component in components}
    assert f"pkg:pypi/django@{version('django')}" in named
    assert len(named) == len(components) > 40


def test_psycopg_3_is_not_here() -> None:
    assert "psycopg" not in {part.name for part in parts()}
