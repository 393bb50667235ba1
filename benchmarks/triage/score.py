"""`python -m benchmarks.triage.score TIPS.jsonl [OUT.jsonl] [--misses N]`: how well triage judges labelled tips.

OUT.jsonl is what `manage.py triage_file` wrote of them; without it the tips are judged here, their labels hidden.
One table is printed; with `--misses` also up to N tips of every kind that went wrong. Categories and urgency are
measured on real tips, language on all. A span counts as right when it and the labelled one share at least half of
what they cover together.
"""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from benchmarks.triage.labels import Judged, Labelled, judge, read_judged, read_labels
from benchmarks.triage.marks import LANGUAGES, TYPES, URGENCIES, Mark, Marks, Pair, confusion, mark


def main() -> None:
    """Compare the two files and print the table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("tips", type=Path, metavar="TIPS.jsonl")
    parser.add_argument("told", type=Path, nargs="?", metavar="OUT.jsonl")
    parser.add_argument("--misses", type=int, default=0, metavar="N")
    options = parser.parse_args()
    pairs = pair(read_labels(options.tips), read_judged(options.told) if options.told else judge(options.tips))
    marks = mark(pairs)
    for part in (_summary(marks, pairs), _by_language(marks), _by_type(marks), _by_urgency(pairs)):
        print("\n".join(part), end="\n\n")
    for name, one in marks.items():
        if not name.endswith(")"):
            _show(name, one, options.misses)


def pair(labels: Sequence[Labelled], judged: dict[str, Judged]) -> list[Pair]:
    """Put each label beside what was judged. Raises SystemExit when a tip was lost on the way."""
    lost = [label.id for label in labels if label.id not in judged]
    if lost:
        raise SystemExit(f"{len(lost)} tips were not judged: {', '.join(lost[:20])}")
    return [(label, judged[label.id]) for label in labels]


def _summary(marks: Marks, pairs: Sequence[Pair]) -> list[str]:
    spent = sorted(judged.milliseconds for _, judged in pairs)
    rows = [f"| {len(pairs)} tips | share | of |", "|---|---|---|"]
    typed = {f"{kind} {what}" for kind in TYPES for what in ("found", "right")}
    for name, one in marks.items():
        if not name.endswith(")") and name not in typed:
            rows.append(f"| {name} | {one.share:.1%} | {one.right}/{one.of} |")
    half, most = spent[len(spent) // 2], spent[min(len(spent) - 1, len(spent) * 95 // 100)]
    return [*rows, f"| milliseconds p50 / p95 | {half:.1f} / {most:.1f} | |"]


def _by_language(marks: Marks) -> list[str]:
    names = ("category first", "category among two", "language")
    rows = [f"| by language | {' | '.join(names)} |", "|---" * (1 + len(names)) + "|"]
    for language in LANGUAGES:
        rows.append(f"| {language} | {' | '.join(_cell(marks[f'{name} ({language})']) for name in names)} |")
    return rows


def _by_type(marks: Marks) -> list[str]:
    rows = ["| by type | found | right |", "|---|---|---|"]
    for kind in TYPES:
        rows.append(f"| {kind} | {_cell(marks[f'{kind} found'])} | {_cell(marks[f'{kind} right'])} |")
    return rows


def _by_urgency(pairs: Sequence[Pair]) -> list[str]:
    counts = confusion(pairs)
    rows = [f"| urgency: labelled down, judged across | {' | '.join(URGENCIES)} |", "|---" * 4 + "|"]
    for labelled in URGENCIES:
        rows.append(f"| {labelled} | {' | '.join(str(counts[labelled, judged]) for judged in URGENCIES)} |")
    return rows


def _cell(one: Mark) -> str:
    return f"{one.share:.1%} ({one.right}/{one.of})"


def _show(name: str, one: Mark, most: int) -> None:
    if not one.misses or not most:
        return
    print(f"--- {name}: {len(one.misses)}, of which the first {min(most, len(one.misses))}")
    for miss in one.misses[:most]:
        print(f"  {miss}")


if __name__ == "__main__":
    main()
