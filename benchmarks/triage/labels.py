"""Labelled tips, what triage said of them, and the judging itself."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[2]
_GIVEN = ("id", "channel", "text")
"""All that triage is shown of a labelled tip: a label such as `language` would be taken for the tipster's choice."""

Spot = tuple[int, int]
"""Start and end, in characters of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One tip and what a careful reader says of it. Spans are given as words of the text, wherever they stand in it."""

    id: str
    text: str
    language: str
    languages: tuple[str, ...]
    categories: tuple[str, ...]
    urgency: str
    junk: bool
    self_identifying: tuple[str, ...]
    entities: tuple[tuple[str, str], ...]
    duplicate_of: str | None

    def spots(self, words: str) -> tuple[Spot, ...]:
        """Return every place in the text where these words stand."""
        return tuple(_places(self.text, words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What triage said of one tip, in the words of `manage.py triage_file`."""

    language: str
    junk: float
    categories: tuple[str, ...]
    urgency: str
    self_identifying: tuple[Spot, ...]
    entities: tuple[tuple[str, Spot], ...]
    duplicates: tuple[str, ...]
    milliseconds: float


def read_labels(path: Path) -> tuple[Labelled, ...]:
    """Read a file of labelled tips, one JSON object a line."""
    return tuple(_labelled(row) for row in _rows(path))


def read_judged(path: Path) -> dict[str, Judged]:
    """Read what `manage.py triage_file` wrote, by the id of the tip."""
    return {str(row["id"]): _judged(row) for row in _rows(path)}


def judge(path: Path) -> dict[str, Judged]:
    """Let `manage.py triage_file` judge a file of tips in a process of its own, their labels hidden."""
    with tempfile.TemporaryDirectory(prefix="tipline-score-") as folder:
        bare, told = Path(folder) / "bare.jsonl", Path(folder) / "told.jsonl"
        hide_labels(path, bare)
        command: list[str | Path] = [sys.executable, _ROOT / "manage.py", "triage_file"]
        subprocess.run([*command, "--input", bare, "--output", told], check=True, cwd=_ROOT)
        return read_judged(told)


def hide_labels(path: Path, bare: Path) -> None:
    """Write the tips of a file again with nothing but their id, channel and text."""
    with bare.open("w", encoding="utf-8") as lines:
        for row in _rows(path):
            lines.write(json.dumps({name: row[name] for name in _GIVEN}) + "\n")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _labelled(row: Mapping[str, Any]) -> Labelled:
    earlier = row.get("duplicate_of")
    return Labelled(
        id=str(row["id"]),
        text=row["text"],
        language=row["language"],
        languages=tuple(row.get("languages", [row["language"]])),
        categories=tuple(row["categories"]),
        urgency=row["urgency"],
        junk=bool(row["junk"]),
        self_identifying=tuple(span["text"] for span in row["self_identifying"]),
        entities=tuple((entity["type"], entity["text"]) for entity in row["entities"]),
        duplicate_of=None if earlier is None else str(earlier),
    )


def _judged(row: Mapping[str, Any]) -> Judged:
    return Judged(
        language=row["language"],
        junk=row["junk"],
        categories=tuple(found["category"] for found in row["categories"]) or ("other",),
        urgency=row["urgency"],
        self_identifying=tuple((span["start"], span["end"]) for span in row["self_identifying"]),
        entities=tuple((entity["type"], (entity["start"], entity["end"])) for entity in row["entities"]),
        duplicates=tuple(str(found["id"]) for found in row["duplicates"]),
        milliseconds=row["milliseconds"],
    )


def _places(text: str, words: str) -> Iterator[Spot]:
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)
