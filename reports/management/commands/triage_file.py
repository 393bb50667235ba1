"""`manage.py triage_file --input FILE.jsonl --output OUT.jsonl`: judge every record of a file, without a database.

Each line of the input is a JSON object with at least `id`, `channel` and `text`; `answers` (an object of strings),
`in_danger` (true or false) and `language_hint` (the tipster's own choice) are used when they are there, other keys are
not, least of all labels such as `language`.
Each line of the output tells, in the order of the file, what the same steps as in the worker made of one record:
`id`, `language`, `junk`, `categories`, `urgency`, `urgency_terms`, `self_identifying`, `entities`, `duplicates`
(earlier records of the same file) and `milliseconds` of CPU. `start` and `end` are characters of `text`; 0 to 0 is a
reason outside the text. A line that cannot be read is told of on stderr by its number, and the rest goes on; the exit
code is then 1. No database and no other server is used.
"""

import json
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management import BaseCommand, CommandError

from reports.triage.assessment import Assessment, Span, TipText
from reports.triage.likeness import Likeness
from reports.triage.pipeline import read_rules, run


class Command(BaseCommand):
    """Judges a file of tips, line by line, so that rules can be measured on labelled tips."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the two files."""
        parser.add_argument("--input", type=Path, required=True, metavar="FILE.jsonl", help="one JSON object a line")
        parser.add_argument("--output", type=Path, required=True, metavar="OUT.jsonl", help="written anew")

    def handle(self, *args: Any, **options: Any) -> None:
        """Judge it all, then say how many lines could not be read."""
        broken = 0

        def tell(number: int, problem: ValueError) -> None:
            nonlocal broken
            broken += 1
            self.stderr.write(f"line {number}: {problem}")

        try:
            with options["input"].open("rb") as source, options["output"].open("w", encoding="utf-8") as target:
                for judged in _judged(source, tell):
                    target.write(json.dumps(judged) + "\n")
        except OSError as problem:
            raise CommandError(str(problem)) from None
        if broken:
            raise CommandError(f"{broken} {'line' if broken == 1 else 'lines'} could not be read; the rest was judged.")


class _Row(NamedTuple):
    """A record of the file as triage takes it."""

    id: str | int
    channel: str
    text: str
    answers: dict[str, str]
    in_danger: bool
    language_hint: str


def _judged(lines: Iterator[bytes], tell: Callable[[int, ValueError], None]) -> Iterator[dict[str, Any]]:
    ids: list[str | int] = []
    earlier = Likeness()
    read_rules()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = _read(line)
        except ValueError as problem:
            tell(number, problem)
            continue
        began = time.process_time()
        assessment = run(
            TipText(
                text=row.text,
                answers=row.answers,
                channel=row.channel,
                in_danger=row.in_danger,
                language_hint=row.language_hint,
                earlier=earlier.like,
            )
        )
        earlier.add(str(len(ids)), assessment.fingerprint)
        spent = (time.process_time() - began) * 1000
        ids.append(row.id)
        yield {"id": row.id, **_told(assessment, ids), "milliseconds": round(spent, 3)}


def _read(line: bytes) -> _Row:
    """Read one record. Raises ValueError, which says what is wrong with it."""
    try:
        record = json.loads(line)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(record, dict):
        raise ValueError("not a JSON object")
    for name in ("id", "channel", "text"):
        if not isinstance(record.get(name), str | int if name == "id" else str):
            raise ValueError(f"no {name}")
    answers = record.get("answers")
    return _Row(
        id=record["id"],
        channel=record["channel"],
        text=record["text"],
        answers=_strings(answers) if isinstance(answers, dict) else {},
        in_danger=record.get("in_danger") is True,
        language_hint=record["language_hint"] if isinstance(record.get("language_hint"), str) else "",
    )


def _strings(answers: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in answers.items() if isinstance(value, str)}


def _told(assessment: Assessment, ids: list[str | int]) -> dict[str, Any]:
    return {
        "language": assessment.language,
        "junk": assessment.junk,
        "categories": [
            {"category": found.value, "score": found.score, "terms": [_term(span) for span in found.spans]}
            for found in assessment.of("category")
            if found.value in assessment.categories
        ],
        "urgency": assessment.urgency,
        "urgency_terms": [_term(span) for found in assessment.of("urgency") for span in found.spans],
        "self_identifying": [
            {"start": span.start, "end": span.end, "rule": span.rule} for span in assessment.identifying
        ],
        "entities": sorted(
            (
                {"type": found.value, "start": span.start, "end": span.end}
                for found in assessment.entities
                for span in found.spans
            ),
            key=lambda entity: (entity["start"], entity["end"], entity["type"]),
        ),
        "duplicates": [
            {"id": ids[int(found.value)], "score": found.score, "why": found.reason} for found in assessment.duplicates
        ],
    }


def _term(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "weight": span.weight, "rule": span.rule}
