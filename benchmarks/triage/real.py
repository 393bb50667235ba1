"""`python -m benchmarks.triage.real FOLDER`: how well language and junk are judged on messages of real people.

FOLDER holds the borrowed collections named in borrowed.py; none of their text is printed or kept. Everything that is
judged here was kept back from the models. A table is printed, one line a collection.
"""

import csv
import random
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.triage import borrowed
from benchmarks.triage.marks import JUNK
from reports.triage.assessment import Assessment, TipText
from reports.triage.pipeline import run

_SAMPLE = Path(__file__).parent / "haitian_sample.toml"
_MOST = 1000
_FALSE = 0.005
Row = tuple[str, str, int, str]


def main() -> None:
    """Judge every collection and print its line."""
    folder = Path(sys.argv[1])
    print("| what | data | n | result |\n|---|---|---|---|")
    for rows in (_languages(folder), _haitian(folder), _spam(folder), _real(folder)):
        for what, name, count, result in rows:
            print(f"| {what} | {name} | {count:,} | {result} |", flush=True)


def _judged(text: str) -> Assessment:
    return run(TipText(text=text, answers={}, channel="sms", in_danger=False, language_hint=""))


def _some(lines: Iterable[str], most: int = _MOST) -> list[str]:
    kept = sorted(set(lines))
    return random.Random(len(kept)).sample(kept, min(most, len(kept)))


def _languages(folder: Path) -> Iterator[Row]:
    private = (text for kind, text in borrowed.texts(folder) if kind == "ham")
    kept_back: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("en", "private English SMS", private),
        ("fr", "French sentences (Tatoeba, schoolbooks)", _french(folder)),
        ("es", "Spanish lines of schoolbooks", borrowed.schoolbooks(folder, "ht-es.src")),
        ("es", "Spanish lines of a complaint form", borrowed.portal(folder, "msgstr")),
        ("ht", "Haitian lines of schoolbooks", borrowed.schoolbooks(folder, "ht_monolingual.txt")),
        ("acf", "Kwéyòl sentences of speeches", borrowed.speeches(folder)),
    )
    for language, name, lines in kept_back:
        yield _told(language, name, _some(line for line in lines if borrowed.is_kept_back(line)))
    yield _told(
        "acf", "Kwéyòl stories and sayings (another kind of text than the model's)", _some(borrowed.stories(folder))
    )


def _french(folder: Path) -> Iterator[str]:
    yield from borrowed.guadeloupe(folder, "gold_sent")
    yield from borrowed.schoolbooks(folder, "ht-fr.src")


def _haitian(folder: Path) -> Iterator[Row]:
    """The sample that somebody read and sorted by hand."""
    with (folder / "disaster" / "messages.csv").open(newline="") as file:
        first: dict[str, int] = {}
        for row in csv.DictReader(file):
            text = row["original"].replace("\n", " ")
            if row["genre"] == "direct" and text.strip():
                first.setdefault(text, int(row["id"]))
    known = tomllib.loads(_SAMPLE.read_text())
    drawn = random.Random(known["seed"]).sample(sorted((at, text) for text, at in first.items()), known["size"])
    other = {at: language for language in ("fr", "en", "unclear") for at in known[language]}
    for language, name in (("ht", "Haitian"), ("fr", "French")):
        texts = [text for at, text in drawn if other.get(at, "ht") == language]
        yield _told(language, f"{name} SMS to an emergency number, sorted by hand", texts)


def _told(language: str, name: str, lines: Sequence[str]) -> Row:
    told = Counter(_judged(line).language for line in lines)
    wrong = ", ".join(f"{count} {other}" for other, count in told.most_common() if other != language)
    return "language", name, len(lines), f"{told[language] / len(lines):.1%} right (else {wrong or 'nothing'})"


def _spam(folder: Path) -> Iterator[Row]:
    scores: dict[str, list[float]] = {"ham": [], "spam": []}
    for kind, text in borrowed.texts_to_judge(folder):
        scores[kind].append(_judged(text).junk)
    ham, spam = sorted(scores["ham"], reverse=True), scores["spam"]
    bar = ham[int(_FALSE * len(ham))]
    found = sum(score > bar for score in spam) / len(spam)
    name = f"adverts by SMS, no near-duplicates (beside {len(ham):,} private SMS)"
    yield "junk", name, len(spam), f"{found:.1%} over the score ({bar:.3f}) that 0.5 % of private SMS pass"
    yield "junk", "the same adverts", len(spam), f"{_share(spam):.1%} at 0.9"
    yield "junk", "private SMS", len(ham), f"{_share(ham):.1%} at 0.9 (meant for somebody else, so not tips either)"


def _real(folder: Path) -> Iterator[Row]:
    with (folder / "disaster" / "messages.csv").open(newline="") as file:
        direct = [row["original"] for row in csv.DictReader(file) if row["genre"] == "direct"]
    collections: tuple[tuple[str, Iterable[str]], ...] = (
        ("campus police notes", borrowed.campus(folder)),
        ("English disaster messages", (m for m in borrowed.disaster(folder, "message") if borrowed.is_kept_back(m))),
        ("Haitian and French disaster messages", (text for text in direct if len(text.split()) >= 2)),
        ("Kwéyòl stories and sayings", borrowed.stories(folder)),
    )
    for name, lines in collections:
        scores = [_judged(line).junk for line in _some(lines)]
        half = sum(score >= 0.5 for score in scores) / len(scores)
        yield "real called junk", name, len(scores), f"{_share(scores):.2%} at 0.9, {half:.2%} at 0.5"


def _share(scores: Sequence[float]) -> float:
    return sum(score >= JUNK for score in scores) / len(scores)


if __name__ == "__main__":
    main()
