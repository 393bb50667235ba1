"""What of an opened tip no face shows before its source is asked for: masked answers, and findings without quotes."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.queries.masking import MASK, apart, blanked, hidden_in, tells_of_source, with_masks
from reports.triage.answers_seen import giveaways
from reports.triage.assessment import Assessment, Finding

MASKED_REASON = _("It rests on words that are masked.")
_ONE_BY_ONE = {"signs", "conflict", "routing"}
"""Steps whose words are quoted one by one, if any, and whose reasons tell none."""
_WORD = re.compile(r"\w{3,}")


def masked_answers(answers: Mapping[str, str], stored: Mapping[str, Any] | None) -> dict[str, str]:
    """Return answers with masks where they say how the tipster knows, where files were made, or who he may be.

    `stored`: what triage and officers found in them, as it is stored; None where nobody did.
    """
    return {
        name: MASK if tells_of_source(name) else with_masks(blanked(told, hidden_in(name, giveaways(told), stored)))
        for name, told in answers.items()
    }


def masked_assessment(judged: Assessment, text: str) -> Assessment:
    """Return what triage found in a text without its quotes of masked words, and without reasons that tell such."""
    secret = apart((span.start, span.end) for span in judged.identifying)
    told_anyway = set(_WORD.findall(blanked(text, secret).casefold()))
    words = {word for start, end in secret for word in _WORD.findall(text[start:end].casefold())} - told_anyway
    return replace(judged, findings=tuple(_masked(finding, secret, words) for finding in judged.findings))


def _masked(finding: Finding, secret: Collection[tuple[int, int]], words: Collection[str]) -> Finding:
    if finding.step == "identifying":
        return replace(finding, spans=())
    if finding.step == "entities" and any(
        span.start < end and start < span.end for span in finding.spans for start, end in secret
    ):
        return replace(finding, spans=(), reason=str(MASKED_REASON))
    if finding.step in _ONE_BY_ONE:
        spans = finding.spans
        shown = (each for each in spans if not any(each.start < end and start < each.end for start, end in secret))
        return replace(finding, spans=tuple(shown))
    is_told = any(word in finding.reason.casefold() for word in words)
    return replace(finding, reason=str(MASKED_REASON)) if is_told else finding
