"""The language of some words, by the judge that tips have."""

from reports.triage.assessment import TipText
from reports.triage.pipeline import STEPS, run

_STEPS = STEPS[: 1 + [step.name for step in STEPS].index("language")]
_TELLING = 3  # words; fewer are said alike in several languages


def tongue_of(words: str) -> str:
    """Return the code of the language of these words, or "" where they are too few to tell."""
    if len(words.split()) < _TELLING:
        return ""
    told = run(TipText(text=words, answers={}, channel="web", in_danger=False, language_hint=""), _STEPS)
    return told.language
