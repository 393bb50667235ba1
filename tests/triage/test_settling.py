"""What a judgement makes of a tip's row."""

import pytest

from reports.models import Tip, TriageState, Turn, Urgency
from reports.triage.assessment import Assessment, Finding
from reports.triage.settling import sort


def judged(urgency: str, junk: float) -> Assessment:
    said = [("urgency", urgency, 1.0), ("junk", "advert", junk)]
    findings = tuple(Finding(step=step, value=value, score=score, reason="") for step, value, score in said)
    return Assessment(findings=findings, rules_version="1")


@pytest.mark.parametrize(
    ("before", "found", "junk", "turn", "after", "last"),
    [
        (Urgency.ROUTINE, "today", 0.1, Turn.UNSEEN, Urgency.TODAY, False),
        (Urgency.IMMEDIATE, "routine", 0.1, Turn.UNSEEN, Urgency.IMMEDIATE, False),
        (Urgency.ROUTINE, "routine", 0.95, Turn.UNSEEN, Urgency.ROUTINE, True),
        (Urgency.IMMEDIATE, "routine", 0.95, Turn.UNSEEN, Urgency.IMMEDIATE, False),
        (Urgency.IMMEDIATE, "routine", 0.95, Turn.JUNK, Urgency.IMMEDIATE, True),
        (Urgency.ROUTINE, "today", 0.1, Turn.JUNK, Urgency.TODAY, False),
        (Urgency.ROUTINE, "immediate", 0.1, Turn.COPY, Urgency.IMMEDIATE, True),
    ],
)
def test_urgency_only_rises_and_junk_stays_within_it(
    before: Urgency, found: str, junk: float, turn: Turn, after: Urgency, last: bool
) -> None:
    tip = Tip(urgency=before)
    sort(tip, judged(found, junk), turn, is_first=True)
    assert (tip.urgency, tip.looks_junk, tip.triage) == (after, last, TriageState.DONE)
