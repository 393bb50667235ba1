"""What in a text could unmask the one who writes it, for the warning before a tip is sent."""

from reports.triage.assessment import Finding, TipText
from reports.triage.steps.draft import Draft
from reports.triage.steps.identifying import find_identifying
from reports.triage.steps.language import judge_language
from reports.triage.steps.meaning import find_meaning
from reports.triage.steps.reading import read


def what_identifies(text: str) -> tuple[Finding, ...]:
    """One finding for each kind of giveaway; its spans are characters of `text`. Pure: nothing is kept."""
    tip = TipText(text=text, answers={}, channel="web", in_danger=False, language_hint="")
    return what_is_read_identifies(read(Draft(tip=tip)))


def what_is_read_identifies(draft: Draft) -> tuple[Finding, ...]:
    """The same of a text whose words were found already."""
    return find_identifying(find_meaning(judge_language(draft))).of("identifying")


def giveaways(answer: str) -> list[tuple[int, int]]:
    """Return the places in a typed answer that could identify; triage looks only at those that name something."""
    if " " not in answer:  # an option's id, or one word
        return []
    return [(span.start, span.end) for finding in what_identifies(answer) for span in finding.spans]
