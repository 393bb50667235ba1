"""Which language words are in, for a page that must say so to whoever listens to it."""

from reports.triage.assessment import TipText
from reports.triage.steps.draft import Draft
from reports.triage.steps.language import judge_language
from reports.triage.steps.reading import read


def spoken_in(text: str) -> str:
    """Return the code of the language of most of the words, nothing where they are too few to tell. Pure."""
    tip = TipText(text=text, answers={}, channel="web", in_danger=False, language_hint="")
    found = judge_language(read(Draft(tip=tip))).of("language")
    return found[0].value if found and found[0].spans else ""
