"""What in a question ready to be sent would show what some tip was about: names, numbers, places, words of crimes."""

import re
import tomllib
from functools import cache
from pathlib import Path

from reports.models import Officer
from reports.triage.assessment import KnownOfficer, TipText
from reports.triage.pipeline import run
from reports.triage.steps.draft import total
from reports.triage.steps.leaning import said_outright

_FILE = Path(__file__).with_name("giving_away.toml")
_NUMBER_OR_GAP = re.compile(r"[\d{}\[\]%<>_]+")
_SURE = 2.4  # from this score on a kind of crime is named; single words that only lean stay below
_OF_ANY_TIP = {"other", "misconduct"}  # "police" is said of any tip


def giving_away(words: str, language: str) -> list[str]:
    """Return the pieces of `words` that must not be sent as they stand, each once, in their order."""
    spans = [(found.start(), found.end()) for found in _NUMBER_OR_GAP.finditer(words)]
    spans += [(found.start(), found.end()) for found in _plain().finditer(words)]
    told = TipText(
        text=words, answers={}, channel="web", in_danger=False, language_hint=language,
        officers=tuple(map(KnownOfficer, Officer.objects.values_list("name", flat=True))),
    )  # fmt: skip
    judged = run(told)
    named = [span for finding in judged.entities for span in finding.spans]
    named += [span for finding in judged.of("conflict") for span in finding.spans if span.rule.endswith("officer")]
    for finding in judged.of("category"):
        outright = said_outright(finding.spans)
        if finding.value not in _OF_ANY_TIP and total(outright) >= _SURE:
            named += outright
    spans += [(span.start, span.end) for span in named if span.end > span.start]
    return list(dict.fromkeys(words[start:end] for start, end in sorted(spans)))


@cache
def _plain() -> re.Pattern[str]:
    words = tomllib.loads(_FILE.read_text("utf-8"))["english"].split()
    return re.compile(rf"\b(?:{'|'.join(words)})s?\b", re.IGNORECASE)
