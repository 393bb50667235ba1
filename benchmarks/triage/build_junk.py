"""Build reports/triage/rules/junk.json.gz: what words, shapes and listed terms say for a kind of junk against a tip.

    python -m benchmarks.triage.build_junk FOLDER

FOLDER holds the borrowed collections named in borrowed.py. Only weights are written, never text.
"""

import itertools
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.triage import borrowed
from benchmarks.triage.fitting import Example, Model, fit, write
from reports.triage.assessment import TipText
from reports.triage.pipeline import STEPS
from reports.triage.steps.draft import Draft
from reports.triage.steps.junk_marks import marks_of

CLASSES = ("tip", "advert", "test", "prank", "wrong_number", "abuse", "chat")
RIDGE, RAREST, KEEP = 0.3, 2, 16_000
_BEFORE = tuple(itertools.takewhile(lambda step: step.name != "junk", STEPS))
"""The steps whose findings a mark may come from."""
Labelled = tuple[str, str, float]


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
    yield from own()
    for kind, text in borrowed.texts_to_learn(folder):
        yield ("advert", text, 1.0) if kind == "spam" else ("chat", text, 1.0)
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
        yield from (("tip", line, 0.3) for line in random.Random(3).sample(kept, min(most, len(kept))))


def own() -> Iterator[Labelled]:
    """The seeds: junk by kind, tips alone, and tips after a greeting or a curse or beside another."""
    tips = [line for name in ("tips", "stories", "everyday") for _, line in borrowed.seeds(name)]
    for section, line in borrowed.seeds("junk"):
        kind = section.split()[0]
        if kind == "tip":
            tips += [line, line]
        else:
            yield kind, line, 3.0
    yield from (("tip", line, 2.0) for line in tips)
    frames: defaultdict[str, list[str]] = defaultdict(list)
    for language, frame in borrowed.seeds("frames"):
        frames[language].append(frame)
    greetings = [line for _, line in borrowed.seeds("greetings")]
    chance = random.Random(11)
    for line in tips:
        yield "tip", f"{chance.choice(greetings)} {line}", 0.7
        yield "tip", f"{line}. {chance.choice(tips)}", 0.5
    for section, line in borrowed.seeds("junk"):
        kind, language = section.split()
        if kind == "advert":
            yield "tip", chance.choice(frames[language]).replace("||", line), 1.0


def build(rows: Iterable[Labelled]) -> Model:
    """Every kind of junk counts the same in the end, but for adverts, of which there are many real ones."""
    rows = list(rows)
    sums: Counter[str] = Counter()
    for label, _, counts in rows:
        sums[label] += int(counts * 10)
    wanted = {"tip": 6.0, "advert": 2.0}
    unit = sums["advert"] / wanted["advert"]
    examples = [
        Example(
            features=features(text),
            label=CLASSES.index(label),
            weight=counts * unit * wanted.get(label, 1.0) / sums[label],
        )
        for label, text, counts in rows
    ]
    return fit(examples, len(CLASSES), ridge=RIDGE, rarest=RAREST, keep=KEEP)


if __name__ == "__main__":
    model = build(sources(Path(sys.argv[1])))
    print(f"{len(model.names)} features, {write(model, 'junk', CLASSES):,} bytes")
