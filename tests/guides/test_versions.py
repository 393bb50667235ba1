"""A guide that asks something else has another version; other words for the same questions need none."""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

from reports.guides.house import Table
from reports.guides.loading import DATA, PARTS, PAST, categories, read_file
from tests.tables import each_of

KNOWN = tomllib.loads(Path(__file__).with_name("versions.toml").read_text())


def what_it_asks(table: Table) -> dict[str, Any]:
    """A guide's file without its words."""
    asked: dict[str, Any] = {part: [bare(each) for each in table.get(part, ())] for part in ("questions", *PARTS)}
    asked["blocks"] = table.get("blocks", [])
    if isinstance(asked["blocks"], dict):
        asked["blocks"] = {
            name: [block["most"], *(bare(each) for each in block["questions"])]
            for name, block in asked["blocks"].items()
        }
    return asked | {"weights": table.get("weights", {}), "short": table.get("short", [])}


def bare(question: Table) -> list[object]:
    marked = [question["danger"]] if "danger" in question else []
    return [question["id"], question["kind"], list(question.get("options", ())), question.get("if", {}), *marked]


def digest_of(table: Table) -> str:
    return hashlib.blake2b(json.dumps(what_it_asks(table)).encode(), digest_size=8).hexdigest()


@each_of(["core", *categories()])
def test_a_guide_asks_what_its_version_asked(name: str) -> None:
    table = read_file(DATA / f"{name}.toml")
    line = f'{name} = "{table["version"]} {digest_of(table)}"'
    assert KNOWN[name] == f"{table['version']} {digest_of(table)}", (
        f"what {name} asks has changed: raise its version, then write into versions.toml: {line}"
    )


def test_other_words_are_the_same_version_and_another_option_is_not() -> None:
    table = read_file(DATA / "drugs.toml")
    before = digest_of(table)
    table["questions"][0]["ask"] = "Which?"
    assert digest_of(table) == before
    table["questions"][0]["options"]["tea"] = "Tea"
    assert digest_of(table) != before


@each_of(["core", *categories()])
def test_the_files_of_its_earlier_versions_are_kept(name: str) -> None:
    earlier = range(1, read_file(DATA / f"{name}.toml")["version"])
    assert [version for version in earlier if not (PAST / f"{name}.{version}.toml").exists()] == [], (
        "put the file as it was into data/past, with its version in its name"
    )
