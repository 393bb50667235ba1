"""What triage found, as an officer reads it."""

from dataclasses import replace

from reports.dashboard.found import groups
from reports.triage.assessment import Assessment, Finding, Span
from reports.withheld import masked_assessment
from tests.triage.tips import judge

WORDS = "My boss locked the girls in the house. They owe him a debt."
TICKED = {
    "category": "human_trafficking",
    "human_trafficking.movement": "armed,watched",
    "human_trafficking.work": "long_ago",
}


def told(*, masked: bool = False) -> dict[str, str]:
    assessment = judge(WORDS, **TICKED)
    found = groups(masked_assessment(assessment, WORDS) if masked else assessment, WORDS, {})
    [signs] = [group for group in found if group.step == "signs"]
    return {str(point.what): point.quote or point.why for point in signs.points}


def test_the_signs_that_somebody_is_not_free_are_shown_by_strength_in_the_words_of_the_form() -> None:
    points = told()
    assert "a hard one" in points["People forced, held or trafficked"]
    assert "Somebody guards them with a weapon" in points["Strong"]
    assert "girls" in points["Strong"]
    assert points["Medium"] == "Somebody goes with them or watches them"


def test_a_sign_said_in_words_that_could_identify_the_tipster_is_not_quoted_while_they_are_masked() -> None:
    assert "boss" in told()["Strong"]
    assert "boss" not in told(masked=True)["Strong"]


def conflict(judged: Assessment, text: str) -> str:
    [one] = [group for group in groups(judged, text, {}) if group.step == "conflict"]
    [point] = one.points
    return f"{point.quote} | {point.why}"


def test_a_conflict_of_interest_shows_the_words_that_it_rests_on() -> None:
    text = "The narcotics squad sells what they seize, I saw it."
    assert conflict(judge(text), text).startswith("narcotics squad sells what they |"), "and no word twice"


def test_of_masked_words_a_conflict_shows_none_and_its_reason_and_the_unit_s_all_the_same() -> None:
    text = "I told the police at the station last week about my stolen boat, now I saw it painted green"
    judged, start = judge(text), text.index("at the station")
    masks = Finding(
        step="identifying", value="job", score=1.0, reason="", spans=(Span(start, start + 14, "hand", 1.0),)
    )
    masked = masked_assessment(replace(judged, findings=(*judged.findings, masks)), text)
    assert conflict(judged, text) == "at the station, stolen | It speaks of police conduct, so standards reads it."
    assert conflict(masked, text) == "stolen | It speaks of police conduct, so standards reads it."
    assert masked.of("routing")[0].reason == "It speaks of police conduct, so standards reads it."


def test_a_sign_of_two_answers_is_shown_with_both() -> None:
    judged = judge("please look", **{"human_trafficking.kinds": "sex", "human_trafficking.minors": "yes"})
    [signs] = [group for group in groups(judged, "please look", {}) if group.step == "signs"]
    assert "Sex + Is anybody under 18? Yes" in {point.quote or point.why for point in signs.points}
