"""Build reports/triage/rules/happening.toml: the small signs that a tip tells of something going on.

    python -m benchmarks.triage.build_happening

From the made-up tips of seeds/scenes.tsv, seeds/told_*.tsv and seeds/lots_*.tsv, and the development tips of
tests/triage. Prints what ten rounds, each judging a tenth that it did not learn from, find and alarm at the two bars,
which are set by them:
IMMEDIATE is passed by ALARMS of the tips that are not immediate (of those that were not written as traps), TODAY
missed by MISSED of those that are.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.triage.borrowed import SEEDS
from benchmarks.triage.borrowed import seeds as lines
from benchmarks.triage.fitting import RULES, Example, Model, Numbers, fit
from reports.triage.assessment import TipText
from reports.triage.pipeline import STEPS
from reports.triage.steps.draft import Draft
from reports.triage.steps.happening import features

_DEVELOPMENT = Path("tests/triage/tips/dev.jsonl")
_FILES = ("told_*.tsv", "lots_*.tsv", "scenes.tsv")
_BEFORE = ("reading", "language", "meaning")
_JUNK = frozenset(("advert", "test", "wrong", "abuse"))
"""Pranks are left out: they are told like danger, and whether one is true is for a person to judge."""
_LETTERS = {"immediate": "i", "today": "t", "routine": "r"}
RIDGE, RAREST, KEEP, LEAST, ROUNDS = 2.0, 3, 4_000, 0.05, 10
ALARMS, MISSED = 0.1, 0.03


class Seed(NamedTuple):
    urgency: str
    text: str
    is_trap: bool
    """Written to sound like danger that is going on, or to hide it: too hard to set a bar by."""
    is_junk: bool = False


def tips() -> Iterator[Seed]:
    """Yield every tip that is learned from."""
    for file in (file for name in _FILES for file in sorted(SEEDS.glob(name))):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                _, urgency, text = line.split("\t")
                yield Seed(urgency, text, file.stem == "scenes")
    for heading, text in lines("junk"):
        if heading.split()[0] in _JUNK:
            yield Seed("r", text, is_trap=False, is_junk=True)
    for line in _DEVELOPMENT.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not row["junk"]:
            yield Seed(_LETTERS[row["urgency"]], row["text"], is_trap=False)


def main() -> None:
    """Fit, set the bars and write."""
    seeds = list(tips())
    drafts = [_draft(seed) for seed in seeds]
    examples = [_example(seed, draft) for seed, draft in zip(seeds, drafts, strict=True)]
    scores = _unseen(examples)
    danger = np.array([example.label == 1 for example in examples])
    junk = np.array([seed.is_junk for seed in seeds])
    plain = np.array([not seed.is_trap for seed in seeds]) & ~junk
    immediate = float(np.quantile(scores[plain & ~danger], 1 - ALARMS))
    model = _fit(examples)
    today = float(np.quantile(scores[danger], MISSED))
    print(f"{len(seeds)} tips, {danger.sum()} immediate; by signs alone, each tip unseen:")
    for name, which in (("plain", plain), ("traps", ~plain & ~junk)):
        found, alarms = scores[which & danger] >= immediate, scores[which & ~danger] >= immediate
        print(f"  {name}: {found.mean():.0%} found, {alarms.mean():.0%} alarms")
    print(f"  adverts, tests, abuse: {(scores[junk] >= immediate).mean():.1%} alarms")
    usual = float(model.bias[1] - model.bias[0])
    _write(model, round(immediate - usual, 2), max(LEAST, round(today - usual, 2)))


def _draft(seed: Seed) -> Draft:
    draft = Draft(tip=TipText(text=seed.text, answers={}, channel="web", in_danger=False, language_hint=""))
    for step in STEPS:
        if step.name in _BEFORE:
            draft = step.judge(draft)
    return draft


def _example(seed: Seed, draft: Draft) -> Example:
    return Example(features=dict.fromkeys(features(draft), 1.0), label=int(seed.urgency == "i"), weight=1.0)


def _fit(examples: Sequence[Example]) -> Model:
    return fit(examples, 2, ridge=RIDGE, rarest=RAREST, keep=KEEP)


def _unseen(examples: Sequence[Example]) -> Numbers:
    """How each tip scores by weights that were fitted without it."""
    scores = np.zeros(len(examples))
    order = np.random.default_rng(1).permutation(len(examples))
    for part in range(ROUNDS):
        held = order[part::ROUNDS]
        model = _fit([examples[at] for at in np.setdiff1d(order, held).tolist()])
        both = model.scores([examples[at].features for at in held.tolist()])
        scores[held] = both[:, 1] - both[:, 0]
    return scores


def _write(model: Model, immediate: float, today: float) -> None:
    weights = {name: float(row[1] - row[0]) for name, row in zip(model.names, model.weights, strict=True)}
    kept = sorted((name, round(number, 2)) for name, number in weights.items() if abs(number) >= LEAST)
    head = (
        "# Small signs that a tip tells of something going on, beside the rules of urgency.toml.\n"
        "# They add up, and they only raise.\n"
        "# Built by benchmarks/triage/build_happening.py from made-up tips; do not write here by hand.\n"
        f"version = 1\nimmediate = {immediate}    # from this sum on\ntoday = {today}\n\n[weights]\n"
    )
    lines = "".join(f'"{name}" = {number}\n' for name, number in kept)
    (RULES / "happening.toml").write_text(head + lines, encoding="utf-8")
    print(f"{len(kept)} weights; immediate from {immediate}, today from {today}")


if __name__ == "__main__":
    main()
