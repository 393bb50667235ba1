"""A decision: what triage had said beside what an officer meant."""

from reports.triage.assessment import Assessment, Finding
from reports.triage.learning.decision import NOT_A_TIP, TIP, said_by_triage


def told(*findings: tuple[str, str, float]) -> Assessment:
    made = tuple(Finding(step=step, value=value, score=score, reason="") for step, value, score in findings)
    return Assessment(findings=made, rules_version="1", fingerprint=b"")


def test_what_triage_said_is_its_best_category() -> None:
    said = said_by_triage(told(("category", "drugs", 3.0), ("category", "violence", 1.0), ("language", "fr", 1.0)))
    assert (said["category"], said["language"], said["junk"]) == ("drugs", "fr", TIP)


def test_a_step_that_could_not_judge_said_other() -> None:
    assert said_by_triage(told(("category", "unjudged", 0.0)))["category"] == "other"


def test_triage_called_it_no_tip_from_half_on() -> None:
    assert said_by_triage(told(("junk", "advert", 0.5)))["junk"] == NOT_A_TIP
    assert said_by_triage(told(("junk", "advert", 0.49)))["junk"] == TIP
