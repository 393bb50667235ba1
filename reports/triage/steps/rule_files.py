"""The files of reports/triage/rules as they lie on the disk."""

import tomllib
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any


class RulesUnread(Exception):
    """A file of rules that nobody can read; the message names it and the line."""


def rule_files() -> list[Path]:
    """Return every file of rules, in one order."""
    with as_file(files("reports.triage").joinpath("rules")) as folder:
        return sorted(folder.rglob("*.toml"))


def named(path: Path) -> str:
    """Return how a file is told of: "rules/words/home.toml"."""
    return path.as_posix()[path.as_posix().rindex("/rules/") + 1 :]


def contents_of(path: Path) -> dict[str, Any]:
    """Read one file. Raises RulesUnread, with its name and line, where it is no TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise RulesUnread(f"{named(path)}: {problem}") from None
