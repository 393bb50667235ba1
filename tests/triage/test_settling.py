"""What a judgement makes of a tip's row."""

import pytest

from reports.models import Tip, TriageState, Turn, Urgency
from reports.triage.assessment import UNJUDGED, Assessment, Finding
from reports.triage.settling import sort, unit_of
from tests.conftest import House


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


@pytest.mark.parametrize(
    ("is_first", "before", "after"),
    [
        (True, TriageState.WAITING, TriageState.DONE),
        (False, TriageState.WAITING, TriageState.WAITING),
        (False, TriageState.FAILED, TriageState.FAILED),
        (False, TriageState.UNJUDGED, TriageState.UNJUDGED),
    ],
)
def test_what_comes_later_says_nothing_of_words_that_nobody_could_judge(
    is_first: bool, before: TriageState, after: TriageState
) -> None:
    tip = Tip(urgency=Urgency.TODAY, triage=before)
    sort(tip, judged("today", 0.1), Turn.UNSEEN, is_first=is_first)
    assert tip.triage == after


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("failed", "slug"), [((), "narcotics"), (("topics",), "narcotics"), (("reading",), "reception")]
)
def test_first_words_of_which_nobody_knows_whom_they_name_stay_with_reception(
    house: House, failed: tuple[str, ...], slug: str
) -> None:
    told = [("routing", "narcotics"), *((step, UNJUDGED) for step in failed)]
    findings = tuple(Finding(step=step, value=value, score=0.0, reason="") for step, value in told)
    unit = unit_of(Assessment(findings=findings, rules_version="1"), frozenset())
    assert unit.unit_id == house.unit(slug).pk
