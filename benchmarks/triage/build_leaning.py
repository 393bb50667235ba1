"""Build reports/triage/rules/leaning.json.gz: what ordinary words lean to, beside the hand-made rules.

    python -m benchmarks.triage.build_leaning

From the made-up tips of seeds/told_*.tsv and those of tests/triage, of which five sets by other writers count double.
Fitted as if there were no rules: these were mended by the same tips, so what they leave open there is little and tells
nothing of other tips. A point of the rules then counts as RULES_COUNT of the fitted weights. Words that come once are
left out.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.triage.borrowed import SEEDS, rows
from benchmarks.triage.fitting import Example, Model, fit, write
from reports.triage.assessment import TipText
from reports.triage.pipeline import STEPS
from reports.triage.steps.category import CATEGORIES, asserted
from reports.triage.steps.draft import Draft
from reports.triage.steps.leaning import PAIR, features

TIPS = Path("tests/triage/tips")
_BY_OTHERS = ("held", "strangers", "strangers_again", "strangers_fourth", "strangers_fifth")
"""Written by hands that knew neither rules nor seeds: nearest to what comes, and learned from since all were scored."""
_BEFORE = ("reading", "language", "meaning")
LEARNED = ("dev", *_BY_OTHERS)
"""The sets that are learned from."""
OTHERS_COUNT = 2.0
RULES_COUNT, RIDGE, RAREST, KEEP = 0.4, 1.5, 2, 16_000
_PAIRS_COUNT = 0.6
"""A pair is worth less than what it is made of, which counts as well."""


def tips() -> Iterator[tuple[str, str, float]]:
    """Yield category, text and how much it counts."""
    for file in sorted(SEEDS.glob("told_*.tsv")):
        yield from ((category, text, 1.0) for category, _, text in rows(file))
    for name in LEARNED:
        for line in (TIPS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if not row["junk"]:
                yield row["categories"][0], row["text"], OTHERS_COUNT if name in _BY_OTHERS else 1.0


def main() -> None:
    """Fit and write."""
    examples = [_example(*tip) for tip in tips()]
    model = fit(examples, len(CATEGORIES), ridge=RIDGE, rarest=RAREST, keep=KEEP)
    strengths = np.array([[strength(name)] for name in model.names])
    in_points = Model(model.names, model.weights * strengths / RULES_COUNT, model.bias / RULES_COUNT)
    size = write(in_points, "leaning", CATEGORIES)
    print(f"{len(examples)} tips, {len(model.names)} words and ideas, {size:,} bytes")


def strength(name: str) -> float:
    """How much of a feature is weighed."""
    return _PAIRS_COUNT if name.startswith(PAIR) else 1.0


def _example(category: str, text: str, counts: float) -> Example:
    draft = Draft(tip=TipText(text=text, answers={}, channel="web", in_danger=False, language_hint=""))
    for step in STEPS:
        if step.name in _BEFORE:
            draft = step.judge(draft)
    weighed = {name: strength(name) for name in features(draft, asserted(draft))}
    return Example(features=weighed, label=CATEGORIES.index(category), weight=counts)


if __name__ == "__main__":
    main()
