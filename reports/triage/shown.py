"""What of an assessment the tip's unit may see, and what is shown in the text."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from reports.models import Tip
from reports.models.choices import APART
from reports.triage.assessment import UNJUDGED, Assessment, Finding, only_with

_SHOWN_IN_THE_TEXT = ("entities", "identifying")


def for_their_units(judged: Sequence[tuple[Assessment, Tip]]) -> list[Assessment]:
    """Return the assessments without likenesses to tips erased meanwhile, and to ones about the police themselves.

    Of those no other unit may know.
    """
    alike = {tip for assessment, _ in judged for tip in assessment.alike}
    rows = Tip.objects.filter(pk__in=[UUID(one) for one in alike], fingerprint__isnull=False)
    units = {str(pk): unit for pk, *unit in rows.values_list("pk", "unit_id", "unit__purpose")} if alike else {}
    return [
        with_likenesses(
            assessment,
            {tip for tip, (unit, purpose) in units.items() if purpose not in APART or unit == own.unit_id},
        )
        for assessment, own in judged
    ]


def with_likenesses(assessment: Assessment, visible: Collection[str]) -> Assessment:
    """Return the assessment without its likenesses to any tip but these, given by id."""
    shown = (one for found in assessment.findings if (one := _visible(found, visible)) is not None)
    return replace(assessment, findings=tuple(shown))


def _visible(finding: Finding, tips: Collection[str]) -> Finding | None:
    if finding.step == "duplicates" and finding.value != UNJUDGED:
        return finding if finding.value in tips else None
    return only_with(finding, tips) if finding.step == "campaign" else finding


def of_its_own_words(together: Assessment, text: str) -> Assessment:
    """Return the assessment of several texts as it stands beside the first of them, `text`.

    What was concluded holds for all. Places in the others are left out: each of those is judged by itself as well, and
    shows its own.
    """
    findings = []
    for finding in together.findings:
        spans = tuple(span for span in finding.spans if span.end <= len(text))
        if spans or not finding.spans or finding.step not in _SHOWN_IN_THE_TEXT:
            findings.append(replace(finding, spans=spans))
    return replace(together, findings=tuple(findings))
