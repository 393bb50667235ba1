"""Build reports/triage/rules/accusing.json.gz: how tips read that accuse police, beside those that do not.

    python -m benchmarks.triage.build_accusing

From made-up tips alone: seeds/accusing*.tsv (who is accused, language, text), and the other seeds and the sets of
tests/triage that measure nothing any more; of these, what is about misconduct is left out, for nobody looked whom each
accuses.
"""

import itertools
import json
from collections.abc import Iterator

from benchmarks.triage import borrowed
from benchmarks.triage.build_leaning import LEARNED, TIPS
from benchmarks.triage.fitting import Example, Model, fit, write
from reports.triage.assessment import TipText
from reports.triage.pipeline import STEPS
from reports.triage.steps.accusing import NOBODY, features
from reports.triage.steps.draft import Draft

CLASSES = (NOBODY, "police", "standards", "oversight")
RIDGE, RAREST, KEEP = 0.1, 3, 40_000
_OTHERS_COUNT = 2.0
"""How much a seed counts that was written for something else: there are many, and none is like an accusation."""
_BEFORE = tuple(itertools.takewhile(lambda step: step.name != "category", STEPS))


def tips() -> Iterator[tuple[str, str, float]]:
    """Yield who is accused, the text, and how much it counts."""
    for file in sorted(borrowed.SEEDS.glob("accusing*.tsv")):
        yield from ((whom, text, 1.0) for whom, _, text in borrowed.rows(file))
    for file in sorted((*borrowed.SEEDS.glob("told_*.tsv"), borrowed.SEEDS / "short_told.tsv")):
        yield from ((NOBODY, text, _OTHERS_COUNT) for kind, _, text in borrowed.rows(file) if kind != "misconduct")
    for name in ("junk", "junk_everyday", "everyday", "tips", "stories"):
        yield from ((NOBODY, text, _OTHERS_COUNT) for _, text in borrowed.seeds(name))
    for name in LEARNED:
        told = map(json.loads, (TIPS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
        yield from ((NOBODY, row["text"], 1.0) for row in told if "misconduct" not in row["categories"])


def example(whom: str, text: str, counts: float) -> Example:
    """Return what is weighed of a text."""
    draft = Draft(tip=TipText(text=text, answers={}, channel="web", in_danger=False, language_hint=""))
    for step in _BEFORE:
        draft = step.judge(draft)
    weighed = {name: strength for name, (strength, _) in features(draft).items()}
    return Example(features=weighed, label=CLASSES.index(whom), weight=counts)


def build(examples: list[Example]) -> Model:
    return fit(examples, len(CLASSES), ridge=RIDGE, rarest=RAREST, keep=KEEP)


if __name__ == "__main__":
    model = build([example(*tip) for tip in tips()])
    print(f"{len(model.names)} features, {write(model, 'accusing', CLASSES):,} bytes")
