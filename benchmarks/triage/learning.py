"""What learning from decisions is worth, on a public log of campus police notes whose types stand for officers' words.

    python -m benchmarks.triage.learning FILE.csv

The file has the columns `Incident` (the type) and `Comments / Nature of Fire` (the note). The log is no collection of
tips, and its types were given by other people for other ends: read the table as whether
learning helps, not as accuracy.
"""

import csv
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reports.triage.assessment import TipText
from reports.triage.learning.decision import Decision, said_by_triage
from reports.triage.learning.fit import choose, fit
from reports.triage.pipeline import run
from reports.triage.steps.learned import features

_NOTE = "Comments / Nature of Fire"
# Words of a type, in the order in which they are looked for, and the category they stand for.
_TYPES = (
    ("found narcotics", "drugs"),
    ("cannabis", "drugs"),
    ("narcotic", "drugs"),
    ("controlled substance", "drugs"),
    ("shots fired", "firearms"),
    ("weapon", "firearms"),
    ("homicide", "homicide"),
    ("robbery", "robbery"),
    ("domestic", "domestic_abuse"),
    ("sexual", "sexual_offence"),
    ("battery", "violence"),
    ("assault", "violence"),
    ("missing person", "missing_person"),
    ("warrant", "wanted_person"),
    ("deceptive", "fraud"),
    ("fraud", "fraud"),
    ("identity theft", "fraud"),
    ("stalking", "threat"),
    ("harassment", "threat"),
    ("threat", "threat"),
    ("traffic", "traffic"),
    ("dui", "traffic"),
    ("burglary", "theft"),
    ("theft", "theft"),
    ("motor vehicle", "theft"),
    ("lost property", "other"),
    ("found property", "other"),
    ("medical", "other"),
    ("injured", "other"),
    ("mental health", "other"),
    ("fire", "other"),
    ("disturbance", "other"),
)
_SIZES = (0, 50, 100, 200, 400, 800)
_TESTED, _SPLITS = 1000, 4


def notes(file: Path) -> Iterator[tuple[str, str]]:
    """Yield (category, note), each note once; types that stand for no category are left out."""
    seen: set[str] = set()
    with file.open(newline="", encoding="utf-8", errors="replace") as rows:
        for row in csv.DictReader(rows):
            kind, note = (row.get("Incident") or "").lower(), (row.get(_NOTE) or "").strip()
            category = next((category for words, category in _TYPES if words in kind), "")
            if category and len(note) > 20 and note not in seen:
                seen.add(note)
                yield category, note


def decided(file: Path, most: int) -> list[Decision]:
    """Return what triage says of notes, with the type as what an officer meant."""
    chosen = list(notes(file))
    random.Random(1).shuffle(chosen)
    made = []
    for category, note in chosen[:most]:
        assessment = run(TipText(text=note, answers={}, channel="web", in_danger=False, language_hint=""))
        said = said_by_triage(assessment)
        made.append(
            Decision(
                said=said,
                meant=said | {"category": category},
                features=features(assessment.findings, "web"),
                rules_version=assessment.rules_version,
                at=datetime(2026, 1, 1, tzinfo=UTC),
            )
        )
    return [replace(one, at=one.at + timedelta(minutes=at)) for at, one in enumerate(made)]


def shares(decisions: Sequence[Decision], said: Sequence[str]) -> tuple[float, float]:
    """Return the share that was right, and the mean of it over the categories."""
    right: dict[str, list[bool]] = {}
    for decision, one in zip(decisions, said, strict=True):
        right.setdefault(decision.meant["category"], []).append(decision.meant["category"] == one)
    every = [hit for hits in right.values() for hit in hits]
    return sum(every) / len(every), sum(sum(hits) / len(hits) for hits in right.values()) / len(right)


def table(decisions: list[Decision]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"| decisions | right of {_TESTED} others | mean of the categories |"
    yield "|---|---|---|"
    for size in _SIZES:
        found = []
        for split in range(_SPLITS):
            mixed = random.Random(split).sample(decisions, len(decisions))
            tested, seen = mixed[:_TESTED], mixed[_TESTED : _TESTED + size]
            if size:
                weights = fit(seen)
                said = [choose(weights, one.features) for one in tested]
            else:
                said = [one.said["category"] for one in tested]
            found.append(shares(tested, said))
        right, mean = (sum(column) / len(found) for column in zip(*found, strict=True))
        yield f"| {size or 'none: the term list'} | {right:.0%} | {mean:.0%} |"


if __name__ == "__main__":
    for line in table(decided(Path(sys.argv[1]), most=_TESTED + max(_SIZES) + 500)):
        print(line)
