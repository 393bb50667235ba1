"""Build reports/triage/rules/junk.json.gz: what words, shapes and listed terms say for a kind of junk against a tip.

    python -m benchmarks.triage.build_junk FOLDER

FOLDER holds the borrowed collections named in borrowed.py. Only weights are written, never text.
"""

import itertools
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.triage import borrowed
from benchmarks.triage.fitting import Example, Model, fit, write
from reports.triage.assessment import TipText
from reports.triage.pipeline import STEPS
from reports.triage.steps.draft import Draft
from reports.triage.steps.junk_marks import marks_of

CLASSES = ("tip", "advert", "test", "prank", "wrong_number", "abuse", "chat")
RIDGE, RAREST, KEEP = 0.3, 3, 16_000
_BEGINNING = 30
_OTHERS_COUNT = 3.0
"""How much more than a line of our own one by other hands counts."""
_LIKE_REAL = ("wrong_number",)
"""Prayers, hearsay and questions for another office: real people write so when they are in need."""
_TIPS = Path("tests/triage/tips")
_SHARES = {"tip": 6.0, "advert": 2.0}
_BEFORE = tuple(itertools.takewhile(lambda step: step.name != "junk", STEPS))
"""The steps whose findings a mark may come from."""
_HELLOS = {
    "en": ("hello", "good morning", "hi", "good night,", "hey"),
    "fr": ("bonjour", "allô", "bonsoir", "salut"),
    "es": ("hola", "buenas", "buenos días", "buenas noches"),
    "ht": ("bonjou", "alo", "bonswa", "sak pase"),
    "acf": ("bonjou", "alo", "bonswè", "sa ka fèt"),
}


class Labelled(NamedTuple):
    """A text, what it is, how much it counts, and the line that it was made from."""

    kind: str
    text: str
    counts: float
    line: str


def drafted(text: str) -> Draft:
    draft = Draft(tip=TipText(text=text, answers={}, channel="sms", in_danger=False, language_hint=""))
    for step in _BEFORE:
        draft = step.judge(draft)
    return draft


def features(text: str) -> dict[str, float]:
    found: defaultdict[str, float] = defaultdict(float)
    for mark in marks_of(drafted(text)):
        for name, strength in mark.features:
            found[name] += strength
    return found


def sources(folder: Path) -> Iterator[Labelled]:
    """Yield class, text and how much it counts."""
    by_others = {line for name in ("junk_strangers", "junk_varied") for _, line in borrowed.seeds(name)}
    for row in own():
        yield row._replace(counts=row.counts * (_OTHERS_COUNT if row.line in by_others else 1.0))
    yield from _of_sets()
    yield from _told()
    for section, line in borrowed.seeds("junk_everyday"):
        yield Labelled(section.split()[0], line, _OTHERS_COUNT, line)
    for kind, text in borrowed.texts_to_learn(folder):
        yield Labelled("advert" if kind == "spam" else "chat", text, 1.0, text)
    named: tuple[tuple[Iterable[str], int], ...] = (
        (borrowed.disaster(folder, "message"), 2500),
        (borrowed.schoolbooks(folder, "ht_monolingual.txt"), 1200),
        (borrowed.schoolbooks(folder, "ht-fr.src"), 500),
        (borrowed.portal(folder, "msgstr"), 400),
        (borrowed.portal(folder, "msgid"), 400),
        (borrowed.speeches(folder), 800),
    )
    for lines, most in named:
        kept = sorted({line for line in lines if not borrowed.is_kept_back(line)})
        yield from (Labelled("tip", line, 0.3, line) for line in random.Random(3).sample(kept, min(most, len(kept))))


def own() -> Iterator[Labelled]:
    """The seeds: junk by kind, tips alone, and both after a greeting; tips after a curse or beside another too."""
    tips = [line for name in ("tips", "stories", "everyday") for _, line in borrowed.seeds(name)]
    for section, line in _junk():
        kind = section.split()[0]
        if kind == "tip":
            tips += [line, line]
        else:
            yield Labelled(kind, line, 3.0, line)
    yield from (Labelled("tip", line, 2.0, line) for line in tips)
    frames: defaultdict[str, list[str]] = defaultdict(list)
    for language, frame in borrowed.seeds("frames"):
        frames[language].append(frame)
    greetings = [line for _, line in borrowed.seeds("greetings")]
    chance = random.Random(11)
    for line in tips:
        yield Labelled("tip", f"{chance.choice(greetings)} {line}", 0.7, line)
        yield Labelled("tip", f"{line}. {chance.choice(tips)}", 0.5, line)
    for section, line in _junk():
        kind, language = section.split()
        if kind not in ("tip", "test"):
            yield Labelled(kind, f"{chance.choice(_HELLOS[language])} {line}", 0.7, line)
        if kind == "advert":
            yield Labelled("tip", chance.choice(frames[language]).replace("||", line), 1.0, line)


def _told() -> Iterator[Labelled]:
    """Yield the tips that the leanings are built from, and short ones, which look most like junk and count for more."""
    for file in sorted((*borrowed.SEEDS.glob("told_*.tsv"), borrowed.SEEDS / "short_told.tsv")):
        counts = _OTHERS_COUNT if file.stem == "short_told" else 1.0
        yield from (Labelled("tip", text, counts, text) for _, _, text in borrowed.rows(file))


def _of_sets() -> Iterator[Labelled]:
    """Yield the junk and the tips of the sets that measure nothing any more."""
    listed = (borrowed.SEEDS / "junk_of_sets.tsv").read_text().splitlines()
    kinds = {(name, number): kind for name, number, kind in (line.split("\t") for line in listed if line[0] != "#")}
    for name in dict.fromkeys(name for name, _ in kinds):
        for line in (_TIPS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            kind = kinds.get((name, row["id"]), "tip")
            yield Labelled(kind, row["text"], _OTHERS_COUNT, row["text"])


def _junk() -> Iterator[tuple[str, str]]:
    """Yield the seeds of junk, without the parts of the later ones that are kept back to measure by."""
    yield from borrowed.seeds("junk")
    for name, part in (("junk_more", 4), ("junk_varied", 3)):
        yield from ((section, line) for section, line in borrowed.seeds(name) if not borrowed.is_kept_back(line, part))
    for section, line in borrowed.seeds("junk_strangers"):
        if not is_of_strangers_kept_back(line) and section.split()[0] not in _LIKE_REAL:
            yield section, line


def is_of_strangers_kept_back(line: str) -> bool:
    """Tell whether this is of the fifth to measure by. Some lines are told short and long: their beginnings are one."""
    return borrowed.is_kept_back(line[:_BEGINNING], 5)


def examples(rows: Iterable[Labelled]) -> Iterator[Example]:
    """Every kind of junk counts the same in the end, but for adverts, of which there are many real ones."""
    rows = list(rows)
    sums: defaultdict[str, float] = defaultdict(float)
    for row in rows:
        sums[row.kind] += row.counts
    unit = sums["advert"] / _SHARES["advert"]
    for row in rows:
        weight = row.counts * unit * _SHARES.get(row.kind, 1.0) / sums[row.kind]
        yield Example(features=features(row.text), label=CLASSES.index(row.kind), weight=weight)


def build(found: Sequence[Example]) -> Model:
    return fit(found, len(CLASSES), ridge=RIDGE, rarest=RAREST, keep=KEEP)


if __name__ == "__main__":
    model = build(list(examples(sources(Path(sys.argv[1])))))
    print(f"{len(model.names)} features, {write(model, 'junk', CLASSES):,} bytes")
